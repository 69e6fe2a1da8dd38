/*
 * lang: the registry of packs.
 *
 * The packs of the program itself are read when one is first asked for; the build makes their texts a part
 * of the program, so that nothing that happens to a folder takes them away.
 */
#include "lang/lang.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "lang/bcp47.h"
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

static struct {
	pthread_once_t once;
	struct arena arena; /* of the packs: they live as long as the process */
	struct lang **v;    /* in the order of their tags */
	size_t n;
	struct lang *english;
} registry = { .once = PTHREAD_ONCE_INIT };

/* A pack in the place of one of its tag, or among the others. */
static void insert(struct lang *l)
{
	size_t at = 0;

	while (at < registry.n && strcmp(registry.v[at]->tag, l->tag) < 0)
		at++;
	if (at == registry.n || strcmp(registry.v[at]->tag, l->tag) != 0) {
		ARENA_PUSH(&registry.arena, registry.v, registry.n);
		memmove(registry.v + at + 1, registry.v + at, (registry.n - 1 - at) * sizeof *registry.v);
	}
	registry.v[at] = l;
}

static struct lang *read_shipped(struct arena *a, size_t i, struct pack_problems *problems)
{
	char *text = arena_alloc(a, shipped[i].n + 1);

	memcpy(text, shipped[i].text, shipped[i].n);
	return pack_read(a, shipped[i].name, text, shipped[i].n, problems);
}

static void load(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(shipped); i++)
		if (strcmp(shipped[i].name, english) == 0)
			registry.english = read_shipped(&registry.arena, i, NULL);
	assert(registry.english);
	pack_complete(registry.english, registry.english);
	insert(registry.english);
	for (size_t i = 0; i < ARRAY_SIZE(shipped); i++) {
		if (strcmp(shipped[i].name, english) == 0)
			continue;
		struct lang *l = read_shipped(&registry.arena, i, NULL);
		assert(l);
		pack_complete(l, registry.english);
		insert(l);
	}
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

size_t lang_count(void)
{
	know_packs();
	return registry.n;
}

const struct lang *lang_at(size_t i)
{
	assert(i < lang_count());
	return registry.v[i];
}

const struct lang *lang_default(void)
{
	know_packs();
	return registry.english;
}

const struct lang *lang_find(struct str tag)
{
	struct bcp47 parts;
	char written[TAG_BYTES];

	if (!bcp47_parse(tag, &parts))
		return NULL;
	know_packs();
	bcp47_write(&parts, written);
	for (size_t i = 0; i < registry.n; i++)
		if (strcmp(written, registry.v[i]->tag) == 0)
			return registry.v[i];
	/* Whatever its script is. */
	if (parts.script.n) {
		parts.script.n = 0;
		bcp47_write(&parts, written);
		for (size_t i = 0; i < registry.n; i++)
			if (strcmp(written, registry.v[i]->tag) == 0)
				return registry.v[i];
	}
	return NULL;
}
