/*
 * manifest: name, first page, colours and icons. It opens as a page in the browser: there is no program here.
 */
#include "page/manifest.h"

#include <string.h>

#include "content/address.h"
#include "markup/json.h"
#include "page/style.h"

/* The first words of "Jarchy — projects in Kyrgyzstan". */
static const char *short_name(struct arena *a, const char *title)
{
	static const char *const marks[] = { " — ", " – ", " | ", ": " };
	struct str s = str_of(title);

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		const char *at = strstr(title, marks[i]);
		if (at && (size_t)(at - title) < s.n)
			s.n = (size_t)(at - title);
	}
	return s.n ? arena_str(a, s) : title;
}

/* Those that were made of the site's icon (picture/picture.h). */
static bool find_icons(struct catalog *c, struct arena *a, bool *out, struct err *err)
{
	struct attachment icon;
	int found = catalog_attachment(c, "", "site", "icon-512.png", a, &icon, err);

	*out = found > 0;
	return found >= 0;
}

static void add_icon(struct json *j, const char *path, const char *size)
{
	json_open(j, NULL, '{');
	json_string(j, "src", path);
	json_string(j, "sizes", size);
	json_string(j, "type", "image/png");
	json_close(j, '}');
}

static void add_icons(struct json *j)
{
	json_open(j, "icons", '[');
	add_icon(j, "/site/icon-192.png", "192x192");
	add_icon(j, "/site/icon-512.png", "512x512");
	json_close(j, ']');
}

static void write_all(struct json *j, struct arena *a, const struct lang *lang, const char *title, bool icons)
{
	json_open(j, NULL, '{');
	json_string(j, "name", title);
	json_string(j, "short_name", short_name(a, title));
	json_string(j, "lang", lang->tag);
	json_string(j, "dir", lang->dir);
	json_string(j, "start_url", path_of(a, lang->tag, "", ""));
	json_string(j, "scope", "/");
	json_string(j, "display", "browser");
	json_string(j, "theme_color", STYLE_BACK);
	json_string(j, "background_color", STYLE_BACK);
	if (icons)
		add_icons(j);
	json_close(j, '}');
}

bool manifest_write(
    const struct site *s, struct catalog *c, const struct lang *lang, struct buf *out, struct err *err)
{
	struct arena a;
	struct json j;
	struct text site;
	bool icons = false;

	arena_init(&a);
	int found = catalog_site(c, lang->tag, s->tags, &a, &site, err);
	bool ok = found >= 0 && find_icons(c, &a, &icons, err);
	json_init(&j, out);
	if (ok)
		write_all(&j, &a, lang, found ? site.title : s->host, icons);
	arena_release(&a);
	return ok;
}
