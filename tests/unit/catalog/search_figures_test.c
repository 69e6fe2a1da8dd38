/*
 * The search over tests/search/content and the project's own content: every query of queries.tsv is
 * answered, and how well is printed as figures, by kind of query and by half of the set. Run in the
 * project's folder. VERBOSE=1 shows what was missed, what was too much and what came first wrongly;
 * HALF=tune and KIND="ky verbs" leave out all other queries.
 */
#include "unit/support/catalogue.h"

#include "base/hash.h"
#include "extract/extract.h"

enum { PAGE = 20, HITS_MAX = 200, KINDS_MAX = 40 };

/* Sums over queries, of which macro averages are made. */
struct figures {
	double recall;
	double precision; /* of those in `answered`: that have a hit which is right or wrong */
	size_t answered;
};

struct kind_figures {
	size_t queries;
	struct figures all, page; /* of all hits, of those on the first page */
	size_t first;             /* queries whose first hit is right */
};

static const char *const half_names[] = { "tune", "aside" };
enum { HALVES = ARRAY_SIZE(half_names) };

struct kind {
	struct str name;
	struct kind_figures halves[HALVES];
};

struct figures_test {
	struct catalogue *c;
	struct kind kinds[KINDS_MAX];
	size_t kind_count;
};

/* A line of the set. */
struct question {
	struct str half, kind, lang, query;
	struct str wanted; /* see queries.tsv */
};

/* --- the content ---------------------------------------------------------------------- */

/* Its words are asked for only where it is known which bytes they are. */
static void put_with_digest(struct catalogue *c, const struct scanned *file)
{
	struct picture picture = { 0 };

	snprintf(picture.digest, sizeof picture.digest, "%016llx",
	    (unsigned long long)hash_more(HASH_START, str_of(file->path)));
	put_picture(c, file, "text/plain", &picture);
}

static void put_folder(struct catalogue *c, const char *path, bool with_site)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY);
	struct scan scan;

	if (folder < 0)
		fail_msg("%s is not here: run this in the project's folder", path);
	OK(scan_run(folder, &scan, &c->problems, &failure));
	for (size_t i = 0; i < scan.file_count; i++)
		if (scan.files[i].name.role == ROLE_ATTACHMENT)
			put_with_digest(c, &scan.files[i]);
		else if (with_site || scan.files[i].name.role != ROLE_SITE)
			put_file(c, folder, &scan.files[i]);
	scan_release(&scan);
	close(folder);
}

/* The words of all attachments, which are below the folder. */
static void give_words(struct catalogue *c, const char *path)
{
	struct words_owed of = { 0 };
	struct buf words;

	while (writer_words_owed(c->writer, of.file, &c->arena, &of, &failure) == 1) {
		int fd = open(arena_printf(&c->arena, "%s/%s", path, of.path), O_RDONLY);
		if (fd < 0)
			continue;
		buf_init(&words, EXTRACT_TEXT_MAX);
		extract_words(fd, extract_kind_of(of.path), &words);
		OK(writer_put_words(c->writer, &of, words.data ? words.data : "", &failure));
		buf_release(&words);
		close(fd);
	}
}

/* A site in three of the languages that there are; LANGUAGES="…" for others. */
static void fill(struct catalogue *c)
{
	const char *tags = getenv("LANGUAGES") ? getenv("LANGUAGES") : "ky ru en";

	catalogue_reopen_in(c, tags);
	begin(c);
	put_folder(c, "tests/search/content", true);
	put_folder(c, "content", false);
	commit_at(c, "2024-01-01");
	give_words(c, "tests/search/content");
	give_words(c, "content");
	index_all(c);
}

/* --- what is wanted -------------------------------------------------------------------- */

enum verdict { TOO_MUCH, WANTED, ALLOWED };

/* wanted = ( "-" / item ) *( SP [ "~" ] item ) */
static enum verdict verdict_of(struct str wanted, struct str item)
{
	struct str word, rest = wanted;

	while (rest.n) {
		str_cut(rest, ' ', &word, &rest);
		if (str_eq(word, item))
			return WANTED;
		if (word.n && word.p[0] == '~' && str_eq(str_sub(word, 1, word.n), item))
			return ALLOWED;
	}
	return TOO_MUCH;
}

static bool is_wanted(struct str word)
{
	return word.n && word.p[0] != '~' && !str_is(word, "-");
}

static size_t count_wanted(struct str wanted)
{
	struct str word, rest = wanted;
	size_t n = 0;

	while (rest.n) {
		str_cut(rest, ' ', &word, &rest);
		n += is_wanted(word);
	}
	return n;
}

static struct str item_of(struct catalogue *c, const struct hit *hit)
{
	return str_of(arena_printf(&c->arena, "%s/%s", hit->entry.project, hit->entry.stem));
}

/* --- one query ------------------------------------------------------------------------- */

static void tell(const char *what, const struct question *q, struct str item)
{
	if (getenv("VERBOSE"))
		printf("# %s: %.*s: %.*s: %.*s\n", what, STR_ARG(q->kind), STR_ARG(q->query), STR_ARG(item));
}

static void tell_missed(struct catalogue *c, const struct question *q, const struct hits *hits)
{
	struct str item, rest = q->wanted;

	while (rest.n) {
		str_cut(rest, ' ', &item, &rest);
		bool found = !is_wanted(item);
		for (size_t i = 0; i < hits->n && !found; i++)
			found = str_eq(item, item_of(c, &hits->v[i]));
		if (!found)
			tell("missed", q, item);
	}
}

