/*
 * contact: finds addresses within text, and makes URIs of them.
 */
#include "content/contact.h"

#include "base/ascii.h"
#include "base/uri.h"

#include <string.h>

enum { PHONE_MIN = 7, PHONE_MAX = 15 /* digits, ITU-T E.164 */, LOCAL_MIN = 9, LOCAL_MAX = 11 };
/*
 * Places in a run of text without a space at which an address is looked for: what goes on without end
 * costs no more.
 */
enum { TRIES_MAX = 16 };

static bool contains(const char *const *words, size_t n, struct str s)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(s, words[i]))
			return true;
	return false;
}

/* --- schemes --- */

bool contact_is_safe(struct str uri)
{
	struct str scheme, rest;

	return str_cut(uri, ':', &scheme, &rest) && uri_is_public(scheme);
}

/* Bytes of "tel:" or "sms:", 0 for any other text. */
static size_t dialling_scheme(struct str s)
{
	static const char *const schemes[] = { "tel:", "sms:" };
	return s.n > 4 && contains(schemes, ARRAY_SIZE(schemes), str_sub(s, 0, 4)) ? 4 : 0;
}

/* --- telephone numbers --- */

/*
 * Bytes of one mark that people put between digits; a full stop only within an international number:
 * dates have it too.
 */
static size_t separator(struct str s, bool international)
{
	static const char *const marks[] = { " ", "%20", "-", "(", ")", "\u00A0", "\u202F", "\u2010",
		"\u2011", "\u2012", "–" };
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (str_starts(s, marks[i]))
			return str_of(marks[i]).n;
	return international && str_starts(s, ".") ? 1 : 0;
}

/*
 * Appends the digits to `digits` (of PHONE_MAX + 1 bytes); what the number takes of s, 0 when it has too
 * many.
 */
static size_t read_digits(struct str s, bool international, char *digits)
{
	enum { SEPARATORS_MAX = 3 };
	size_t end = 0, n = 0, between = 0;
	for (size_t at = 0; at < s.n && between <= SEPARATORS_MAX;) {
		size_t mark = separator(str_sub(s, at, s.n), international);
		if (ascii_is_digit(s.p[at])) {
			if (n == PHONE_MAX)
				return 0;
			digits[n++] = s.p[at++];
			end = at;
			between = 0;
		} else if (mark) {
			at += mark;
			between++;
		} else {
			break;
		}
	}
	digits[n] = '\0';
	return end;
}

/*
 * Whether what follows the digits is not of the same word; after a number without "+" it could be an hour
 * or a path.
 */
static bool ends_here(struct str rest, bool plus)
{
	if (rest.n == 0)
		return true;
	unsigned char c = (unsigned char)rest.p[0];
	bool letter = ascii_is_alnum(c) || (c >= 0xC3 && c < 0xE2);
	bool extension = !plus && c == '.' && rest.n > 1 && ascii_is_alnum(rest.p[1]);
	return !letter && !extension && !strchr(plus ? "@_" : "@_/:%", c);
}

/*
 * phone = "+" digits / "00" digits / ( "0" / "8" ) digits, with separators among them. What begins with
 * no "+" is a number that is dialled within the country, and must be long enough not to be anything else.
 */
static size_t read_phone(struct str s, char *digits)
{
	bool plus = str_starts(s, "+");
	struct str number = str_sub(s, plus, s.n);
	if (!number.n || (!ascii_is_digit(number.p[0]) && number.p[0] != '('))
		return 0;
	size_t n = read_digits(number, plus, digits);
	if (!n || !ends_here(str_sub(number, n, number.n), plus))
		return 0;
	size_t count = strlen(digits);
	if (plus || !strncmp(digits, "00", 2))
		return count >= PHONE_MIN ? n + plus : 0;
	bool local = (digits[0] == '0' && count <= LOCAL_MAX - 1) || (digits[0] == '8' && count == LOCAL_MAX);
	return local && count >= LOCAL_MIN ? n : 0;
}

/* Bytes of ", доб. 12" after a number, and the 12. */
static size_t read_extension(struct str s, struct str *digits)
{
	static const char *const words[] = { "доб.", "доб", "вн.", "ички", "ext.", "ext", ";ext=" };
	size_t at = 0;
	while (at < s.n && strchr(" ,(", s.p[at]))
		at++;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (!str_starts(str_sub(s, at, s.n), words[i]))
			continue;
		size_t from = at + str_of(words[i]).n;
		while (from < s.n && s.p[from] == ' ')
			from++;
		size_t to = from;
		while (to < s.n && ascii_is_digit(s.p[to]))
			to++;
		*digits = str_sub(s, from, to);
		return to > from ? to : 0;
	}
	return 0;
}

