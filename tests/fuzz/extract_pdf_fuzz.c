/* A PDF: whatever the bytes are, the words are valid, bounded, and one paragraph a line. */
#include "base/utf8.h"
#include "extract/extract.h"
#include "picture_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);

/* What Poppler does not free of bad files is its own. */
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf words;
	struct err err;
	size_t bad;

	if (!extract_load(&err))
		abort();
	buf_init(&words, EXTRACT_TEXT_MAX);
	extract_words(picture_file_of(data, size), EXTRACT_PDF, &words);
	if (words.full || !utf8_valid(buf_str(&words), NULL) || !utf8_xml_safe(buf_str(&words), &bad))
		abort();
	buf_release(&words);
	return 0;
}
