/*
 * name: the rules of content.md for the names of files and folders.
 *
 *   path       = site / page / news / project "/" ( passport / news ) / "site/" name / "static/" any path
 *   site       = "site" text
 *   page       = slug text / slug "/" bundled
 *   news       = item / item-folder "/" bundled
 *   passport   = "project" text
 *   item       = stem text
 *   item-folder = stem
 *   bundled    = "index" text / any other name
 *   stem       = date "-" slug
 *   text       = [ "." language ] ( ".gmi" / ".md" / ".docx" / ".odt" )
 *
 * The language is missing only in a site that has one (content_name_languages).
 */
#include "content/name.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/utf8.h"
#include "content/address.h"
#include "content/copy.h"
#include "content/litter.h"
#include "content/misnamed.h"
#include "content/name_language.h"
#include "lang/lang.h"

enum { DEPTH_MAX = 3, DATE_LEN = 10 };

static struct {
	const struct lang *first;
	bool only;
} languages;

void content_name_languages(const struct lang *first, bool only)
{
	languages.first = first;
	languages.only = only;
}

bool content_name_is_plain(void)
{
	return languages.first && languages.only;
}

/* Of what was checked to be no longer than its place. */
static void copy(char *to, struct str from)
{
	memcpy(to, from.p, from.n);
	to[from.n] = '\0';
}

/* A copy is neither a text nor an attachment: somebody has to look which of the two is right. */
static bool is_copy(struct str name, struct err *err)
{
	struct buf plain;
	buf_init(&plain, name.n + 1);
	bool copy = copy_find(name, &plain) == COPY_SURE;
	if (copy)
		err_set(err,
		    "this is a copy of %s that a program made: compare the two, keep what is right in %s, "
		    "and delete "
		    "this one",
		    plain.data, plain.data);
	buf_release(&plain);
	return copy;
}

/* U+202A to U+202E and U+2066 to U+2069: with these "<U+202E>gpj.exe" is shown as "exe.jpg". */
static bool turns_letters(const unsigned char *p, size_t n)
{
	return n >= 3 && p[0] == 0xE2 &&
	       ((p[1] == 0x80 && p[2] >= 0xAA && p[2] <= 0xAE) ||
	           (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9));
}

/* Whether it can be shown and linked to: UTF-8 without control characters. */
static bool is_clean(struct str name)
{
	if (!utf8_valid(name, NULL))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7f ||
		    turns_letters((const unsigned char *)name.p + i, name.n - i))
			return false;
	return utf8_xml_safe(name, NULL);
}

static bool check_slug(struct str slug, struct err *err)
{
	if (path_is_slug(slug))
		return true;
	if (slug.n > SLUG_MAX)
		return err_set(
		    err, "\"%.*s\" is too long for a name: use at most %d letters", STR_ARG(slug), SLUG_MAX);
	struct buf better;
	buf_init(&better, SLUG_MAX + 1);
	lang_slug(lang_default(), slug, &better);
	if (better.len)
		err_set(err,
		    "\"%.*s\" cannot be the name of a project or item: use only a-z, 0-9 and hyphens, and "
		    "begin with a letter or digit, as in %s",
		    STR_ARG(slug), better.data);
	else
		err_set(err,
		    "\"%.*s\" cannot be the name of a project or item: use only a-z, 0-9 and hyphens, and "
		    "begin with a letter or digit",
		    STR_ARG(slug));
	buf_release(&better);
	return false;
}

static bool check_project(struct str name, struct err *err)
{
	if (!check_slug(name, err))
		return false;
	if (!address_may_name_project(name))
		return err_set(err,
		    "\"%.*s\" is the address of a page of the site: give the project's folder another name",
		    STR_ARG(name));
	for (size_t i = 0; i < lang_count(); i++)
		if (str_is(name, lang_at(i)->tag))
			return err_set(err,
			    "\"%s\" is the name of a language: give the project's folder another name",
			    lang_at(i)->tag);
	return true;
}

static bool check_stem(struct str stem, struct err *err)
{
	struct civil day;
	struct str date = str_sub(stem, 0, DATE_LEN);
	bool shaped = date.n == DATE_LEN && date.p[4] == '-' && date.p[7] == '-' && date.p[0] >= '0' &&
	              date.p[0] <= '9';
	if (!shaped)
		return err_set(err,
		    "the name of an item begins with its date, as in 2023-09-08-forum, but \"%.*s\" does not",
		    STR_ARG(stem));
	if (!date_parse_day(date, &day))
		return err_set(err, "\"%.*s\" is not a day of the calendar: correct the date in the name",
		    STR_ARG(date));
	if (stem.n < DATE_LEN + 2 || stem.p[DATE_LEN] != '-')
		return err_set(
		    err, "a short name is missing after the date: name it like %.*s-forum", STR_ARG(date));
	return check_slug(str_sub(stem, DATE_LEN + 1, stem.n), err);
}

