/*
 * archive: libzip over bytes in memory, with bounds before and while it unpacks.
 *
 * The end record is looked at before libzip sees the bytes: a directory of a million entries is refused for nothing.
 */
#include "office/archive.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/buf.h"

enum {
	ENTRIES_MAX = 4096,
	DIRECTORY_MAX = 1 << 20, /* bytes of the table of entries */
	END_RECORD = 22,
	COMMENT_MAX = 0xFFFF,
	CHUNK = 64 << 10,
	/* Honest XML shrinks to a twentieth or a fiftieth. */
	RATIO_MAX = 200,
	RATIO_FROM = 2 << 20, /* bytes unpacked from which the ratio counts */
	TOTAL_MAX = 96 << 20, /* bytes of all parts that are read */
};

struct archive {
	zip_t *zip;
	size_t total;
};

static size_t number(const char *p, size_t bytes)
{
	size_t n = 0;
	while (bytes)
		n = n << 8 | (unsigned char)p[--bytes];
	return n;
}

/* Where the end record is (APPNOTE.TXT, 4.3.16); bytes.n when there is none. */
static size_t find_end(struct str bytes)
{
	size_t lowest = bytes.n > END_RECORD + COMMENT_MAX ? bytes.n - END_RECORD - COMMENT_MAX : 0;
	for (size_t at = bytes.n < END_RECORD ? 0 : bytes.n - END_RECORD + 1; at-- > lowest;)
		if (!memcmp(bytes.p + at, "PK\5\6", 4))
			return at;
	return bytes.n;
}

static bool is_bounded(struct str bytes, struct err *err)
{
	size_t end = find_end(bytes);
	if (bytes.n < END_RECORD || end == bytes.n)
		return err_set(err, "the document is not whole: was it copied to its end? Save it again");
	if (number(bytes.p + end + 10, 2) > ENTRIES_MAX || number(bytes.p + end + 12, 4) > DIRECTORY_MAX)
		return err_set(err,
		    "the document has more than %d parts: this is no text of a word processor", ENTRIES_MAX);
	return true;
}

struct archive *archive_open(struct str bytes, struct err *err)
{
	zip_error_t why;
	if (!is_bounded(bytes, err))
		return NULL;
	zip_error_init(&why);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &why);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &why) : NULL;
	zip_error_fini(&why);
	if (!zip) {
		if (source)
			zip_source_free(source);
		err_set(err, "the document is damaged: open it in the word processor and save it again");
		return NULL;
	}
	struct archive *z = xcalloc(1, sizeof *z);
	z->zip = zip;
	return z;
}

void archive_close(struct archive *z)
{
	if (z)
		zip_discard(z->zip);
	free(z);
}

bool archive_has(struct archive *z, const char *name)
{
	return zip_name_locate(z->zip, name, ZIP_FL_NOCASE) >= 0;
}

/* Appends the whole entry; false when it is too much or broken. */
static bool unpack(struct archive *z, zip_file_t *file, size_t packed, struct buf *out)
{
	zip_int64_t n = 1;
	while (n > 0) {
		char *to = buf_reserve(out, CHUNK);
		n = to ? zip_fread(file, to, CHUNK) : -1;
		if (n > 0) {
			buf_commit(out, (size_t)n);
			z->total += (size_t)n;
		}
		if (z->total > TOTAL_MAX || (out->len > RATIO_FROM && out->len / RATIO_MAX > packed))
			n = -1;
	}
	return n == 0;
}

static bool is_usual(const zip_stat_t *st)
{
	enum { WANTED = ZIP_STAT_INDEX | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD };
	return (st->valid & WANTED) == WANTED &&
	       (st->comp_method == ZIP_CM_STORE || st->comp_method == ZIP_CM_DEFLATE);
}

bool archive_read(
    struct archive *z, struct arena *a, const char *name, size_t max, struct str *out, struct err *err)
{
	zip_stat_t st;
	struct buf bytes;
	if (zip_stat(z->zip, name, ZIP_FL_NOCASE, &st) != 0)
		return err_set(err, "the document lacks its part \"%s\": save it again", name);
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
		return err_set(err, "the document is protected by a password: save it without one");
	if (!is_usual(&st))
		return err_set(
		    err, "the document is packed in an unusual way: save it again as .docx or .odt");
	if (st.size > max)
		return err_set(
		    err, "the document is too large: its part \"%s\" has more than %zu MiB", name, max >> 20);
	zip_file_t *file = zip_fopen_index(z->zip, st.index, 0);
	buf_init(&bytes, max + CHUNK);
	bool good = file && unpack(z, file, st.comp_size, &bytes) && bytes.len <= max;
	if (file)
		zip_fclose(file);
	if (good)
		*out = (struct str){ arena_str(a, buf_str(&bytes)), bytes.len };
	else
		err_set(err, "the document is damaged or made to fill memory: its part \"%s\" cannot be read",
		    name);
	buf_release(&bytes);
	return good;
}