static double share_of(double part, size_t of)
{
	return of ? part / (double)of : 0;
}

static void add_hits(struct figures *f, size_t wanted, size_t good, size_t bad)
{
	f->recall += wanted ? share_of((double)good, wanted) : bad == 0;
	f->precision += share_of((double)good, good + bad);
	f->answered += good + bad > 0;
}

static void add_query(
    struct kind_figures *k, struct catalogue *c, const struct question *q, const struct hits *hits)
{
	size_t wanted = count_wanted(q->wanted), good[2] = { 0 }, bad[2] = { 0 };

	for (size_t i = 0; i < hits->n; i++) {
		struct str item = item_of(c, &hits->v[i]);
		enum verdict v = verdict_of(q->wanted, item);
		for (size_t page = 0; page < 2; page++) {
			good[page] += v == WANTED && (!page || i < PAGE);
			bad[page] += v == TOO_MUCH && (!page || i < PAGE);
		}
		if (v == TOO_MUCH)
			tell(i ? "too much" : "first and wrong", q, item);
	}
	k->queries++;
	add_hits(&k->all, wanted, good[0], bad[0]);
	add_hits(&k->page, wanted < PAGE ? wanted : PAGE, good[1], bad[1]);
	k->first += hits->n ? verdict_of(q->wanted, item_of(c, &hits->v[0])) != TOO_MUCH : !wanted;
}

static void ask(struct kind_figures *k, struct catalogue *c, const struct question *q)
{
	struct search_request request = {
		.text = q->query, .lang = arena_str(&c->arena, q->lang), .limit = HITS_MAX
	};
	struct hits hits;

	OK(catalog_search(writer_catalog(c->writer), &request, &c->arena, &hits, &failure));
	add_query(k, c, q, &hits);
	tell_missed(c, q, &hits);
}

/* --- the set --------------------------------------------------------------------------- */

static struct kind_figures *figures_of(struct figures_test *t, const struct question *q)
{
	size_t k = 0, half = str_is(q->half, half_names[1]);

	assert_true(str_is(q->half, half_names[half]));
	while (k < t->kind_count && !str_eq(t->kinds[k].name, q->kind))
		k++;
	assert_true(k < KINDS_MAX);
	if (k == t->kind_count)
		t->kinds[t->kind_count++].name = q->kind;
	return &t->kinds[k].halves[half];
}

static bool is_left_out(const char *variable, struct str value)
{
	const char *only = getenv(variable);
	return only && !str_is(value, only);
}

/* line = half HTAB kind HTAB language HTAB query HTAB wanted */
static void ask_line(struct figures_test *t, struct str line)
{
	struct question q;

	if (!line.n || line.p[0] == '#')
		return;
	assert_true(str_cut(line, '\t', &q.half, &line));
	assert_true(str_cut(line, '\t', &q.kind, &line));
	assert_true(str_cut(line, '\t', &q.lang, &line));
	assert_true(str_cut(line, '\t', &q.query, &q.wanted));
	assert_true(q.wanted.n > 0);
	struct kind_figures *k = figures_of(t, &q);
	if (!is_left_out("HALF", q.half) && !is_left_out("KIND", q.kind))
		ask(k, t->c, &q);
}

static void print_pair(const struct figures *f, size_t queries)
{
	printf("  %.3f", share_of(f->recall, queries));
	if (f->answered)
		printf(" %.3f", share_of(f->precision, f->answered));
	else
		printf("     -");
}

static void print_figures(struct str kind, const char *half, const struct kind_figures *k)
{
	if (!k->queries)
		return;
	printf("# %-23.*s %-5s %4zu", STR_ARG(kind), half, k->queries);
	print_pair(&k->all, k->queries);
	print_pair(&k->page, k->queries);
	printf("  %.3f\n", share_of((double)k->first, k->queries));
}

static void add_up(struct figures *sum, const struct figures *f)
{
	sum->recall += f->recall;
	sum->precision += f->precision;
	sum->answered += f->answered;
}

static void add_up_kind(struct kind_figures *sum, const struct kind_figures *k)
{
	sum->queries += k->queries;
	sum->first += k->first;
	add_up(&sum->all, &k->all);
	add_up(&sum->page, &k->page);
}

static void print_all(const struct figures_test *t)
{
	struct kind_figures sums[HALVES] = { 0 };

	printf("# kind, half, queries; recall and precision (of those that find something), the same of the\n"
	       "# first %d hits; how often the first hit is right\n",
	    PAGE);
	for (size_t k = 0; k < t->kind_count; k++) {
		for (size_t i = 0; i < HALVES; i++) {
			print_figures(t->kinds[k].name, half_names[i], &t->kinds[k].halves[i]);
			add_up_kind(&sums[i], &t->kinds[k].halves[i]);
		}
	}
	for (size_t i = 0; i < HALVES; i++)
		print_figures(STR("all"), half_names[i], &sums[i]);
}

static void every_query_of_the_set_is_answered(void **state)
{
	struct figures_test t = { .c = *state };
	struct buf queries;
	struct str rest, line;

	fill(t.c);
	buf_init(&queries, 1 << 20);
	OK(file_read(AT_FDCWD, "tests/search/queries.tsv", 1 << 20, &queries, &failure));
	rest = buf_str(&queries);
	while (str_next_line(&rest, &line))
		ask_line(&t, line);
	print_all(&t);
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
