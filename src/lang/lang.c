/*
 * lang: the registry of packs.
 *
 * The packs of the program itself are read when one is first asked for; the build makes their texts a part
 * of the program, so that nothing that happens to a folder takes them away. Those of an operator come
 * before them, and what one of these lacks is as it is without it. A language that has neither is made of
 * what ICU knows. Nothing is ever freed: whoever has a language may keep it, also when a configuration is
 * read again.
 */
#include "lang/lang.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "base/hash.h"
#include "lang/bcp47.h"
#include "lang/icu_dates.h"
#include "lang/icu_language.h"
#include "lang/icu_tag.h"
#include "lang/pack_file.h"
#include "lang/pack_folder.h"
#include "lang/pack_read.h"

/* LANG_PACK("ky.lang", "text") of each file in packs/. */
static const struct {
	const char *name, *text;
	size_t n;
} shipped[] = {
#define LANG_PACK(name, text) { name, text, sizeof(text) - 1 },
#include "lang_packs.inc"
#undef LANG_PACK
};

/* What everything else is made complete by. */
static const char english[] = "en.lang";
/* Languages that are known whether a site has them or not. */
static const char *const usual[] = { "en", "ky", "ru" };

/* A language by its tag; one of the program is read when it is first asked for. */
struct entry {
	const char *tag;
	struct lang *lang; /* NULL: it is not read */
	size_t shipped;    /* in the table above, where it is one of these */
	bool spare;        /* it is known, but the site has it not */
};
struct list {
	struct entry *v;
	size_t n;
};
/* A pack of an operator, as long as its text does not change. */
struct added {
	uint64_t hash; /* of its name and text */
	struct lang *lang;
};
/* A language without a pack, and the pack that it has its words from. */
struct made {
	struct lang *lang;
	const struct lang *from;
};

static struct {
	pthread_once_t once;
	struct arena arena;
	pthread_mutex_t lock;                /* of what is read late: the arena, and v[].lang of shipped */
	struct list shipped, added, visible; /* each in the order of its tags */
	struct lang *english;
	struct added *read; /* all that were ever read */
	size_t read_n;
	struct made *made;
	size_t made_n;
} registry = { .once = PTHREAD_ONCE_INIT, .lock = PTHREAD_MUTEX_INITIALIZER };

/* --- reading ---------------------------------------------------------------------------- */

static struct lang *read_shipped(struct arena *a, size_t i, struct pack_problems *problems)
{
	char *text = arena_alloc(a, shipped[i].n + 1);

	memcpy(text, shipped[i].text, shipped[i].n);
	return pack_read(a, shipped[i].name, text, shipped[i].n, NULL, problems);
}

static void complete(struct lang *l)
{
	icu_dates_complete(l, &registry.arena);
	pack_complete(l, registry.english);
}

/* The language of an entry of any list. */
static struct lang *language_of(struct entry *e)
{
	struct lang *l = __atomic_load_n(&e->lang, __ATOMIC_ACQUIRE);

	if (l)
		return l;
	pthread_mutex_lock(&registry.lock);
	struct entry *own = NULL;
	for (size_t i = 0; i < registry.shipped.n && !own; i++)
		if (registry.shipped.v[i].shipped == e->shipped)
			own = &registry.shipped.v[i];
	if (!own->lang) {
		l = read_shipped(&registry.arena, own->shipped, NULL);
		assert(l);
		complete(l);
		own->lang = l;
	}
	l = own->lang;
	__atomic_store_n(&e->lang, l, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&registry.lock);
	return l;
}

/* --- lists ------------------------------------------------------------------------------ */

/* Takes the place of one of its tag, or its own among the others. */
static void insert(struct list *list, struct entry e)
{
	size_t at = 0;

	while (at < list->n && strcmp(list->v[at].tag, e.tag) < 0)
		at++;
	if (at == list->n || strcmp(list->v[at].tag, e.tag) != 0) {
		ARENA_PUSH(&registry.arena, list->v, list->n);
		memmove(list->v + at + 1, list->v + at, (list->n - 1 - at) * sizeof *list->v);
	}
	list->v[at] = e;
}

static struct entry *find_entry(const struct list *list, const char *tag)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i].tag, tag) == 0)
			return &list->v[i];
	return NULL;
}

static struct lang *find(const struct list *list, const char *tag)
{
	struct entry *e = find_entry(list, tag);

	return e ? language_of(e) : NULL;
}

/* The pack that counts. */
static struct lang *find_pack(const char *tag)
{
	struct lang *l = find(&registry.added, tag);

