/*
 * gopher: requests of the Gopher protocol, RFC 1436 and Gopher+.
 *
 * One line, taken apart at its TABs once it is complete.
 */
#include "proto/gopher.h"

#include <string.h>

#include "base/ascii.h"
#include "proto/line.h"

static enum parse_result refuse(struct gopher_request *out, const char *why)
{
	out->why = why;
	return PARSE_BAD;
}

/* Whether a media type begins so: "+and/or" was typed into a search. */
static bool is_media(struct str s)
{
	static const char *const media[] = { "application", "audio", "image", "message", "model", "multipart",
		"text", "video" };
	for (size_t i = 0; i < ARRAY_SIZE(media); i++)
		if (str_is_nocase(s, media[i]))
			return true;
	return false;
}

/* view = [ media type [ SP language ] ]; what else follows a "+" was typed into a search. */
static bool is_view(struct str s)
{
	struct str media, rest, subtype, language;
	if (s.n == 0)
		return true;
	if (!str_cut(s, '/', &media, &rest) || !is_media(media))
		return false;
	str_cut(rest, ' ', &subtype, &language);
	return subtype.n && str_find(language, ' ') == language.n;
}

/* attributes = *( "+" name ), name = 1*upper: "$9.5 million" and "$+5" are no questions for them. */
static bool is_attributes(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool begins = i == 0 || s.p[i - 1] == '+';
		if (!ascii_is_upper(s.p[i]) && (s.p[i] != '+' || (begins && i > 0)))
			return false;
	}
	return s.n == 0 || (s.p[0] == '+' && s.p[s.n - 1] != '+');
}

/* The Gopher+ form that a field asks for; GOPHER_PLAIN for any other text. */
static enum gopher_plus plus_of(struct str field)
{
	static const struct {
		char mark;
		enum gopher_plus plus;
		bool (*is_rest)(struct str s);
	} marks[] = {
		{ '+', GOPHER_PLUS, is_view },
		{ '!', GOPHER_PLUS_INFO, is_attributes },
		{ '$', GOPHER_PLUS_MENU, is_attributes },
	};

	for (size_t i = 0; field.n > 0 && i < ARRAY_SIZE(marks); i++)
		if (field.p[0] == marks[i].mark && marks[i].is_rest(str_sub(field, 1, field.n)))
			return marks[i].plus;
	return GOPHER_PLAIN;
}

/*
 * Splits an item type off a selector that was copied with it out of a gopher: address
 * (RFC 4266 section 2.1): "1/ru/x" is "/ru/x". No path of the site has a first
 * segment of one letter, so nothing is lost.
 */
static void split_type(struct gopher_request *out)
{
	static const char types[] = "0123456789TIghisdp";
	struct str s = out->selector;

	out->path = s;
	if (s.n >= 2 && s.p[1] == '/' && memchr(types, s.p[0], sizeof types - 1)) {
		out->type = s.p[0];
		out->path = str_sub(s, 1, s.n);
	}
}

/*
 * RFC 1436 appendix, and Gopher+ ("Gopher+: upward compatible enhancements", sections 2.2 to 2.8):
 *
 *   request  = selector [ TAB search ] [ TAB plus ]
 *   plus     = ( "+" [ view ] / "!" [ attributes ] / "$" [ attributes ] ) [ TAB data-flag ]
 *
 * A field of this form is Gopher+ and never a search; one that only begins with such a mark is a search.
 * View, attributes and data flag change nothing here and are skipped.
 */
static enum parse_result dissect(struct gopher_request *out)
{
	struct str fields, field, rest;

	const char *fault = line_fault(out->line, true);
	if (fault)
		return refuse(out, fault);
	bool more = str_cut(out->line, '\t', &out->selector, &fields);
	split_type(out);
	if (!more)
		return PARSE_DONE;

	more = str_cut(fields, '\t', &field, &rest);
	out->plus = plus_of(field);
	if (out->plus != GOPHER_PLAIN)
		return PARSE_DONE;
	out->has_search = true;
	out->search = field;
	if (!more)
		return PARSE_DONE;
	str_cut(rest, '\t', &rest, &field);
	out->plus = plus_of(rest);
	return out->plus != GOPHER_PLAIN ? PARSE_DONE : refuse(out, "The request has too many fields");
}

enum parse_result gopher_parse(const char *data, size_t len, struct gopher_request *out)
{
	struct str line;
	size_t used;
	enum parse_result result = line_take(data, len, GOPHER_LINE_MAX, &line, &used);

	if (result == PARSE_MORE)
		return PARSE_MORE;
	*out = (struct gopher_request){ .line = line };
	if (result == PARSE_BAD)
		return refuse(out, "The request is longer than 1024 bytes");
	result = dissect(out);
	if (result == PARSE_DONE)
		out->used = used;
	return result;
}
