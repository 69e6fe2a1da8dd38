/* Documents of word processors: what is read of them is content without a fault of our own, whatever the bytes are. */
#ifndef TESTS_FUZZ_OFFICE_FUZZ_H
#define TESTS_FUZZ_OFFICE_FUZZ_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/utf8.h"
#include "content/document.h"
#include "content/gemtext.h"
#include "content/manuscript.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_manuscript(struct str bytes)
{
	struct arena a = { 0 };
	struct manuscript m;
	struct err err;
	size_t lines = 0;
	if (manuscript_read(&a, bytes, true, &m, &err)) {
		struct str rest = m.office.text, line;
		if (!utf8_valid(rest, NULL) || !utf8_xml_safe(rest, NULL))
			abort();
		for (; str_next_line(&rest, &line); lines++)
			if (lines >= m.office.line_count || m.office.lines[lines] < 0)
				abort();
	}
	arena_release(&a);
}

/* As a file of the content directory too. */
static void office_fuzz(const char *path, struct str bytes)
{
	struct content_name name;
	struct document d;
	struct problems problems;
	struct gemtext_reader r;
	struct gemtext g;
	check_manuscript(bytes);
	problems_init(&problems);
	content_name(path, &name, NULL);
	if (document_parse(path, &name, bytes, &d, &problems))
		for (gemtext_start(&r, str_of(d.body)); gemtext_next(&r, &g);)
			if (g.open || (size_t)g.line > d.body_line_count)
				abort();
	document_release(&d);
	problems_release(&problems);
}

/* A zip of these parts. */
static inline void office_fuzz_parts(
    const char *path, const char *const *names, const struct str *parts, size_t n)
{
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	zip_stat_t st;
	zip_source_keep(source);
	for (size_t i = 0; i < n; i++) {
		zip_int64_t at = zip_file_add(
		    zip, names[i], zip_source_buffer(zip, parts[i].p, parts[i].n, 0), 0);
		zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
	}
	if (zip_close(zip) == 0 && zip_source_open(source) == 0 && zip_source_stat(source, &st) == 0) {
		char *bytes = malloc(st.size + 1);
		zip_int64_t got = zip_source_read(source, bytes, st.size);
		zip_source_close(source);
		office_fuzz(path, (struct str){ bytes, got > 0 ? (size_t)got : 0 });
		free(bytes);
	}
	zip_source_free(source);
}

/* Cuts the input at each line "%%": parts of one document. */
static inline size_t office_fuzz_cut(const uint8_t *data, size_t size, struct str *parts, size_t max)
{
	struct str rest = { (const char *)data, size };
	size_t n = 0;
	for (; n < max; n++) {
		const char *at = n + 1 < max && rest.n ? memmem(rest.p, rest.n, "\n%%\n", 4) : NULL;
		size_t end = at ? (size_t)(at - rest.p) : rest.n;
		parts[n] = end ? str_sub(rest, 0, end) : STR("");
		rest = str_sub(rest, at ? end + 4 : rest.n, rest.n);
	}
	return n;
}

#endif
