/*
 * The search over tests/search/content and the project's own content: every query of queries.tsv is answered, and
 * how well is printed as figures. Run in the project's folder; VERBOSE=1 shows what was missed and what was too much.
 */
#include "unit/support/catalogue.h"

struct half {
	const char *name;
	size_t queries;
	double recall, precision;
};

struct figures {
	struct catalogue *c;
	struct half halves[2];
};

static void put_folder(struct catalogue *c, const char *path, bool with_site)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY);
	struct scan scan;

	if (folder < 0)
		fail_msg("%s is not here: run this in the project's folder", path);
	OK(scan_run(folder, &scan, &c->problems, &failure));
	for (size_t i = 0; i < scan.file_count; i++)
		if (scan.files[i].name.role != ROLE_ATTACHMENT &&
		    (with_site || scan.files[i].name.role != ROLE_SITE))
			put_file(c, folder, &scan.files[i]);
	scan_release(&scan);
	close(folder);
}

static bool listed(struct str list, const char *item)
{
	struct str word, rest = list;

	while (rest.n) {
		str_cut(rest, ' ', &word, &rest);
		if (str_is(word, item))
			return true;
	}
	return false;
}

static size_t count(struct str list)
{
	size_t n = list.n > 0;

	for (size_t i = 0; i < list.n; i++)
		n += list.p[i] == ' ';
	return n;
}

static void tell(const char *what, struct str query, const char *item)
{
	if (getenv("VERBOSE"))
		printf("# %s %.*s: %s\n", what, STR_ARG(query), item);
}

static void tell_missed(struct catalogue *c, struct str query, struct str wanted, const struct hits *hits)
{
	struct str item, rest = wanted;

	while (rest.n) {
		str_cut(rest, ' ', &item, &rest);
		bool found = false;
		for (size_t i = 0; i < hits->n; i++) {
			const struct entry *e = &hits->v[i].entry;
			found = found || str_is(item, arena_printf(&c->arena, "%s/%s", e->project, e->stem));
		}
		if (!found)
			tell("missed", query, arena_str(&c->arena, item));
	}
}

static void ask(struct catalogue *c, struct half *half, struct str lang, struct str query, struct str wanted)
{
	struct search_request q = { .text = query, .lang = arena_str(&c->arena, lang), .limit = 200 };
	struct hits hits;
	size_t good = 0;

	OK(catalog_search(writer_catalog(c->writer), &q, &c->arena, &hits, &failure));
	for (size_t i = 0; i < hits.n; i++) {
		const struct entry *e = &hits.v[i].entry;
		const char *item = arena_printf(&c->arena, "%s/%s", e->project, e->stem);
		if (listed(wanted, item))
			good++;
		else
			tell("too much", query, item);
	}
	tell_missed(c, query, wanted, &hits);
	half->queries++;
	half->recall += (double)good / (double)count(wanted);
	half->precision += hits.n ? (double)good / (double)hits.n : 0;
}

/* line = half HTAB language HTAB query HTAB item *( SP item ) */
static void ask_line(struct figures *g, struct str line)
{
	struct str half, lang, query, wanted;

	if (!line.n || line.p[0] == '#')
		return;
	assert_true(str_cut(line, '\t', &half, &line));
	assert_true(str_cut(line, '\t', &lang, &line));
	assert_true(str_cut(line, '\t', &query, &wanted));
	assert_true(wanted.n > 0);
	ask(g->c, &g->halves[str_is(half, "aside")], lang, query, wanted);
}

static void every_query_of_the_set_is_answered(void **state)
{
	struct figures g = { *state, { { .name = "tuned" }, { .name = "kept aside" } } };
	struct buf queries;
	struct str rest, line;

	begin(g.c);
	put_folder(g.c, "tests/search/content", true);
	put_folder(g.c, "content", false);
	commit_at(g.c, "2024-01-01");
	index_all(g.c);
	buf_init(&queries, 1 << 20);
	OK(file_read(AT_FDCWD, "tests/search/queries.tsv", 1 << 20, &queries, &failure));
	rest = buf_str(&queries);
	while (str_next_line(&rest, &line))
		ask_line(&g, line);
	for (size_t i = 0; i < 2; i++) {
		const struct half *h = &g.halves[i];
		assert_true(h->queries >= 75);
		printf("# search, the half %s: %zu queries, recall %.3f, precision %.3f\n", h->name,
		    h->queries, h->recall / (double)h->queries, h->precision / (double)h->queries);
	}
	buf_release(&queries);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    every_query_of_the_set_is_answered, catalogue_set_up_in_memory, catalogue_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