	return l ? l : find(&registry.shipped, tag);
}

static void show_all(void)
{
	registry.visible.n = 0;
	for (size_t i = 0; i < registry.shipped.n; i++)
		insert(&registry.visible, registry.shipped.v[i]);
	for (size_t i = 0; i < registry.added.n; i++)
		insert(&registry.visible, registry.added.v[i]);
}

/* The tags of all that the program has, and English, which the others are completed by. */
static void load(void)
{
	struct bcp47 tag;
	char written[TAG_BYTES];

	icu_begin();
	for (size_t i = 0; i < ARRAY_SIZE(shipped); i++) {
		struct str name = str_of(shipped[i].name);
		bool good = bcp47_parse(str_sub(name, 0, str_find(name, '.')), &tag);
		assert(good);
		bcp47_write(&tag, written);
		struct entry e = { .tag = arena_strdup(&registry.arena, written), .shipped = i };
		if (strcmp(shipped[i].name, english) == 0) {
			e.lang = registry.english = read_shipped(&registry.arena, i, NULL);
			complete(e.lang);
		}
		insert(&registry.shipped, e);
	}
	assert(registry.english);
	show_all();
}

static void know_packs(void)
{
	pthread_once(&registry.once, load);
}

void lang_check(struct pack_problems *problems)
{
	struct arena arena;

	arena_init(&arena);
	for (size_t i = 0; i < ARRAY_SIZE(shipped); i++)
		read_shipped(&arena, i, problems);
	arena_release(&arena);
}

struct str lang_own_text(const char *tag)
{
	know_packs();
	const struct entry *e = find_entry(&registry.shipped, tag);

	return e ? (struct str){ shipped[e->shipped].text, shipped[e->shipped].n } : STR("");
}

/* --- languages without a pack ------------------------------------------------------------- */

/* The tag without its script. */
static void without_script(const char *tag, char out[TAG_BYTES])
{
	struct bcp47 t;

	bcp47_parse(str_of(tag), &t);
	t.script.n = 0;
	bcp47_write(&t, out);
}

/* With the words of a pack, of which it is another way of writing, or in English. */
static struct lang *make(const char *tag, const struct lang *from)
{
	struct arena *a = &registry.arena;
	struct lang *l = arena_alloc(a, sizeof *l);

	if (from)
		*l = *from;
	l->tag = arena_strdup(a, tag);
	l->name = l->dir = l->locale = NULL;
	if (from)
		l->search.script = SCRIPT_OTHER;
	icu_language_complete(l, a);
	if (from && l->search.script != from->search.script)
		l->search = (struct lang_search){ .script = l->search.script };
	complete(l);
	*ARENA_PUSH(a, registry.made, registry.made_n) = (struct made){ l, from };
	return l;
}

/* The one that was made of this pack before, or a new one. */
static struct lang *take_made(const char *tag, const struct lang *from)
{
	for (size_t i = 0; i < registry.made_n; i++)
		if (registry.made[i].from == from && strcmp(registry.made[i].lang->tag, tag) == 0)
			return registry.made[i].lang;
	return make(tag, from);
}

/* --- packs of an operator ------------------------------------------------------------------ */

void lang_read_folder(const char *folder, struct buf *out, struct pack_problems *problems)
{
	know_packs();
	pack_folder_read(folder, out, problems);
}

/* What a pack of an operator lacks is as it is without that pack. */
static void complete_added(struct lang *l)
{
	const struct lang *other = find(&registry.shipped, l->tag);
	char alone[TAG_BYTES];

	without_script(l->tag, alone);
	pack_complete(l, other ? other : take_made(l->tag, find(&registry.shipped, alone)));
	complete(l);
}

/* The program's own pack of the language of a file, or NULL. */
static const struct lang *own_of(const char *path)
{
	char tag[TAG_BYTES];

	return pack_file_tag(path, tag) ? find(&registry.shipped, tag) : NULL;
}

