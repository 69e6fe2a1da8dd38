/*
 * export: lines of words, then lines of fields, then bytes.
 *
 *   export = head LF list image "digest" SP 64HEXDIG LF
 *   head   = "jarchy facts" SP number LF 1*( word SP value LF )
 *   list   = *( digest TAB kind TAB project TAB stem TAB lang TAB id TAB path LF )
 *
 * In fields a tab, a line feed, another control character and "%" are "%" and two hexadecimal digits.
 */
#include "catalog/export.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"

static const char magic[] = "jarchy facts ";

enum { END_BYTES = 7 + 2 * DIGEST_SIZE + 1 /* of the line of the digest */, FIELDS = 7 };
enum { DIGEST_FIELD, KIND_FIELD, PROJECT_FIELD, STEM_FIELD, LANG_FIELD, ID_FIELD, PATH_FIELD };

static const char *const kinds[] = {
	[ROLE_SITE] = "site",
	[ROLE_PROJECT] = "project",
	[ROLE_ITEM] = "item",
	[ROLE_ATTACHMENT] = "file",
	[ROLE_ERROR] = NULL,
};

/* --- the head -------------------------------------------------------------------------------- */

static bool take_number(struct str s, int64_t *out)
{
	uint64_t n;
	if (!str_to_uint(s, INT64_MAX, &n))
		return false;
	*out = (int64_t)n;
	return true;
}

static bool take_origin(struct export_head *h, struct str value)
{
	struct str id, number;
	if (!str_cut(value, ' ', &id, &number) || h->before_count == EXPORT_ORIGINS_MAX)
		return false;
	struct export_origin *o = &h->before[h->before_count];
	if (!id.n || !take_number(number, &o->number))
		return false;
	o->id = id;
	h->before_count++;
	return true;
}

static bool take_files(struct export_head *h, struct str value)
{
	struct str count, bytes;
	return str_cut(value, ' ', &count, &bytes) && str_to_uint(count, EXPORT_BYTES_MAX, &h->file_count) &&
	       str_to_uint(bytes, EXPORT_BYTES_MAX, &h->list_bytes);
}

static bool take_word(struct export_head *h, struct str word, struct str value)
{
	const struct {
		const char *name;
		struct str *field;
	} texts[] = { { "program", &h->program }, { "site", &h->site }, { "identity", &h->identity },
		{ "origin", &h->origin.id } };
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		if (!str_is(word, texts[i].name))
			continue;
		*texts[i].field = value;
		return value.n > 0;
	}
	if (str_is(word, "before"))
		return take_origin(h, value);
	if (str_is(word, "number"))
		return take_number(value, &h->origin.number);
	if (str_is(word, "now"))
		return take_number(value, &h->now);
	if (str_is(word, "files"))
		return take_files(h, value);
	return str_is(word, "image") && str_to_uint(value, FACTS_BYTES_MAX, &h->image_bytes);
}

/* Negative, 0 or positive, as of two numbers with points between their parts. */
static int version_order(struct str a, struct str b)
{
	while (a.n || b.n) {
		struct str x, y;
		uint64_t n = 0, m = 0;
		str_cut(a, '.', &x, &a);
		str_cut(b, '.', &y, &b);
		str_to_uint(x, UINT32_MAX, &n);
		str_to_uint(y, UINT32_MAX, &m);
		if (n != m)
			return n < m ? -1 : 1;
	}
	return 0;
}

static enum export_state say_part(struct err *err)
{
	err_set(err, "it is not whole: it is still being copied, or was cut");
	return EXPORT_PART;
}

bool export_is(struct str bytes)
{
	return str_starts(bytes, magic);
}

/* *rest: what comes after the head. */
static enum export_state read_head(struct str *rest, struct export_head *h, struct err *err)
{
	struct str line, word, value;
	*h = (struct export_head){ 0 };
	if (!str_starts(*rest, magic) || !str_next_line(rest, &line) ||
	    !str_to_uint(str_sub(line, sizeof magic - 1, line.n), UINT32_MAX, &h->format))
		return say_part(err);
	if (h->format > EXPORT_FORMAT) {
		err_set(err, "it is of a newer format (%llu, this program knows %d): upgrade this machine",
		    (unsigned long long)h->format, EXPORT_FORMAT);
		return EXPORT_NEWER;
	}
	while (str_next_line(rest, &line) && line.n)
		if (!str_cut(line, ' ', &word, &value) || !take_word(h, word, value))
			return say_part(err);
	if (line.n || !h->program.n || !h->site.n || !h->identity.n || h->identity.n >= IDENTITY_MAX ||
	    !h->origin.id.n || h->origin.id.n >= IDENTITY_MAX)
		return say_part(err);
	if (version_order(h->program, STR(JARCHY_VERSION)) <= 0)
		return EXPORT_GOOD;
	err_set(err, "it is of a newer program (%.*s, this is %s): upgrade this machine", STR_ARG(h->program),
	    JARCHY_VERSION);
	return EXPORT_NEWER;
}

