/*
 * web_files: pictures and other files that a text leads to.
 */
#include <string.h>

#include "base/path.h"
#include "base/uri.h"
#include "content/name.h"
#include "import/web.h"

enum { FILES_MAX = 100, ITEM_MAX = 256 << 20, NAME_MAX_BYTES = 100 };

/* What people put beside a text; pages are none of it. */
static bool is_file(struct str url)
{
	static const char *const ends[] = { "jpg", "jpeg", "png", "gif", "webp", "svg", "avif", "bmp", "tif",
		"tiff", "pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp",
		"zip", "epub", "mp3", "ogg", "oga", "opus", "m4a", "wav", "flac", "mp4", "webm", "ogv",
		"mov" };
	struct uri u;
	if (!uri_parse(url, &u) || !u.host.n ||
	    (!str_is_nocase(u.scheme, "http") && !str_is_nocase(u.scheme, "https")))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (str_is_nocase(path_extension(u.path), ends[i]))
			return true;
	return false;
}

static bool is_used(const struct imported *item, const char *name)
{
	for (size_t i = 0; i < item->file_count; i++)
		if (!strcmp(item->files[i].name, name))
			return true;
	return false;
}

/* The last part of the path, decoded, without what a name of ours may not have; "" when nothing is left. */
static const char *name_of(struct arena *a, const struct imported *item, const char *url)
{
	struct uri u;
	struct buf plain;
	struct content_name role;
	uri_parse(str_of(url), &u);
	buf_init(&plain, PATH_MAX_LEN * 2);
	if (!path_decode_query(u.path, false, &plain))
		buf_reset(&plain);
	const char *slash = strrchr(plain.data, '/');
	char *own = arena_strdup(a, slash ? slash + 1 : plain.data);
	buf_release(&plain);
	for (char *p = own; *p; p++)
		if ((unsigned char)*p <= ' ' || strchr("()<>\"'#?%\\:*|", *p))
			*p = '-';
	if (strlen(own) > NAME_MAX_BYTES) {
		struct str end = path_extension(str_of(own));
		own = arena_printf(a, "file.%.*s", STR_ARG(str_sub(end, 0, 8)));
	}
	const char *name = own;
	for (int i = 2; is_used(item, name) && i <= FILES_MAX; i++)
		name = arena_printf(a, "%d-%s", i, own);
	content_name(arena_printf(a, "p/2023-09-08-x/%s", name), &role, NULL);
	return role.role == ROLE_ATTACHMENT && !is_used(item, name) ? name : "";
}

/* Its place among the files that came before; the picture may be in the text twice. */
static const char *find_had(const struct imported *item, const char *url)
{
	for (size_t i = 0; i < item->file_count; i++)
		if (item->files[i].bytes.n && !strcmp(item->files[i].url, url))
			return item->files[i].name;
	return NULL;
}

static void report_unfetched(struct arena *a, struct imported *item, const struct err *why, const char *url)
{
	struct err said;
	if (why)
		err_message(&said, why->message);
	else
		err_set(&said, "%s", url);
	message_prefix(said.message, MESSAGE("not fetched"));
	import_doubt_message(a, item, said.message);
}

/* The name beside the item; NULL: it stays a link. */
static const char *bring(struct fetch *f, struct arena *a, struct imported *item, const char *url,
    struct str label, size_t *bytes, bool *ended)
{
	struct fetched got;
	struct err err;
	const char *had = find_had(item, url), *name = had ? had : name_of(a, item, url);
	if (had || !*name || item->file_count >= FILES_MAX || *bytes >= ITEM_MAX || *ended)
		return had;
	enum fetch_result result = fetch_get(f, a, url, FETCH_FILE_MAX, &got, &err);
	*ended = result == FETCH_ENDED;
	if (result != FETCH_GOOD || !got.body.n || str_starts(str_of(got.type), "text/html")) {
		report_unfetched(a, item, result != FETCH_GOOD ? &err : NULL, url);
		return NULL;
	}
	*bytes += got.body.n;
	*ARENA_PUSH(a, item->files, item->file_count) = (struct imported_file){ url, name,
		import_clean(a, label), got.body };
	return name;
}

bool import_fetch_files(struct fetch *f, struct arena *a, struct imported *item)
{
	struct str rest = str_of(item->body), line;
	struct buf out;
	size_t bytes = 0;
	bool ended = false, fence = false;
	buf_init(&out, 64 << 20);
	while (!item->markdown && str_next_line(&rest, &line)) {
		fence ^= str_starts(line, "```");
		struct str link = str_starts(line, "=>") && !fence ? str_trim(str_sub(line, 2, line.n))
		                                                   : STR("");
		size_t n = 0;
		while (n < link.n && link.p[n] != ' ' && link.p[n] != '\t')
			n++;
		struct str label = str_trim(str_sub(link, n, link.n));
		const char *url = arena_str(a, str_sub(link, 0, n));
		const char *name = n && is_file(str_of(url)) ? bring(f, a, item, url, label, &bytes, &ended)
		                                             : NULL;
		if (name)
			buf_printf(&out, "=> %s%s%.*s\n", name, label.n ? " " : "", STR_ARG(label));
		else
			buf_printf(&out, "%.*s\n", STR_ARG(line));
	}
	if (!item->markdown && !out.full)
		item->body = arena_str(a, buf_str(&out));
	buf_release(&out);
	return !ended;
}