/* One that was read before with the same bytes, unless it is asked what is wrong with it. */
static struct lang *read_added(
    const char *folder, struct str name, struct str text, struct pack_problems *problems)
{
	uint64_t hash = hash_more(hash_more(HASH_START, name), text);

	for (size_t i = 0; i < registry.read_n && !problems; i++)
		if (registry.read[i].hash == hash)
			return registry.read[i].lang;
	char *bytes = arena_alloc(&registry.arena, text.n + 1);
	memcpy(bytes, text.p, text.n);
	const char *path = arena_printf(&registry.arena, "%s/%.*s", folder, STR_ARG(name));
	struct lang *l = pack_read(&registry.arena, path, bytes, text.n, own_of(path), problems);
	if (!l)
		return NULL;
	complete_added(l);
	l->digest = hash;
	for (size_t i = 0; i < registry.read_n; i++)
		if (registry.read[i].hash == hash)
			return registry.read[i].lang;
	*ARENA_PUSH(&registry.arena, registry.read, registry.read_n) = (struct added){ hash, l };
	return l;
}

void lang_use_packs(const char *folder, struct str packs, struct pack_problems *problems)
{
	struct str name, text;

	know_packs();
	registry.added.n = 0;
	while (pack_folder_next(&packs, &name, &text)) {
		struct lang *l = read_added(folder, name, text, problems);
		if (l)
			insert(&registry.added, (struct entry){ .tag = l->tag, .lang = l });
	}
	show_all();
}

bool lang_has_problem(const struct pack_problems *problems, const char *tag)
{
	char of_file[TAG_BYTES];

	for (size_t i = 0; i < problems->n; i++)
		if (pack_file_tag(problems->v[i].file, of_file) && strcmp(of_file, tag) == 0)
			return true;
	return false;
}

/* --- languages of a site ------------------------------------------------------------------- */

const struct lang *lang_take(struct str tag, bool *has_pack)
{
	char shortened[TAG_BYTES], alone[TAG_BYTES];

	know_packs();
	if (!icu_tag_shorten(tag, shortened))
		return NULL;
	const struct lang *l = find_pack(shortened);
	*has_pack = l != NULL;
	if (l)
		return l;
	without_script(shortened, alone);
	const struct lang *from = find_pack(alone);
	*has_pack = from != NULL;
	return take_made(shortened, from);
}

/* Its own, to which others have but a constant pointer. */
static struct lang *known(const struct lang *l)
{
	for (size_t i = 0; i < registry.made_n; i++)
		if (registry.made[i].lang == l)
			return registry.made[i].lang;
	return find_pack(l->tag);
}

static void show(struct lang *l, bool spare)
{
	insert(&registry.visible, (struct entry){ .tag = l->tag, .lang = l, .spare = spare });
}

void lang_show(const struct lang *const *site)
{
	know_packs();
	if (!site) {
		show_all();
		return;
	}
	registry.visible.n = 0;
	for (size_t i = 0; i < ARRAY_SIZE(usual); i++)
		show(find_pack(usual[i]), *site != NULL);
	for (; *site; site++)
		show(known(*site), false);
}

bool lang_is_shown(const struct lang *l)
{
	const struct entry *e = find_entry(&registry.visible, l->tag);

	return e && !e->spare;
}

/* --- asking -------------------------------------------------------------------------------- */

size_t lang_count(void)
{
	know_packs();
	return registry.visible.n;
}

const struct lang *lang_at(size_t i)
{
	assert(i < lang_count());
	return language_of(&registry.visible.v[i]);
}

const struct lang *lang_default(void)
{
	know_packs();
	return find_pack(registry.english->tag);
}

/* The first that is of the language, whatever its script; `scripts`: of those whose tag names one. */
static const struct lang *find_language(struct str language, bool scripts)
{
	struct bcp47 t = { .language = language }, of;
	char written[TAG_BYTES];

	bcp47_write(&t, written);
	for (size_t i = 0; i < registry.visible.n; i++) {
		bcp47_parse(str_of(registry.visible.v[i].tag), &of);
		if (str_is(of.language, written) && (!scripts || of.script.n))
			return language_of(&registry.visible.v[i]);
	}
	return NULL;
}

const struct lang *lang_find(struct str tag)
{
	struct bcp47 t;
	char written[TAG_BYTES];

	if (!bcp47_parse(tag, &t))
		return NULL;
	know_packs();
	/* Countries tell a script, as in zh-TW. */
	if (t.region.n && !t.script.n && find_language(t.language, true))
		icu_tag_shorten(tag, written);
	else
		bcp47_write(&t, written);
	const struct lang *l = find(&registry.visible, written);
	if (l || !strchr(written, '-'))
		return l;
	*strchr(written, '-') = '\0';
	return find(&registry.visible, written);
}

const struct lang *lang_nearest(struct str tag)
{
	const struct lang *l = lang_find(tag);
	struct bcp47 t;

	return l || !bcp47_parse(tag, &t) ? l : find_language(t.language, false);
}