enum export_state export_read_head(struct str bytes, struct export_head *out, struct err *err)
{
	return read_head(&bytes, out, err);
}

/* --- the list of files ------------------------------------------------------------------------ */

static bool unescape(struct arena *a, struct str s, const char **out)
{
	char *to = arena_alloc(a, s.n + 1);
	*out = to;
	for (size_t i = 0; i < s.n; i++) {
		int high = 0, low = s.p[i];
		if (s.p[i] == '%') {
			high = i + 2 < s.n ? str_hex_digit(s.p[i + 1]) : -1;
			low = i + 2 < s.n ? str_hex_digit(s.p[i + 2]) : -1;
			i += 2;
		}
		if (high < 0 || (s.p[i] == '%' && low < 0) || (high == 0 && low == 0))
			return false;
		*to++ = (char)(high * 16 + low);
	}
	*to = '\0';
	return true;
}

/* Whether it stays below the folder that it is of. */
static bool is_below(struct str path)
{
	struct str part;
	bool more = true;
	if (!path.n)
		return false;
	while (more) {
		more = str_cut(path, '/', &part, &path);
		if (!part.n || str_is(part, ".") || str_is(part, ".."))
			return false;
	}
	return true;
}

static bool is_name(const struct content_name *n, enum content_role role, const char *const *fields)
{
	return n->role == role && !strcmp(n->project, fields[PROJECT_FIELD]) &&
	       !strcmp(n->stem, fields[STEM_FIELD]) && !strcmp(n->lang, fields[LANG_FIELD]);
}

/* The name that an item of another name should have (content/scan.c); its place is what the origin says. */
static bool name_made(struct arena *a, const char *const *fields, struct content_name *out)
{
	const char *path = fields[PATH_FIELD], *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
	struct str folder = { path, slash ? (size_t)(slash - path) + 1 : 0 };
	const char *right = arena_printf(a, "%.*s%s.%s%s", STR_ARG(folder), fields[STEM_FIELD],
	    fields[LANG_FIELD], dot && dot > path + folder.n ? dot : "");
	content_name(right, out, NULL);
	out->made = out->undated = true;
	return is_name(out, ROLE_ITEM, fields);
}

/* What the path is, as the origin took it. */
static bool name_of(
    struct arena *a, enum content_role role, const char *const *fields, struct content_name *out)
{
	struct err ignored;
	content_name(fields[PATH_FIELD], out, &ignored);
	if (is_name(out, role, fields))
		return true;
	if (role == ROLE_ATTACHMENT)
		return content_page_file(fields[PATH_FIELD], out) && is_name(out, role, fields);
	/* A name that tells no language has that of the site's text. */
	if (out->role == role && out->plain && strlen(fields[LANG_FIELD]) < sizeof out->lang) {
		snprintf(out->lang, sizeof out->lang, "%s", fields[LANG_FIELD]);
		if (is_name(out, role, fields))
			return true;
	}
	return role == ROLE_ITEM && name_made(a, fields, out);
}

static bool find_kind(const char *word, enum content_role *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (!kinds[i] || strcmp(kinds[i], word) != 0)
			continue;
		*out = (enum content_role)i;
		return true;
	}
	return false;
}

static bool is_digest(const char *s)
{
	for (size_t i = 0; i < DIGEST_HEX - 1; i++)
		if (str_hex_digit(s[i]) < 0)
			return false;
	return s[DIGEST_HEX - 1] == '\0';
}

static bool read_file(struct arena *a, struct str line, struct export_file *out)
{
	const char *fields[FIELDS];
	enum content_role role;
	for (size_t i = 0; i < FIELDS; i++) {
		struct str field;
		if (str_cut(line, '\t', &field, &line) != (i + 1 < FIELDS) || !unescape(a, field, &fields[i]))
			return false;
	}
	*out = (struct export_file){
		.digest = fields[DIGEST_FIELD], .id = fields[ID_FIELD], .path = fields[PATH_FIELD]
	};
	if (!is_digest(out->digest) || !find_kind(fields[KIND_FIELD], &role) ||
	    !is_below(str_of(out->path)) || (role == ROLE_ITEM) != (*out->id != 0))
		return false;
	return name_of(a, role, fields, &out->name);
}

