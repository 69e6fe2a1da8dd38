/* What is made to fill memory or time is refused in one clear line, and at once. */
#include "unit/support/office.h"

static void refuse(struct str bytes, const char *words)
{
	struct reading r;
	read_bytes(&r, bytes, &office_plain);
	assert_false(r.good);
	if (!strstr(r.err.text, words))
		fail_msg("\"%s\" does not say \"%s\"", r.err.text, words);
	assert_null(strchr(r.err.text, '\n'));
	reading_release(&r);
}

static void refuse_zip(struct zip_made *z, const char *words)
{
	refuse(zip_end(z), words);
	zip_release(z);
}

static void a_hundred_thousand_entries(void **state)
{
	(void)state;
	struct zip_made z;
	zip_begin(&z);
	for (int i = 0; i < 100000; i++) {
		char name[32];
		snprintf(name, sizeof name, "word/%d.xml", i);
		zip_add(&z, name, STR("x"));
	}
	refuse_zip(&z, "parts");
}

/* A document.xml that is this often one text. */
static void refuse_repeated(
    const char *head, const char *one, size_t times, const char *tail, bool packed, const char *words)
{
	struct zip_made z;
	struct buf b;
	buf_init(&b, 256 << 20);
	buf_puts(&b, head);
	for (size_t i = 0; i < times; i++)
		buf_puts(&b, one);
	buf_puts(&b, tail);
	zip_begin(&z);
	if (packed)
		zip_deflate(&z, "word/document.xml", buf_str(&b));
	else
		zip_add(&z, "word/document.xml", buf_str(&b));
	buf_release(&b);
	refuse_zip(&z, words);
}

static void what_unpacks_to_a_thousand_times_its_size(void **state)
{
	(void)state;
	refuse_repeated("<d>", "                                                                ", 1 << 18,
	    "</d>", true, "fill memory");
	refuse_repeated("<d>", "                                                                ", 1 << 19,
	    "</d>", true, "too large");
}

static void entities_and_document_types(void **state)
{
	(void)state;
	refuse_repeated(
	    "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><d>", "&b;",
	    1000, "</d>", false, "damaged");
	refuse_repeated("<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><d>", "x", 1, "</d>", false, "damaged");
}

static void nesting_elements_and_attributes(void **state)
{
	(void)state;
	refuse_repeated("<d>", "<a>", 100000, "", false, "nested");
	refuse_repeated("<d>", "<a/>", 1100000, "</d>", false, "too large");
	refuse_repeated("<d ", "abc='1' ", 200000, "/>", false, "no XML");
	refuse_repeated("<d>",
	    "<a xmlns:a='1' xmlns:b='1' xmlns:c='1' xmlns:d='1' xmlns:e='1' xmlns:f='1' xmlns:g='1'>", 199,
	    "", false, "too large");
}

/* Nothing of it is cut off in silence. */
static void a_text_over_the_bound(void **state)
{
	(void)state;
	struct zip_made z;
	struct buf b;
	buf_init(&b, 16 << 20);
	for (int i = 0; i < 60000; i++)
		buf_puts(&b, P("twenty bytes of text"));
	const struct docx_parts p = { .body = b.data };
	docx_make(&z, &p);
	buf_release(&b);
	struct reading r;
	read_bytes(&r, buf_str(&z.bytes), &office_plain);
	assert_false(r.good);
	assert_non_null(strstr(r.err.text, "too long: divide it"));
	reading_release(&r);
	zip_release(&z);
}

static void what_is_no_document_says_what_it_is(void **state)
{
	(void)state;
	struct zip_made z;
	refuse(STR("PK\3\4"), "not whole");
	refuse(STR("hello"), "no document");
	zip_begin(&z);
	zip_add(&z, "xl/workbook.xml", STR("<x/>"));
	refuse_zip(&z, "Excel");
	zip_begin(&z);
	zip_add(&z, "hello.txt", STR("hello"));
	refuse_zip(&z, "no document");
	zip_begin(&z);
	zip_add(&z, "content.xml", STR("<x/>"));
	refuse_zip(&z, "no text");
	zip_begin(&z);
	zip_add(&z, "content.xml", STR("\x01\x02"));
	zip_add(&z, "META-INF/manifest.xml", STR("<m><encryption-data/></m>"));
	refuse_zip(&z, "password");
}

/* Each beginning of a document, and each with one byte changed, is refused or read, and nothing else. */
static void half_a_document_is_refused(void **state)
{
	(void)state;
	struct zip_made z;
	struct reading r;
	const struct docx_parts p = { .body = P("Text.") };
	struct str whole = docx_make(&z, &p);
	for (size_t n = 4; n < whole.n; n += 7)
		refuse(str_sub(whole, 0, n), n < 4 ? "no document" : "");
	for (size_t at = 4; at < whole.n; at += 3) {
		z.bytes.data[at] ^= 0x55;
		read_bytes(&r, whole, &office_plain);
		reading_release(&r);
		z.bytes.data[at] ^= 0x55;
	}
	zip_release(&z);
}

static void links_that_never_end_and_fields_within_fields(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 100; i++)
		buf_puts(&b, "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>");
	buf_puts(&b, "<w:r><w:t>hidden</w:t></w:r>");
	for (int i = 0; i < 120; i++)
		buf_puts(&b, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
	char *body = malloc(b.len + 200);
	sprintf(body, "<w:p>%s</w:p>" P("Text."), b.data);
	const struct docx_parts p = { .body = body };
	expect_docx(&p, "\n\nText.\n");
	free(body);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hundred_thousand_entries),
		cmocka_unit_test(what_unpacks_to_a_thousand_times_its_size),
		cmocka_unit_test(entities_and_document_types),
		cmocka_unit_test(nesting_elements_and_attributes),
		cmocka_unit_test(a_text_over_the_bound),
		cmocka_unit_test(what_is_no_document_says_what_it_is),
		cmocka_unit_test(half_a_document_is_refused),
		cmocka_unit_test(links_that_never_end_and_fields_within_fields),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
