/*
 * mime: what a name tells of a file: its MIME type, and what a link to it is in Gopher. One table; contents are never looked at.
 */
#include "base/path.h"
#include "page/page.h"
#include "page/paths.h"

static const struct {
	const char *extension, *mime;
} types[] = {
	{ "7z", "application/x-7z-compressed" },
	{ "bmp", "image/bmp" },
	{ "bz2", "application/x-bzip2" },
	{ "csv", "text/csv" },
	{ "css", "text/css" },
	{ "djvu", "image/vnd.djvu" },
	{ "doc", "application/msword" },
	{ "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ "epub", "application/epub+zip" },
	{ "fb2", "application/x-fictionbook+xml" },
	{ "flac", "audio/flac" },
	{ "geojson", "application/geo+json" },
	{ "gif", "image/gif" },
	{ "gmi", "text/gemini" },
	{ "gpx", "application/gpx+xml" },
	{ "gz", "application/gzip" },
	{ "htm", "text/html" },
	{ "html", "text/html" },
	{ "ics", "text/calendar" },
	{ "jpeg", "image/jpeg" },
	{ "jpg", "image/jpeg" },
	{ "json", "application/json" },
	{ "kml", "application/vnd.google-earth.kml+xml" },
	{ "m4a", "audio/mp4" },
	{ "md", "text/markdown" },
	{ "mkv", "video/x-matroska" },
	{ "mp3", "audio/mpeg" },
	{ "mp4", "video/mp4" },
	{ "odp", "application/vnd.oasis.opendocument.presentation" },
	{ "ods", "application/vnd.oasis.opendocument.spreadsheet" },
	{ "odt", "application/vnd.oasis.opendocument.text" },
	{ "ogg", "audio/ogg" },
	{ "opus", "audio/ogg" },
	{ "pdf", "application/pdf" },
	{ "png", "image/png" },
	{ "ppt", "application/vnd.ms-powerpoint" },
	{ "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
	{ "rar", "application/vnd.rar" },
	{ "rtf", "application/rtf" },
	{ "svg", "image/svg+xml" },
	{ "tar", "application/x-tar" },
	{ "tif", "image/tiff" },
	{ "tiff", "image/tiff" },
	{ "tsv", "text/tab-separated-values" },
	{ "txt", "text/plain" },
	{ "vcf", "text/vcard" },
	{ "wav", "audio/x-wav" },
	{ "webm", "video/webm" },
	{ "webp", "image/webp" },
	{ "xls", "application/vnd.ms-excel" },
	{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ "xml", "application/xml" },
	{ "xz", "application/x-xz" },
	{ "zip", "application/zip" },
};

const char *mime_of_name(const char *name)
{
	struct str extension = path_extension(str_of(name));

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_is_nocase(extension, types[i].extension))
			return types[i].mime;
	return "application/octet-stream";
}

static char type_of_file(const struct link *l)
{
	struct str mime = str_of(l->mime ? l->mime : mime_of_name(l->target));

	if (str_is(mime, "image/gif"))
		return 'g';
	if (str_starts(mime, "image/"))
		return 'I';
	return str_starts(mime, "text/") ? '0' : '9';
}

char link_gopher_type(const struct link *l)
{
	static const char types_of[] = {
		[LINK_MENU] = '1',
		[LINK_ITEM] = '0',
		[LINK_FEED] = '0',
		[LINK_SEARCH] = '7',
		[LINK_OUTSIDE] = 'h',
	};
	return l->to == LINK_FILE ? type_of_file(l) : types_of[l->to];
}

enum link_to link_to_of_path(const char *path)
{
	struct str rest = str_of(path), segment = { 0 };
	size_t depth = 0;

	while (path_next(&rest, &segment))
		depth++;
	if (segment.n == 0)
		return LINK_MENU;
	if (feed_format_find(segment))
		return LINK_FEED;
	if (depth == 2 && str_is(segment, "search"))
		return LINK_SEARCH;
	return depth > 3 || path_extension(segment).n ? LINK_FILE : LINK_ITEM;
}