/* Cuts off ".gmi" and the like. False: it is no text of ours. */
static bool cut_extension(struct str file, struct str *rest, struct content_name *out)
{
	static const char *const ends[] = { ".gmi", ".md", ".docx", ".odt" };
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		if (!str_ends(file, ends[i]))
			continue;
		*rest = str_sub(file, 0, file.n - strlen(ends[i]));
		out->markdown = i == 1;
		out->office = i > 1;
		return true;
	}
	return false;
}

bool content_is_office(struct str file)
{
	struct content_name name;
	return cut_extension(file, &file, &name) && name.office;
}

/* Cuts "stem.lang" and finds the language. */
static bool take_language(struct str name, struct str *stem, struct content_name *out, struct err *err)
{
	const char *end = out->markdown ? "md" : out->office ? "docx" : "gmi";
	const struct lang *lang = name_take_language(name, end, languages.first, stem, err);
	if (!lang)
		return false;
	out->plain = str_find(name, '.') == name.n;
	snprintf(out->lang, sizeof out->lang, "%s", lang->tag);
	return true;
}

/* Whether it is a document of a word processor in a format that is not read; err then says what to do. */
static bool is_other_document(struct str file, struct err *err)
{
	static const char *const ends[] = { ".doc", ".rtf", ".docm", ".dotx", ".dot", ".ott", ".fodt",
		".pages", ".wps" };
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		size_t n = strlen(ends[i]);
		if (file.n > n && str_is_nocase(str_sub(file, file.n - n, file.n), ends[i]))
			return !err_set(err,
			    "%s is not read: save it as .docx in the word processor, or put it into the "
			    "folder of its "
			    "item as an attachment",
			    ends[i]);
	}
	return false;
}

/* What may not be called so has its own page, or would be taken for a language. */
static bool check_page(struct str slug, struct err *err)
{
	if (!check_slug(slug, err))
		return false;
	if (!address_may_name_project(slug))
		return err_set(err,
		    "\"%.*s\" is the address of a page of the site: give this page another name",
		    STR_ARG(slug));
	for (size_t i = 0; i < lang_count(); i++)
		if (str_is(slug, lang_at(i)->tag))
			return err_set(err, "\"%s\" is the name of a language: give this page another name",
			    lang_at(i)->tag);
	return true;
}

static bool take_page(struct str slug, struct content_name *out, struct err *err)
{
	if (!check_page(slug, err))
		return false;
	copy(out->stem, slug);
	out->page = true;
	out->role = ROLE_ITEM;
	return true;
}

static bool begins_with_day(struct str s)
{
	return s.n >= DATE_LEN && s.p[4] == '-' && s.p[7] == '-' && s.p[0] >= '0' && s.p[0] <= '9';
}

/* A text at the top: the site's own, news of the organisation, a page. */
static bool name_site(struct str file, struct content_name *out, struct err *err)
{
	struct str rest, stem = STR("");
	if (misnamed_reserved(file, "site", err))
		return false;
	if (!cut_extension(file, &rest, out))
		return !misnamed_ending(file, err) && !is_other_document(file, err) &&
		       !misnamed_without_ending(file, err) &&
		       err_set(err,
		           "only texts and folders may be here: put the site's logo, icon and picture into "
		           "the folder site/, and what is served as it is into the folder static/");
	if (!take_language(rest, &stem, out, err))
		return false;
	if (str_is(stem, "site")) {
		out->role = ROLE_SITE;
		return true;
	}
	if (str_starts(stem, "site."))
		return err_set(err, "the name has one part too many: name it site.%s.gmi", out->lang);
	if (!begins_with_day(stem))
		return take_page(stem, out, err);
	if (!check_stem(stem, err))
		return false;
	copy(out->stem, stem);
	out->role = ROLE_ITEM;
	return true;
}

static bool name_project_file(struct str folder, struct str file, struct content_name *out, struct err *err)
{
	struct str rest, stem = STR("");
	if (misnamed_reserved(file, "project", err))
		return false;
	if (!cut_extension(file, &rest, out))
		return !misnamed_ending(file, err) && !is_other_document(file, err) &&
		       !misnamed_without_ending(file, err) &&
		       err_set(err, "only texts (.gmi) may be in a project's folder: put a picture or "
		                    "document into the folder of "
		                    "its item, as in 2023-09-08-forum/, beside index.<language>.gmi");
	if (!take_language(rest, &stem, out, err))
		return false;
	if (str_is(stem, "project")) {
		out->role = ROLE_PROJECT;
		return true;
	}
	if (str_is(stem, "index")) {
		out->bundle = true;
		out->project[0] = '\0';
		return take_page(folder, out, err);
	}
	if (!check_stem(stem, err))
		return false;
	copy(out->stem, stem);
	out->role = ROLE_ITEM;
	return true;
}

