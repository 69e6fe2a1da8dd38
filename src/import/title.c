/*
 * title: a page says in several places what it is called: the best of them, without the name of the site.
 */
#include "import/title.h"

#include <string.h>

#include "base/utf8.h"

static const char *const separators[] = { " | ", " - ", " – ", " — ", " » ", " « ", " :: ", " / ", " · ",
	" • ", " ‹ ", " › ", " > ", " \\ ", " ~ ", " -- " };

static bool same(struct str one, struct str other)
{
	struct buf a, b;
	buf_init(&a, 16384);
	buf_init(&b, 16384);
	utf8_fold(&a, str_sub(one, 0, 2000));
	utf8_fold(&b, str_sub(other, 0, 2000));
	bool found = a.len && str_eq(buf_str(&a), buf_str(&b));
	buf_release(&a);
	buf_release(&b);
	return found;
}

/* The parts of a title at the last or first separator; false: it has none. */
static bool cut(struct str title, bool last, struct str *head, struct str *tail)
{
	size_t best = last ? 0 : title.n, len = 0;
	for (size_t i = 0; i < ARRAY_SIZE(separators); i++) {
		size_t n = strlen(separators[i]);
		for (size_t at = 1; at + n < title.n; at++)
			if (!memcmp(title.p + at, separators[i], n) && (last ? at > best : at < best)) {
				best = at;
				len = n;
			}
	}
	*head = str_sub(title, 0, best);
	*tail = str_sub(title, best + len, title.n);
	return len > 0;
}

static size_t word_count(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ';
	return n + 1;
}

/* "A bridge is open [The Fund]"; a logo may say more: "The Fund beta". */
static struct str without_brackets(struct str title, const char *site)
{
	size_t n = title.n ? title.n - 1 : 0;
	if (!n || (title.p[n] != ']' && title.p[n] != ')'))
		return title;
	const char *open = memrchr(title.p, title.p[n] == ']' ? '[' : '(', n);
	size_t at = open ? (size_t)(open - title.p) : 0;
	struct str name = str_sub(title, at + 1, n);
	if (!at || name.n < 2 || !same(name, str_sub(str_of(site), 0, name.n)))
		return title;
	return str_trim(str_sub(title, 0, at));
}

/* Without the site's name at its end or beginning, where the page says what that is. */
static struct str without_name(struct str title, const char *site)
{
	struct str head, tail;
	title = without_brackets(title, site);
	if (*site && cut(title, false, &head, &tail) && same(head, str_of(site)))
		return tail;
	if (*site && cut(title, true, &head, &tail) && same(tail, str_of(site)))
		return head;
	return title;
}

/* Without what seems to be the site's name. */
static struct str without_site(struct str title, const char *site)
{
	struct str head, tail, named = without_name(title, site);
	if (named.n < title.n)
		return named;
	while (cut(title, true, &head, &tail) && head.n > 0) {
		if (word_count(head) < 3 || word_count(tail) > 5 || tail.n > head.n)
			return title;
		title = head;
	}
	return title;
}

/*
 * Whether the heading is the title and the title says more of the site: "Bridge open" of "Bridge open -
 * The Fund" and of "The Fund - Bridge open".
 */
static bool is_part(struct str whole, struct str heading)
{
	struct str head, tail;
	if (!heading.n || word_count(heading) < 2)
		return false;
	return (cut(whole, true, &head, &tail) && same(head, heading)) ||
	       (cut(whole, false, &head, &tail) && same(tail, heading));
}

const char *title_of(struct arena *a, const struct meta *m)
{
	struct str title = without_site(str_of(m->title), m->site), heading = str_of(m->heading);
	/* What the page calls its title is kept as it is. */
	if (*m->headline || *m->said_title)
		return *m->headline ? m->headline : m->said_title;
	if (is_part(str_of(m->title), heading))
		return m->heading;
	/* "News" says less than "A bridge is open". */
	if (heading.n && word_count(title) < 3 && word_count(heading) > word_count(title))
		return m->heading;
	return title.n ? arena_str(a, title) : m->heading;
}
