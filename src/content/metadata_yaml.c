/*
 * metadata_yaml: YAML and JSON, by the events of libyaml.
 *
 * Anchors and aliases are refused: they are how a small text becomes a large one, and no front matter
 * needs them.
 */
#include "content/metadata_yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/utf8.h"

/* A mapping or a sequence that is open. */
struct level {
	bool mapping;
	const char *parent; /* what the names of its keys begin with */
	struct metadata_key *
	    key; /* of a sequence: where its scalars go; of a mapping: the key whose value comes next, or NULL */
};

struct yaml {
	struct metadata_reading *reading;
	struct level levels[METADATA_DEPTH_MAX];
	size_t depth;
	bool ended;
};

static bool is_null(const yaml_event_t *e)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL" };
	struct str s = { (const char *)e->data.scalar.value, e->data.scalar.length };
	for (size_t i = 0; i < ARRAY_SIZE(nulls); i++)
		if (e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && str_is(s, nulls[i]))
			return true;
	return false;
}

static int line_of(const struct yaml *y, const yaml_event_t *e)
{
	return y->reading->line + (int)e->start_mark.line;
}

static bool read_scalar(struct yaml *y, const yaml_event_t *e, struct err *err)
{
	struct str text = { (const char *)e->data.scalar.value, e->data.scalar.length };
	struct level *l = y->depth ? &y->levels[y->depth - 1] : NULL;
	if (!l)
		return is_null(e) || err_set(err, "the front matter is no list of keys");
	if (memchr(text.p, 0, text.n))
		return err_set(err, "a value holds a character that no text has");
	if (l->mapping && !l->key) {
		l->key = metadata_add_key(y->reading, l->parent, text, line_of(y, e), err);
		return l->key != NULL;
	}
	bool kept = is_null(e) || metadata_add_value(y->reading, l->key, text, line_of(y, e), err);
	if (l->mapping)
		l->key = NULL;
	return kept;
}

/* The keys of a mapping are named after the key that holds it; so are those of the mappings in a sequence. */
static bool open_level(struct yaml *y, bool mapping, struct err *err)
{
	struct level *outer = y->depth ? &y->levels[y->depth - 1] : NULL;
	if (outer && outer->mapping && !outer->key)
		return err_set(err, "a key is one line of text");
	if (!outer && !mapping)
		return err_set(err, "the front matter is no list of keys");
	if (y->depth == METADATA_DEPTH_MAX)
		return err_set(err, "there are too many lists within lists");
	y->levels[y->depth++] = (struct level){
		.mapping = mapping,
		.parent = outer ? outer->key->name : "",
		.key = mapping ? NULL : outer->key,
	};
	if (outer && outer->mapping)
		outer->key = NULL;
	return true;
}

static bool read_event(struct yaml *y, const yaml_event_t *e, struct err *err)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(y, e, err);
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		return open_level(y, e->type == YAML_MAPPING_START_EVENT, err);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		y->depth--;
		return true;
	case YAML_ALIAS_EVENT:
		return err_set(
		    err, "references (\"*name\") are not read: write the value out, or put it in quotes");
	case YAML_DOCUMENT_END_EVENT:
	case YAML_STREAM_END_EVENT:
		y->ended = true;
		return true;
	default:
		return true;
	}
}

static bool read_events(struct yaml *y, yaml_parser_t *parser, struct err *err)
{
	while (!y->ended) {
		yaml_event_t e;
		if (!yaml_parser_parse(parser, &e)) {
			y->reading->bad_line = y->reading->line + (int)parser->problem_mark.line;
			return parser->problem ? err_set(err, "this is not YAML: %s", parser->problem)
			                       : err_set(err, "this is not YAML");
		}
		y->reading->bad_line = line_of(y, &e);
		bool good = read_event(y, &e, err);
		yaml_event_delete(&e);
		if (!good)
			return false;
	}
	return true;
}

/* --- what JSON has and libyaml does not read --- */

static bool hex4(struct str s, size_t at, uint32_t *out)
{
	*out = 0;
	if (at + 6 > s.n || s.p[at] != '\\' || s.p[at + 1] != 'u')
		return false;
	for (size_t i = at + 2; i < at + 6; i++) {
		int digit = str_hex_digit(s.p[i]);
		if (digit < 0)
			return false;
		*out = *out << 4 | (uint32_t)digit;
	}
	return true;
}

/* "\ud83d\ude00", two halves of one character, become that character. */
static void join_surrogates(struct str s, struct buf *out)
{
	uint32_t high, low;
	for (size_t i = 0; i < s.n; i++) {
		if (hex4(s, i, &high) && high >= 0xD800 && high < 0xDC00 && hex4(s, i + 6, &low) &&
		    low >= 0xDC00 && low < 0xE000) {
			utf8_encode(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
			i += 11;
			continue;
		}
		buf_add_char(out, s.p[i]);
		if (s.p[i] == '\\' && i + 1 < s.n)
			buf_add_char(out, s.p[++i]);
	}
}

bool metadata_read_yaml(struct metadata_reading *r, struct str text, struct err *err)
{
	struct yaml y = { .reading = r };
	struct buf whole;
	yaml_parser_t parser;
	buf_init(&whole, METADATA_MAX);
	join_surrogates(text, &whole);
	if (!yaml_parser_initialize(&parser))
		return err_set(err, "no memory for the front matter");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)whole.data, whole.len);
	bool good = read_events(&y, &parser, err);
	yaml_parser_delete(&parser);
	buf_release(&whole);
	return good;
}