static bool name_bundled(struct str folder, struct str file, struct content_name *out, struct err *err)
{
	struct str rest, stem = STR("");
	if (!check_stem(folder, err))
		return false;
	copy(out->stem, folder);
	out->bundle = true;
	if (misnamed_reserved(file, "index", err))
		return false;
	bool text = cut_extension(file, &rest, out);
	if (text && (str_is(rest, "index") || str_starts(rest, "index."))) {
		out->role = ROLE_ITEM;
		if (!take_language(rest, &stem, out, err))
			return false;
		return str_is(stem, "index") ||
		       err_set(err, "the name has one part too many: name it index.%s.gmi", out->lang);
	}
	if (str_starts(file, "index.") && misnamed_ending(file, err))
		return false;
	if (!text && str_is_nocase(file, "index"))
		return name_miss_language(STR("index"), "gmi", err);
	/* Documents are attachments, unless they are the text. */
	if (text && !out->office && take_language(rest, &stem, out, NULL))
		return err_set(err,
		    "the text of this folder is index.%s.gmi: give another text a file or folder "
		    "of its own, as in 2023-09-08-forum.%s.gmi",
		    out->lang, out->lang);
	out->markdown = out->office = false;
	out->role = ROLE_ATTACHMENT;
	out->file = file;
	return true;
}

/* Names of files in site/; a name ends where its ending begins. */
static const char *const brand_names[] = { "logo", "icon", "picture" };
/* Other sites show no SVG: the first is not for a picture. */
static const char *const brand_endings[] = { ".svg", ".png", ".jpg", ".jpeg", ".webp" };

static bool is_brand(struct str file)
{
	for (size_t i = 0; i < ARRAY_SIZE(brand_names); i++) {
		size_t n = strlen(brand_names[i]);
		if (!str_starts(file, brand_names[i]))
			continue;
		for (size_t k = i == ARRAY_SIZE(brand_names) - 1; k < ARRAY_SIZE(brand_endings); k++)
			if (str_is(str_sub(file, n, file.n), brand_endings[k]))
				return true;
	}
	return false;
}

/* What the site shows of itself. */
static bool name_brand(struct str file, struct content_name *out, struct err *err)
{
	struct buf small;
	buf_init(&small, file.n + 1);
	for (size_t i = 0; i < file.n; i++)
		buf_add_char(&small, ascii_lower(file.p[i]));
	bool known = is_brand(file), capitals = !known && is_brand(buf_str(&small));
	if (capitals)
		err_set(err, "this name is written in small letters: name it %s", small.data);
	else if (!known)
		err_set(err, "the folder site/ is for logo.svg or logo.png, icon.png or icon.svg, and "
		             "picture.jpg: put other "
		             "files that are served as they are into static/");
	buf_release(&small);
	copy(out->stem, STR(STEM_SITE));
	out->role = ROLE_ATTACHMENT;
	out->file = file;
	return known;
}

static bool no_folder_there(struct err *err)
{
	return err_set(err,
	    "a folder inside an item's folder is not published: put the files beside index.<language>.gmi");
}

static bool name_parts(const struct str *parts, size_t n, struct content_name *out, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (!is_clean(parts[i]))
			return err_set(err, "the name holds characters that cannot be shown: rename it");
	if (misnamed_end(parts[n - 1], err) || is_copy(parts[n - 1], err))
		return false;
	if (n == 1)
		return name_site(parts[0], out, err);
	if (str_is(parts[0], STEM_SITE))
		return n == 2 ? name_brand(parts[1], out, err) : no_folder_there(err);
	if (begins_with_day(parts[0]))
		return n == 2 ? name_bundled(parts[0], parts[1], out, err) : no_folder_there(err);
	if (!check_project(parts[0], err))
		return false;
	copy(out->project, parts[0]);
	if (n == 2)
		return name_project_file(parts[0], parts[1], out, err);
	if (n == 3)
		return name_bundled(parts[1], parts[2], out, err);
	return no_folder_there(err);
}

