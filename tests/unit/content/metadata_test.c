#include "content/metadata.h"

#include <stdlib.h>

#include "base/buf.h"
#include "unit/support/test.h"

/* "3 name=value,value" for each key, one line each; or "3! what is wrong". */
static void print_metadata(const char *text, struct buf *out)
{
	struct arena a = { 0 };
	struct metadata_place place;
	struct metadata m;
	struct err err;
	int line;
	metadata_find(str_of(text), &place);
	if (place.notation == METADATA_NONE)
		buf_puts(out, "none\n");
	else if (!metadata_read(&a, &place, &m, &line, &err))
		buf_printf(out, "%d! %s\n", line, err.text);
	else
		for (size_t i = 0; i < m.n; i++) {
			buf_printf(out, "%d %s=", m.v[i].line, m.v[i].name);
			for (size_t j = 0; j < m.v[i].n; j++)
				buf_printf(out, "%s%s", j ? "," : "", m.v[i].v[j].text);
			buf_add_char(out, '\n');
		}
	buf_printf(out, "%d:%.*s", place.below_line, STR_ARG(place.below));
	arena_release(&a);
}

static void expect(const char *text, const char *want)
{
	struct buf got;
	buf_init(&got, 1 << 20);
	print_metadata(text, &got);
	assert_string_equal(got.data, want);
	buf_release(&got);
}

static void yaml_has_lists_quotes_escapes_and_values_of_several_lines(void **state)
{
	(void)state;
	expect("---\n"
	       "title: \"Say \\\"hi\\\" \\u043c\"\n"
	       "other: 'It''s'\n"
	       "tags: [a, \"b, c\"]\n"
	       "list:\n"
	       "- one\n"
	       "- two\n"
	       "text: >-\n"
	       "  first\n"
	       "  second\n"
	       "empty:\n"
	       "menu:\n"
	       "  main:\n"
	       "    weight: 5\n"
	       "files:\n"
	       "- src: x\n"
	       "  title: y\n"
	       "---\n"
	       "Body\n",
	    "2 title=Say \"hi\" м\n3 other=It's\n4 tags=a,b, c\n5 list=one,two\n8 text=first second\n11 "
	    "empty=\n"
	    "12 menu=\n13 menu.main=\n14 menu.main.weight=5\n15 files=\n16 files.src=x\n17 "
	    "files.title=y\n19:Body\n");
}

static void toml_has_tables_dates_and_four_kinds_of_strings(void **state)
{
	(void)state;
	expect("+++\n"
	       "title = \"a \\\"b\\\" \\u00e9\" # comment\n"
	       "path = 'C:\\x'\n"
	       "date = 2026-04-17T18:32:43-04:00\n"
	       "text = \"\"\"\n"
	       "one \\\n"
	       "   two \"quoted\"\"\"\"\n"
	       "tags = [\"a\", # why\n"
	       "  'b',\n"
	       "]\n"
	       "a.\"b c\".d = true\n"
	       "point = { x = 1, y = [2, 3] }\n"
	       "[extra.more]\n"
	       "n = 1\n"
	       "[[list]]\n"
	       "n = 2\n"
	       "+++\n",
	    "2 title=a \"b\" é\n3 path=C:\\x\n4 date=2026-04-17T18:32:43-04:00\n5 text=one two \"quoted\"\n8 "
	    "tags=a,b\n"
	    "11 a.b c.d=true\n12 point=\n12 point.x=1\n12 point.y=2,3\n14 extra.more.n=1\n16 list.n=2\n18:");
}

static void json_is_read_with_and_without_a_fence(void **state)
{
	(void)state;
	expect("{\n \"title\": \"a}\\ud83d\\ude00\\/\",\n \"tags\": [\"x\", \"y\"],\n \"draft\": "
	       "true\n}\nBody\n",
	    "2 title=a}\U0001F600/\n3 tags=x,y\n4 draft=true\n6:Body\n");
	expect("---json\n{\"title\": \"t\"}\n---\nBody\n", "2 title=t\n4:Body\n");
}

static void what_is_no_front_matter_is_text(void **state)
{
	(void)state;
	expect("Text\n---\n", "none\n1:Text\n---\n");
	expect("---\ntitle: x\n", "none\n1:---\ntitle: x\n");
	expect("{{< x >}}\n\n{\"a\": 1}\n", "none\n1:{{< x >}}\n\n{\"a\": 1}\n");
	expect("{% include x %}\n", "none\n1:{% include x %}\n");
	expect("\n---\n---\nBody\n", "4:Body\n");
}

static void what_cannot_be_read_is_told_with_its_line(void **state)
{
	(void)state;
	expect("---\na: b\nc: d: e\n---\n",
	    "3! this is not YAML: mapping values are not allowed in this context\n5:");
	expect("---\na: *b\n---\n",
	    "2! references (\"*name\") are not read: write the value out, or put it in quotes\n4:");
	expect("---\n- a\n---\n", "2! the front matter is no list of keys\n4:");
	expect("---\n? [a]\n: b\n---\n", "2! a key is one line of text\n5:");
	expect("+++\na = \"x\n+++\n", "2! this is not TOML: a string does not end\n4:");
	expect("+++\nok = 1\na = [1, 2\n+++\n", "4! this is not TOML: a list does not end with \"]\"\n5:");
	expect("+++\na = 1 b = 2\n+++\n", "2 a=1 b = 2\n4:");
	expect("+++\na = \"x\" y\n+++\n", "2! this is not TOML: more follows on a line that has ended\n4:");
	expect("+++\ntitle\n+++\n", "2! this is not TOML: \"=\" is missing between a key and its value\n4:");
}

/* `before`, n times `middle`, `after`: must be refused, whatever it is. */
static void expect_bounded(const char *before, const char *middle, int n, const char *after)
{
	struct arena a = { 0 };
	struct buf text;
	struct metadata_place place;
	struct metadata m;
	struct err err;
	int line;
	buf_init(&text, 1 << 22);
	buf_puts(&text, before);
	for (int i = 0; i < n; i++)
		buf_puts(&text, middle);
	buf_puts(&text, after);
	metadata_find(buf_str(&text), &place);
	assert_int_not_equal(place.notation, METADATA_NONE);
	assert_false(metadata_read(&a, &place, &m, &line, &err));
	assert_true(m.n <= METADATA_KEYS_MAX);
	buf_release(&text);
	arena_release(&a);
}

static void hostile_front_matter_is_bounded(void **state)
{
	(void)state;
	expect_bounded("---\na: ", "[", 30000, "\n---\n");
	expect_bounded("---\na: ", "{b: ", 10000, "\n---\n");
	expect_bounded("---\n", "a: b\n", 2000, "---\n");
	expect_bounded("---\na: [", "b,", 5000, "]\n---\n");
	expect_bounded("---\na: ", "b", 70000, "\n---\n");
	expect_bounded("+++\na = ", "[", 30000, "\n+++\n");
	expect_bounded("+++\na = ", "{b=", 10000, "\n+++\n");
	expect_bounded("+++\n", "a = 1\n", 2000, "+++\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(yaml_has_lists_quotes_escapes_and_values_of_several_lines),
		cmocka_unit_test(toml_has_tables_dates_and_four_kinds_of_strings),
		cmocka_unit_test(json_is_read_with_and_without_a_fence),
		cmocka_unit_test(what_is_no_front_matter_is_text),
		cmocka_unit_test(what_cannot_be_read_is_told_with_its_line),
		cmocka_unit_test(hostile_front_matter_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
