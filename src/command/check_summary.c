/*
 * check_summary: two tables of rules, of those that readers see the harm of and of those that come by the
 * hundred.
 */
#include "command/check_summary.h"

#include <string.h>

#include "content/rule.h"

enum { NAMES_SHOWN = 3, TOGETHER_FROM = 4 };

/* Warnings of what readers meet: it leads nowhere, or shows wrongly. */
static const char *const harmful[] = { "dead-link", "bad-link", "scheme-less-link", "no-attachment",
	"no-project", "conflict-copy", "replacement-character", "field-code", "foreign-markup", "raw-html",
	"table-row", "template", "bullet", "inside-picture", "not-published", "date-differs",
	"language-differs", "mixed-script" };

/* What a site has many of, and what can wait. */
static const char *const frequent[] = { "missing-translation", "stale-translation", "no-id", "unnamed-topic",
	"unnamed-place", "unused-attachment", "no-caption", "no-text", "long-title", "same-updated",
	"left-out", "mended-key", "guessed-title", "altered", "made-draft", "soft-hyphen",
	"invisible-character", "edge-space", "picture-place", "narrow-picture", "large-picture",
	"sound-length", RULE_DOUBT };

static bool is_in(const char *const *list, size_t n, const char *rule)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i], rule))
			return true;
	return false;
}

enum rank { RANK_ERROR, RANK_HARM, RANK_REST, RANK_COUNT };

static enum rank rank_of(const struct problem *p)
{
	if (p->severity == SEVERITY_ERROR)
		return RANK_ERROR;
	return is_in(harmful, ARRAY_SIZE(harmful), p->rule) ? RANK_HARM : RANK_REST;
}

/* Of translations a project and a language are told apart. */
static bool is_by_project(const struct problem *p)
{
	return !strcmp(p->rule, "missing-translation");
}

static size_t folder_length(const char *file)
{
	const char *slash = strchr(file, '/');
	return slash ? (size_t)(slash - file) : 0;
}

static bool belong_together(const struct problem *a, const struct problem *b)
{
	size_t n = folder_length(a->file);
	if (strcmp(a->rule, b->rule) != 0)
		return false;
	return !is_by_project(a) || (!strcmp(a->message, b->message) && n == folder_length(b->file) &&
	                                !strncmp(a->file, b->file, n));
}

static bool is_frequent(const struct problem *p)
{
	return p->severity == SEVERITY_WARNING && is_in(frequent, ARRAY_SIZE(frequent), p->rule);
}

/* The group of those like it so far; NULL: it is the first. */
static struct problem_group *find_group(struct problem_groups *g, const struct problem *p)
{
	for (size_t i = 0; i < g->n; i++)
		if (belong_together(g->v[i].first, p))
			return &g->v[i];
	return NULL;
}

static void add_name(struct problem_groups *g, struct problem_group *to, const struct problem *p)
{
	size_t skip = is_by_project(p) && folder_length(p->file) ? folder_length(p->file) + 1 : 0;
	to->n++;
	if (to->n <= NAMES_SHOWN)
		to->names = arena_printf(
		    &g->arena, "%s%s%s", to->names, *to->names ? ", " : "", p->file + skip);
	else if (to->n == NAMES_SHOWN + 1)
		to->names = arena_printf(&g->arena, "%s, …", to->names);
}

/* All that may be told together, in groups, whatever their size. */
static void gather(struct problem_groups *g, const struct problems *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct problem *p = &all->v[i];
		struct problem_group *to = is_frequent(p) ? find_group(g, p) : NULL;
		if (!is_frequent(p))
			continue;
		if (!to) {
			to = ARENA_PUSH(&g->arena, g->v, g->n);
			struct str folder = { p->file, is_by_project(p) ? folder_length(p->file) : 0 };
			*to = (struct problem_group){
				.first = p, .place = arena_str(&g->arena, folder), .names = ""
			};
		}
		add_name(g, to, p);
	}
}

static bool is_told_together(struct problem_groups *together, const struct problem *p)
{
	const struct problem_group *g = is_frequent(p) ? find_group(together, p) : NULL;
	return g && g->n >= (is_by_project(p) ? 2 : TOGETHER_FROM);
}

void problem_groups_make(struct problem_groups *g, const struct problems *all, bool each)
{
	struct problem_groups together = { 0 };
	*g = (struct problem_groups){ 0 };
	if (!each)
		gather(&together, all);
	for (int rank = 0; rank < RANK_COUNT; rank++)
		for (size_t i = 0; i < all->n; i++)
			if ((int)rank_of(&all->v[i]) == rank && !is_told_together(&together, &all->v[i]))
				*ARENA_PUSH(&g->arena, g->v,
				    g->n) = (struct problem_group){ .first = &all->v[i], .n = 1 };
	for (size_t i = 0; i < together.n; i++) {
		struct problem_group *one = &together.v[i];
		if (!is_told_together(&together, one->first))
			continue;
		one->names = arena_strdup(&g->arena, one->names);
		one->place = arena_strdup(&g->arena, one->place);
		*ARENA_PUSH(&g->arena, g->v, g->n) = *one;
	}
	arena_release(&together.arena);
}

void problem_groups_release(struct problem_groups *g)
{
	arena_release(&g->arena);
	*g = (struct problem_groups){ 0 };
}

void problem_group_print(
    const struct problem_group *g, const char *content, const struct messages *language, struct buf *out)
{
	const struct problem *p = g->first;
	const struct rule *rule = rule_find(p->rule);
	buf_printf(out, "%s%s%s: %s: ", content, *g->place ? "/" : "", g->place,
	    message_find(language, severity_word(p->severity)));
	if (is_by_project(p) || !rule)
		problem_words(p, language, out);
	else
		buf_puts(out, message_find(language, rule->help));
	buf_printf(out, ": %zu (%s) [%s]", g->n, g->names, p->rule);
}