/* Splits at "/"; what is deeper than any rule allows counts as one part too many. */
static size_t split(const char *path, struct str parts[DEPTH_MAX + 1], bool *ignored)
{
	struct str rest = str_of(path);
	size_t n = 0;
	bool more = true;
	*ignored = false;
	while (more) {
		struct str part;
		more = str_cut(rest, '/', &part, &rest);
		*ignored |= litter_is_apart(part);
		if (n <= DEPTH_MAX)
			parts[n++] = part;
	}
	return n;
}

/* What is in static/ is served whatever it is called, unless a page has the address. */
static bool name_static(struct str rest, struct content_name *out, struct err *err)
{
	struct address_match at;
	struct str parts = rest, part;
	struct buf path;
	while (path_next(&parts, &part))
		if (!is_clean(part))
			return err_set(err, "the name holds characters that cannot be shown: rename it");
	buf_init(&path, rest.n + 2);
	buf_printf(&path, "/%.*s", STR_ARG(rest));
	parts = rest;
	/* What a language's folder has in its tree is the site's. */
	bool taken = (address_find(NULL, buf_str(&path), &at) && !address_is_replaceable(at.id)) ||
	             (path_next(&parts, &part) && lang_find(part));
	buf_release(&path);
	if (taken)
		return err_set(err,
		    "/%.*s is the address of a page of the site, which this file would hide: give it "
		    "another name",
		    STR_ARG(rest));
	copy(out->stem, STR(STEM_STATIC));
	out->role = ROLE_ATTACHMENT;
	out->file = rest;
	return true;
}

static bool is_static(const char *path, struct str *rest)
{
	size_t n = sizeof STEM_STATIC - 1;
	struct str s = str_of(path);
	*rest = str_sub(s, n + 1, s.n);
	return str_starts(s, STEM_STATIC) && (s.n == n || s.p[n] == '/');
}

/* Of what programs leave, nothing is served; of what is hidden only ".well-known" (RFC 8615). */
static bool is_kept_out(struct str path)
{
	struct str part;
	while (path_next(&path, &part))
		if ((litter_is_apart(part) && !str_is(part, ".well-known") && part.p[0] != '_') ||
		    litter_is_file(part))
			return true;
	return false;
}

void content_name(const char *path, struct content_name *out, struct err *err)
{
	struct str parts[DEPTH_MAX + 1], rest;
	bool ignored;
	size_t n = split(path, parts, &ignored);
	*out = (struct content_name){ .role = ROLE_IGNORED };
	if (is_static(path, &rest)) {
		if (rest.n && !is_kept_out(rest) && !name_static(rest, out, err))
			*out = (struct content_name){ .role = ROLE_ERROR };
		return;
	}
	if (ignored || litter_is_file(parts[n - 1]))
		return;
	if (!name_parts(parts, n, out, err))
		*out = (struct content_name){ .role = ROLE_ERROR };
}

bool content_page_file(const char *path, struct content_name *out)
{
	struct str parts[DEPTH_MAX + 1], rest;
	bool ignored;
	struct err err;
	*out = (struct content_name){ .role = ROLE_ERROR };
	if (split(path, parts, &ignored) != 2 || ignored || begins_with_day(parts[0]) ||
	    str_is(parts[0], STEM_SITE) || str_is(parts[0], STEM_STATIC) || !is_clean(parts[1]) ||
	    is_copy(parts[1], &err) || cut_extension(parts[1], &rest, out) || !take_page(parts[0], out, &err))
		return false;
	out->bundle = true;
	out->role = ROLE_ATTACHMENT;
	out->file = parts[1];
	return true;
}

bool content_enters(const char *folder)
{
	return !litter_is_apart(str_of(folder));
}

bool content_enters_in(const char *folder, const char *name)
{
	struct str rest;
	return content_enters(name) || (is_static(folder, &rest) && !is_kept_out(str_of(name)));
}

bool content_folder(const char *path, struct err *err)
{
	struct str parts[DEPTH_MAX + 1], rest;
	bool ignored;
	size_t n = split(path, parts, &ignored);
	if (is_static(path, &rest) || str_is(str_of(path), STEM_SITE))
		return true;
	for (size_t i = 0; i < n; i++)
		if (!is_clean(parts[i]))
			return err_set(
			    err, "the name of this folder holds characters that cannot be shown: rename it");
	if (n < 3 && misnamed_folder(parts[n - 1], err))
		return false;
	if (n == 1)
		return begins_with_day(parts[0]) ? check_stem(parts[0], err) : check_project(parts[0], err);
	if (n == 2 && !begins_with_day(parts[0]) && !str_is(parts[0], STEM_SITE))
		return check_stem(parts[1], err);
	return no_folder_there(err);
}