static bool read_list(struct export *e, struct str list, struct err *err)
{
	struct str line;
	while (str_next_line(&list, &line)) {
		struct export_file *f = ARENA_PUSH(&e->arena, e->files, e->file_count);
		if (!read_file(&e->arena, line, f))
			return err_set(err,
			    "this program does not know what \"%.*s\" is: upgrade this machine",
			    (int)(line.n < 200 ? line.n : 200), line.p);
		if (e->file_count > 1 && strcmp(f[-1].path, f->path) >= 0)
			return err_set(err, "it names \"%s\" twice, or out of order", f->path);
	}
	return e->file_count == e->head.file_count ||
	       err_set(err, "it does not have the files that it counts");
}

/* --- all of it ---------------------------------------------------------------------------------- */

static bool has_digest(struct str bytes)
{
	unsigned char digest[DIGEST_SIZE];
	char hex[DIGEST_HEX], line[END_BYTES + 1];
	if (bytes.n < END_BYTES || !digest_sha256(str_sub(bytes, 0, bytes.n - END_BYTES), digest))
		return false;
	digest_hex(digest, hex);
	snprintf(line, sizeof line, "digest %s\n", hex);
	return str_is(str_sub(bytes, bytes.n - END_BYTES, bytes.n), line);
}

enum export_state export_read(struct str bytes, struct export *out, struct err *err)
{
	struct export e = { 0 };
	struct str rest = bytes;
	enum export_state state = read_head(&rest, &e.head, err);
	if (state != EXPORT_GOOD)
		return state;
	if (rest.n != e.head.list_bytes + e.head.image_bytes + END_BYTES || !has_digest(bytes))
		return say_part(err);
	e.image = str_sub(rest, e.head.list_bytes, e.head.list_bytes + e.head.image_bytes);
	if (!read_list(&e, str_sub(rest, 0, e.head.list_bytes), err)) {
		export_release(&e);
		return EXPORT_NEWER;
	}
	*out = e;
	return EXPORT_GOOD;
}

void export_release(struct export *e)
{
	arena_release(&e->arena);
	*e = (struct export){ 0 };
}

/* --- writing ------------------------------------------------------------------------------------ */

void export_put_head(const struct export_head *h, struct buf *out)
{
	buf_printf(out, "%s%d\nprogram %.*s\nsite %.*s\nidentity %.*s\n", magic, EXPORT_FORMAT,
	    STR_ARG(h->program), STR_ARG(h->site), STR_ARG(h->identity));
	for (size_t i = 0; i < h->before_count; i++)
		buf_printf(
		    out, "before %.*s %lld\n", STR_ARG(h->before[i].id), (long long)h->before[i].number);
	buf_printf(out, "origin %.*s\nnumber %lld\nnow %lld\nfiles %llu %llu\nimage %llu\n\n",
	    STR_ARG(h->origin.id), (long long)h->origin.number, (long long)h->now,
	    (unsigned long long)h->file_count, (unsigned long long)h->list_bytes,
	    (unsigned long long)h->image_bytes);
}

static void put_field(const char *s, char end, struct buf *out)
{
	for (const char *c = s; *c; c++) {
		if ((unsigned char)*c < ' ' || *c == '%' || *c == 0x7f)
			buf_printf(out, "%%%02x", (unsigned char)*c);
		else
			buf_add(out, c, 1);
	}
	buf_add(out, &end, 1);
}

void export_put_file(const struct export_file *f, struct buf *out)
{
	put_field(f->digest, '\t', out);
	put_field(kinds[f->name.role], '\t', out);
	put_field(f->name.project, '\t', out);
	put_field(f->name.stem, '\t', out);
	put_field(f->name.lang, '\t', out);
	put_field(f->id, '\t', out);
	put_field(f->path, '\n', out);
}

bool export_put_end(struct buf *out, struct err *err)
{
	unsigned char digest[DIGEST_SIZE];
	char hex[DIGEST_HEX];
	if (out->full || !digest_sha256(buf_str(out), digest))
		return err_set(err, "the facts cannot be exported: they are over %d bytes", EXPORT_BYTES_MAX);
	digest_hex(digest, hex);
	buf_printf(out, "digest %s\n", hex);
	return true;
}
