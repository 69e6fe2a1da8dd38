/* A text in any encoding: its words are valid, bounded, and without control characters but LF. */
#include "base/utf8.h"
#include "extract/extract.h"
#include "picture_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf words;
	struct err ignored;
	size_t bad;
	int fd = picture_file_of(data, size);

	extract_load(&ignored);
	for (enum extract_kind kind = EXTRACT_PLAIN; kind <= EXTRACT_OFFICE; kind++) {
		buf_init(&words, EXTRACT_TEXT_MAX);
		extract_words(fd, kind, &words);
		if (words.full || !utf8_valid(buf_str(&words), NULL) || !utf8_xml_safe(buf_str(&words), &bad))
			abort();
		buf_release(&words);
	}
	return 0;
}