size_t contact_phone(struct str s)
{
	char digits[PHONE_MAX + 1];
	struct str extension;
	size_t scheme = dialling_scheme(s), n = read_phone(str_sub(s, scheme, s.n), digits);
	return n ? scheme + n + read_extension(str_sub(s, scheme + n, s.n), &extension) : 0;
}

/* RFC 3966: "tel:+996312905205;ext=12", without what people put between digits. */
static const char *phone_uri(struct arena *a, struct str s)
{
	char digits[PHONE_MAX + 1];
	struct str extension = STR("");
	size_t scheme = dialling_scheme(s);
	struct str number = str_sub(s, scheme, s.n);
	size_t n = read_phone(number, digits);
	size_t used = n + read_extension(str_sub(number, n, number.n), &extension);
	bool plus = str_starts(number, "+"), zeros = !plus && !strncmp(digits, "00", 2);
	return arena_printf(a, "%s%s%s%s%.*s%.*s",
	    scheme ? (ascii_lower(s.p[0]) == 's' ? "sms:" : "tel:") : "tel:", plus || zeros ? "+" : "",
	    digits + (zeros ? 2 : 0), extension.n ? ";ext=" : "", STR_ARG(extension),
	    STR_ARG(str_sub(number, used, number.n)));
}

/* --- mail and hosts --- */

/*
 * Letters of other alphabets than the Latin; quotes, dashes and spaces of Unicode begin with other bytes
 * (0xC2, 0xE2).
 */
static bool is_in_domain(unsigned char c)
{
	return c < 0x80 ? ascii_is_alnum(c) || c == '-' : c != 0xC2 && c != 0xE2;
}

/* A name with a dot, in any alphabet. */
static bool is_domain(struct str s)
{
	size_t dots = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool dot = s.p[i] == '.';
		if (dot && (i == 0 || i + 1 == s.n || s.p[i - 1] == '.'))
			return false;
		if (!dot && !is_in_domain((unsigned char)s.p[i]))
			return false;
		dots += dot;
	}
	return dots > 0 && !ascii_is_digit(s.p[s.n - 1]);
}

