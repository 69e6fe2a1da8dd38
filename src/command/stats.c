/*
 * stats: sums the subscribers of the services that still poll, and prints them as tables, bars or JSON.
 */
#include "command/stats.h"

#include <inttypes.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "base/utf8.h"
#include "catalog/subscribers.h"
#include "markup/json.h"

enum { COLUMNS = 80, DAY_COLUMNS = 10, BAR_MIN = 8, OUTPUT_MAX = 64 << 20, DAY_SECONDS = 86400 };

/* What the last column and the last row are, and the row of the feeds that no project has. */
#define ALL MESSAGE("all")
#define WHOLE_SITE MESSAGE("(the site)")

/* The parts of a feed's path. */
struct place {
	struct str lang, project;
	const struct subscriber *s;
};

struct stats {
	int64_t today;
	struct arena arena;
	struct subscribers all;
	const char **langs; /* the site's, then any that it had */
	size_t lang_count;
	struct place *places; /* of those that count, by project */
	size_t place_count;
	int64_t largest; /* of a service */
};

/* --- sums ------------------------------------------------------------------------------- */

static bool counts(const struct stats *s, const struct subscriber *one)
{
	return s->today - one->seen <= SUBSCRIBERS_GONE;
}

static int64_t sum(const struct stats *s, const struct subscriber *v, size_t n)
{
	int64_t total = 0;
	for (size_t i = 0; i < n; i++)
		total += counts(s, &v[i]) ? v[i].count : 0;
	return total;
}

/* How many from the first on are of the same feed. */
static size_t feed_length(const struct subscribers *all, size_t from)
{
	size_t n = 1;
	while (from + n < all->n && !strcmp(all->v[from].path, all->v[from + n].path))
		n++;
	return n;
}

static int by_project(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	size_t n = x->project.n < y->project.n ? x->project.n : y->project.n;
	int order = n ? memcmp(x->project.p, y->project.p, n) : 0;
	return order ? order : (x->project.n > y->project.n) - (x->project.n < y->project.n);
}

static void add_lang(struct stats *s, struct str lang)
{
	for (size_t i = 0; i < s->lang_count; i++)
		if (str_is(lang, s->langs[i]))
			return;
	*ARENA_PUSH(&s->arena, s->langs, s->lang_count) = arena_str(&s->arena, lang);
}

/* A path is "/lang/name" or "/lang/project/name". */
static void add_place(struct stats *s, const struct subscriber *one)
{
	struct place p = { .s = one };
	struct str rest = str_of(one->path), next;
	path_next(&rest, &p.lang);
	path_next(&rest, &next);
	if (path_next(&rest, &(struct str){ NULL, 0 }))
		p.project = next;
	add_lang(s, p.lang);
	s->largest = one->count > s->largest ? one->count : s->largest;
	*ARENA_PUSH(&s->arena, s->places, s->place_count) = p;
}

static void add_places(struct stats *s, const struct site *site)
{
	for (size_t i = 0; i < site->lang_count; i++)
		add_lang(s, str_of(site->tags[i]));
	for (size_t i = 0; i < s->all.n; i++)
		if (counts(s, &s->all.v[i]))
			add_place(s, &s->all.v[i]);
	if (s->place_count)
		qsort(s->places, s->place_count, sizeof *s->places, by_project);
}

/* --- for people --------------------------------------------------------------------------- */

static void day_text(int64_t day, char out[DATE_TEXT_MAX])
{
	time_t at = (time_t)day * DAY_SECONDS;
	struct tm t;
	out[0] = '\0';
	if (gmtime_r(&at, &t))
		strftime(out, DATE_TEXT_MAX, "%Y-%m-%d", &t);
}

static int terminal_columns(void)
{
	struct winsize w;
	uint64_t n;
	const char *said = getenv("COLUMNS");
	if (said && str_to_uint(str_of(said), 1000, &n) && n)
		return (int)n;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col ? w.ws_col : COLUMNS;
}

