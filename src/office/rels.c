/*
 * rels: targets resolved against the folder of their part.
 */
#include "office/rels.h"

#include <string.h>

#include "base/path.h"
#include "office/tree.h"

enum { RELS_MAX = 20000, FILE_MAX = 4 << 20, NAME_MAX_BYTES = 1024 };

/* "word/document.xml" is "word/" and "document.xml". */
static struct str folder_of(const char *part)
{
	const char *slash = strrchr(part, '/');
	return (struct str){ part, slash ? (size_t)(slash - part) + 1 : 0 };
}

/* The name in the archive, which has no slash at its front; "" for one that climbs out. */
static const char *resolve(struct arena *a, struct str folder, const char *target)
{
	struct buf raw, clean;
	buf_init(&raw, NAME_MAX_BYTES);
	buf_init(&clean, NAME_MAX_BYTES);
	buf_add_char(&raw, '/');
	if (*target != '/')
		buf_add_str(&raw, folder);
	buf_puts(&raw, *target == '/' ? target + 1 : target);
	bool good = !raw.full && path_normalise(buf_str(&raw), &clean) == PATH_OK && clean.len > 1;
	const char *name = good ? arena_str(a, str_sub(buf_str(&clean), 1, clean.len)) : "";
	buf_release(&raw);
	buf_release(&clean);
	return name;
}

static const char *last_word(const char *type)
{
	const char *slash = strrchr(type, '/');
	return slash ? slash + 1 : type;
}

static void read_all(struct rels *r, struct arena *a, xmlNode *root, const char *part)
{
	for (TREE_EACH(c, root)) {
		const char *target = tree_value(c, "Target");
		if (!tree_is(c, "Relationship") || r->n >= RELS_MAX)
			continue;
		struct rel *rel = ARENA_PUSH(a, r->v, r->n);
		rel->type = arena_strdup(a, last_word(tree_value(c, "Type")));
		rel->external = !strcmp(tree_value(c, "TargetMode"), "External");
		rel->target = rel->external ? arena_strdup(a, target) : resolve(a, folder_of(part), target);
		/* The array moves as it grows: the table holds numbers. */
		xmlHashAddEntry(r->by_id, (const xmlChar *)tree_value(c, "Id"), (void *)(uintptr_t)r->n);
	}
}

void rels_release(struct rels *r)
{
	if (r->by_id)
		xmlHashFree(r->by_id, NULL);
	r->by_id = NULL;
}

bool rels_read(struct rels *r, struct archive *z, struct arena *a, const char *part, struct err *err)
{
	struct str folder = folder_of(part), bytes;
	const char *name = arena_printf(a, "%.*s_rels/%s.rels", STR_ARG(folder), part + folder.n);
	*r = (struct rels){ .by_id = xmlHashCreate(64) };
	if (!archive_has(z, name))
		return true;
	xmlDoc *doc = archive_read(z, a, name, FILE_MAX, &bytes, err) ? tree_read(bytes, name, err) : NULL;
	if (!doc) {
		rels_release(r);
		return false;
	}
	read_all(r, a, xmlDocGetRootElement(doc), part);
	xmlFreeDoc(doc);
	return true;
}

const struct rel *rels_find(const struct rels *r, const char *id)
{
	uintptr_t at = (uintptr_t)xmlHashLookup(r->by_id, (const xmlChar *)id);
	return at ? &r->v[at - 1] : NULL;
}

const char *rels_part(const struct rels *r, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (!r->v[i].external && !strcmp(r->v[i].type, type))
			return r->v[i].target;
	return NULL;
}