/* "photo@2x.png" is a file. */
static bool is_mail(struct str s)
{
	static const char *const files[] = { ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf" };
	struct str local, domain;
	if (!str_cut(s, '@', &local, &domain) || local.n == 0 || !is_domain(domain))
		return false;
	for (size_t i = 0; i < local.n; i++)
		if (!ascii_is_alnum(local.p[i]) && !strchr("._%+-", local.p[i]))
			return false;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		if (str_ends(domain, files[i]))
			return false;
	return true;
}

/* Ends of names of hosts that are no extensions of files. */
static const char *const ends[] = { ".kg", ".com", ".org", ".net", ".info", ".int", ".gov", ".edu", ".eu",
	".ru", ".kz", ".uz", ".tj", ".tm", ".рф", ".қаз" };
/* Hosts of messengers whose names end in another way. */
static const char *const hosts[] = { "t.me", "wa.me", "m.me", "signal.me" };

static bool is_host(struct str url)
{
	size_t n = 0;
	while (n < url.n && !strchr("/?#:", url.p[n]))
		n++;
	struct str first = str_sub(url, 0, n);
	if (!is_domain(first))
		return false;
	if (first.n > 4 && str_is_nocase(str_sub(first, 0, 4), "www."))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (str_ends(first, ends[i]))
			return true;
	return contains(hosts, ARRAY_SIZE(hosts), first);
}

/* --- one address --- */

enum contact_kind contact_kind_of(struct str s)
{
	size_t phone = contact_phone(s);
	if (phone && (phone == s.n || dialling_scheme(s)))
		return CONTACT_PHONE;
	if (is_host(s)) /* "dpi.kg:8080/" is one too, though "dpi.kg" could be a scheme */
		return CONTACT_HOST;
	if (uri_has_scheme(s))
		return CONTACT_URI;
	return is_mail(s) ? CONTACT_MAIL : CONTACT_NONE;
}

static const char *converted(
    struct arena *a, struct str uri, bool (*convert)(struct str iri, struct buf *out))
{
	struct buf ascii;
	buf_init(&ascii, 8 * uri.n + 256);
	const char *made = arena_str(a, convert(uri, &ascii) ? buf_str(&ascii) : uri);
	buf_release(&ascii);
	return made;
}

/* The name of a host in another alphabet is written in ASCII. */
static const char *in_ascii(struct arena *a, struct str uri)
{
	return converted(a, uri, uri_host_to_ascii);
}

const char *contact_uri_sent(struct arena *a, const char *uri)
{
	return converted(a, str_of(uri), uri_to_ascii);
}

const char *contact_uri(struct arena *a, struct str s)
{
	switch (contact_kind_of(s)) {
	case CONTACT_URI:
		return in_ascii(a, s);
	case CONTACT_PHONE:
		return phone_uri(a, s);
	case CONTACT_MAIL:
		return in_ascii(a, str_of(arena_printf(a, "mailto:%.*s", STR_ARG(s))));
	case CONTACT_HOST:
		return in_ascii(a, str_of(arena_printf(a, "https://%.*s", STR_ARG(s))));
	case CONTACT_NONE:
		break;
	}
	return NULL;
}

/* --- within a text --- */

/* Bytes up to a space or a quote, or to a comma with a space after it. */
static size_t run_length(struct str s)
{
	static const char *const stops[] = { " ", "\t", "\u00A0", "<", ">", "\"", "»", "”", ", ", "; " };
	for (size_t n = 0; n < s.n; n++)
		for (size_t i = 0; i < ARRAY_SIZE(stops); i++)
			if (str_starts(str_sub(s, n, s.n), stops[i]))
				return n;
	return s.n;
}

/* A run without the marks of the sentence after it; one without a scheme ends at a comma too. */
static struct str take_word(struct str run)
{
	size_t n = run.n;
	bool opens = str_find(run, '(') < n;
	while (n && (strchr(".,;:!?", run.p[n - 1]) || (run.p[n - 1] == ')' && !opens)))
		n--;
	struct str word = str_sub(run, 0, n);
	if (uri_has_scheme(word))
		return word;
	size_t comma = str_find(word, ','), semicolon = str_find(word, ';');
	return str_sub(word, 0, comma < semicolon ? comma : semicolon);
}

/* Whether an address may begin here: it is no part of a word. A "+" begins a number also after "тел.". */
static bool begins_word(struct str before, struct str s)
{
	if (before.n == 0 || strchr(" \t(<,;:/\"'=", before.p[before.n - 1]))
		return true;
	if (str_starts(s, "+"))
		return !ascii_is_alnum(before.p[before.n - 1]);
	return str_ends(before, "«") || str_ends(before, "“") || str_ends(before, "\u00A0");
}

/* The address that the run begins with, as written; empty: there is none. */
static struct str take_address(struct str run)
{
	struct str word = take_word(run);
	enum contact_kind kind = contact_kind_of(word);
	bool good = kind == CONTACT_MAIL || kind == CONTACT_HOST ||
	            (kind == CONTACT_URI && contact_is_safe(word));
	return good ? word : str_sub(run, 0, 0);
}

void contact_find(struct arena *a, struct str text, struct contacts *out)
{
	size_t run_end = 0, tries = 0;
	*out = (struct contacts){ 0 };
	for (size_t at = 0; at < text.n;) {
		struct str rest = str_sub(text, at, text.n), word = STR("");
		if (at >= run_end) {
			run_end = at + run_length(rest);
			tries = 0;
		}
		bool begins = begins_word(str_sub(text, 0, at), rest);
		if (begins)
			word = str_sub(rest, 0, contact_phone(rest));
		if (begins && !word.n && at < run_end && tries++ < TRIES_MAX)
			word = take_address(str_sub(text, at, run_end));
		const char *uri = word.n ? contact_uri(a, word) : NULL;
		struct uri parts;
		bool good = uri && uri_parse(str_of(uri), &parts);
		if (uri && !good && !out->bad && uri_host_fault(str_of(uri)))
			out->bad = uri;
		if (good)
			*ARENA_PUSH(a, out->v, out->n) = (struct contact){ at, arena_str(a, word), uri };
		at += good ? word.n : 1;
	}
}