static bool terminal_has_blocks(void)
{
	return setlocale(LC_CTYPE, "") && !strcmp(nl_langinfo(CODESET), "UTF-8");
}

static int number_width(int64_t n)
{
	return snprintf(NULL, 0, "%" PRId64, n);
}

static void print_row(
    struct buf *out, struct str name, int name_width, const int64_t *sums, size_t n, int width)
{
	int room = name_width - (int)utf8_columns(name);
	buf_printf(out, "%.*s%*s", STR_ARG(name), room > 0 ? room : 0, "");
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%*" PRId64, width, sums[i]);
	buf_add_char(out, '\n');
}

static void add_to(const struct stats *s, const struct place *p, int64_t *sums)
{
	for (size_t i = 0; i < s->lang_count; i++)
		if (str_is(p->lang, s->langs[i]))
			sums[i] += p->s->count;
	sums[s->lang_count] += p->s->count;
}

/* A row a project, a column a language; Atom, RSS and JSON together. */
static void print_table(struct stats *s, struct buf *out)
{
	size_t n = s->lang_count + 1;
	int64_t *all = arena_alloc(&s->arena, n * sizeof *all),
	        *sums = arena_alloc(&s->arena, n * sizeof *sums);
	const char *all_words = message_find(message_spoken(), ALL),
	           *site_words = message_find(message_spoken(), WHOLE_SITE);
	size_t name_width = utf8_columns(str_of(site_words));
	int width = 6;
	for (size_t i = 0; i < s->place_count; i++) {
		name_width = s->places[i].project.n > name_width ? s->places[i].project.n : name_width;
		add_to(s, &s->places[i], all);
	}
	width = number_width(all[s->lang_count]) > width ? number_width(all[s->lang_count]) : width;
	width += 2;
	buf_printf(out, "%-*s", (int)name_width, "");
	for (size_t i = 0; i < s->lang_count; i++)
		buf_printf(out, "%*s", width, s->langs[i]);
	buf_printf(out, "%*s%s\n", width - (int)utf8_columns(str_of(all_words)), "", all_words);
	for (size_t i = 0; i < s->place_count; i++) {
		const struct place *p = &s->places[i];
		add_to(s, p, sums);
		if (i + 1 < s->place_count && by_project(p, p + 1) == 0)
			continue;
		print_row(
		    out, p->project.n ? p->project : str_of(site_words), (int)name_width, sums, n, width);
		memset(sums, 0, n * sizeof *sums);
	}
	print_row(out, str_of(all_words), (int)name_width, all, n, width);
}

/*
 * The part of the width that the count is of the largest, in eighths of a column where there are such
 * characters.
 */
static void print_bar(struct buf *out, int64_t count, int64_t largest, int width, bool blocks)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	int64_t parts = blocks ? 8 : 1;
	int64_t length = largest ? count * width * parts / largest : 0;
	if (count > 0 && length == 0)
		length = 1;
	for (int64_t i = 0; i < length / parts; i++)
		buf_puts(out, blocks ? "█" : "#");
	if (blocks)
		buf_puts(out, eighths[length % 8]);
}

static const char *name_of(struct arena *a, const struct subscriber *one)
{
	return *one->feed_id ? arena_printf(a, "%s %s", one->agent, one->feed_id) : one->agent;
}

struct chart {
	int name, number; /* columns */
	int bar;          /* 0: there is no room for one */
	bool blocks;
};

static struct chart plan_chart(struct stats *s)
{
	struct chart c = { .name = 1, .number = 1, .blocks = terminal_has_blocks() };
	for (size_t i = 0; i < s->all.n; i++) {
		int name = (int)strlen(name_of(&s->arena, &s->all.v[i])),
		    number = number_width(s->all.v[i].count);
		c.name = name > c.name ? name : c.name;
		c.number = number > c.number ? number : c.number;
	}
	int left = terminal_columns() - (2 + c.name + 2 + c.number + 2 + DAY_COLUMNS + 2);
	c.bar = left >= BAR_MIN ? left : 0;
	return c;
}

