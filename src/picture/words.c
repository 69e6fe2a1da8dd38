/*
 * words: a head with the version, then the text.
 */
#include "picture/words.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/utf8.h"
#include "picture/store.h"

enum { HEAD_MAX = 64, MODE = 0644 };

static struct str head(char out[HEAD_MAX])
{
	snprintf(out, HEAD_MAX, "jarchy-words %d\n", EXTRACT_VERSION);
	return str_of(out);
}

int words_read(int folder, const char *digest, struct buf *out, struct err *err)
{
	char name[PICTURE_STORE_NAME_MAX], expected[HEAD_MAX];
	struct str begin = head(expected);
	struct buf bytes;
	int result = 0;

	if (!picture_store_words(digest, name))
		return 0;
	buf_init(&bytes, EXTRACT_TEXT_MAX + HEAD_MAX);
	errno = 0;
	if (!file_read_head(folder, name, EXTRACT_TEXT_MAX + HEAD_MAX, &bytes, err)) {
		result = errno == ENOENT || errno == EISDIR || errno == ELOOP ? 0 : -1;
	} else if (str_starts(buf_str(&bytes), begin.p)) {
		struct str text = str_sub(buf_str(&bytes), begin.n, bytes.len);
		/* The process that wrote it reads what strangers made. */
		result = utf8_xml_safe(text, NULL) && utf8_valid(text, NULL) && buf_add_str(out, text);
	}
	buf_release(&bytes);
	return result;
}

static enum picture_fault put(int folder, const char *digest, struct str text, struct err *err)
{
	char name[PICTURE_STORE_NAME_MAX], begin[HEAD_MAX];
	struct buf bytes;

	if (!picture_store_words(digest, name))
		return FAULT_STORE;
	buf_init(&bytes, EXTRACT_TEXT_MAX + HEAD_MAX);
	buf_add_str(&bytes, head(begin));
	buf_add_str(&bytes, text);
	bool ok = file_replace(folder, name, buf_str(&bytes), MODE, err) != FILE_FAILED;
	buf_release(&bytes);
	return ok ? FAULT_NONE : FAULT_STORE;
}

static bool is_unchanged(int fd, const struct stat *was)
{
	struct stat now;
	return fstat(fd, &now) == 0 && now.st_size == was->st_size &&
	       file_time_ns(now.st_mtim) == file_time_ns(was->st_mtim);
}

static enum picture_fault make(
    int fd, int folder, enum extract_kind kind, char digest[PICTURE_DIGEST + 1], struct err *err)
{
	char whole[DIGEST_HEX];
	struct stat was;
	struct buf text;

	if (fstat(fd, &was) != 0 || !digest_of_file(fd, whole))
		return FAULT_CHANGED;
	snprintf(digest, PICTURE_DIGEST + 1, "%.*s", PICTURE_DIGEST, whole);
	buf_init(&text, EXTRACT_TEXT_MAX);
	int found = words_read(folder, digest, &text, err);
	enum picture_fault fault = found < 0 ? FAULT_STORE : FAULT_NONE;
	if (found == 0) {
		buf_reset(&text);
		extract_words(fd, kind, &text);
		fault = put(folder, digest, buf_str(&text), err);
	}
	buf_release(&text);
	return fault == FAULT_NONE && !is_unchanged(fd, &was) ? FAULT_CHANGED : fault;
}

void words_make(int fd, int folder, enum extract_kind kind, struct picture *out, struct err *err)
{
	*out = (struct picture){ .state = PICTURE_WAITING, .fault = FAULT_FORMAT };
	if (!extract_is_able(kind))
		return;
	out->fault = make(fd, folder, kind, out->digest, err);
	if (out->fault == FAULT_NONE)
		out->state = PICTURE_READY;
}