static void print_feeds(struct stats *s, struct buf *out)
{
	struct chart c = plan_chart(s);
	for (size_t i = 0, n; i < s->all.n; i += n) {
		n = feed_length(&s->all, i);
		buf_printf(out, "\n%s: %" PRId64 "\n", s->all.v[i].path, sum(s, &s->all.v[i], n));
		for (size_t k = i; k < i + n; k++) {
			const struct subscriber *one = &s->all.v[k];
			char day[DATE_TEXT_MAX];
			day_text(one->seen, day);
			buf_printf(out, "  %-*s  %*" PRId64 "  %s", c.name, name_of(&s->arena, one), c.number,
			    one->count, day);
			if (!counts(s, one)) {
				buf_puts(out, "  ");
				message_add(out, "not seen for %lld days", (long long)(s->today - one->seen));
			} else if (c.bar && one->count) {
				buf_puts(out, "  ");
				print_bar(out, one->count, s->largest, c.bar, c.blocks);
			}
			buf_add_char(out, '\n');
		}
	}
}

/* --- for programs --------------------------------------------------------------------------- */

static void print_json(struct stats *s, struct buf *out)
{
	struct json j;
	char day[DATE_TEXT_MAX];
	day_text(s->today, day);
	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_string(&j, "day", day);
	json_number(&j, "subscribers", sum(s, s->all.v, s->all.n));
	json_open(&j, "feeds", '[');
	for (size_t i = 0, n; i < s->all.n; i += n) {
		n = feed_length(&s->all, i);
		json_open(&j, NULL, '{');
		json_string(&j, "path", s->all.v[i].path);
		json_number(&j, "subscribers", sum(s, &s->all.v[i], n));
		json_open(&j, "agents", '[');
		for (size_t k = i; k < i + n; k++) {
			const struct subscriber *one = &s->all.v[k];
			day_text(one->seen, day);
			json_open(&j, NULL, '{');
			json_string(&j, "agent", one->agent);
			json_string(&j, "feed_id", one->feed_id);
			json_number(&j, "subscribers", one->count);
			json_string(&j, "seen", day);
			json_string(&j, "state", counts(s, one) ? "current" : "gone");
			json_close(&j, '}');
		}
		json_close(&j, ']');
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
}

int stats_run(const struct config *c, bool json, int64_t today)
{
	struct stats s = { .today = today };
	struct buf out;
	struct err err;
	bool good = subscribers_read(c->state, &s.arena, &s.all, &err);
	buf_init(&out, OUTPUT_MAX);
	if (!good) {
		log_error("%s", err.text);
	} else if (json) {
		print_json(&s, &out);
	} else if (!s.all.n) {
		message_add(&out, "no feed service has said yet how many subscribers it asks for\n");
	} else {
		add_places(&s, &c->site);
		print_table(&s, &out);
		print_feeds(&s, &out);
	}
	fputs(out.data, stdout);
	buf_release(&out);
	arena_release(&s.arena);
	return good ? COMMAND_GOOD : COMMAND_FAILED;
}

/* --- the command --------------------------------------------------------------------- */

struct stats_values {
	bool json;
};

static const struct option options[] = {
	OPT_FLAG(struct stats_values, json, "json", 0, "for programs, on standard output"),
	OPT_END,
};

static int run_stats(struct config *c, const struct command_line *line)
{
	const struct stats_values *v = line->values;
	return stats_run(c, v->json, time(NULL) / DAY_SECONDS);
}

const struct command stats_command = {
	.name = "stats",
	.arguments = "",
	.summary = MESSAGE("how many subscribers the feeds have"),
	.options = options,
	.values_size = sizeof(struct stats_values),
	.notes = MESSAGE(
	    "Feed services say it when they poll. The newest number of each is kept; one that has not\n"
	    "polled for 60 days is shown but not summed. No reader's address is kept."),
	.run = run_stats,
};
