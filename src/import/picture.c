/*
 * picture: pictures as pages have them, also those that a script loads when they come into view.
 */
#include "import/picture.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "import/junk.h"
#include "import/node.h"

enum {
	CAPTION_LEVELS = 5,  /* how far around a picture its caption may be, */
	CAPTION_DEPTH = 12,  /* and how far below that */
	CAPTION_BYTES = 800, /* a longer text is no caption */
};

/* From the best to the worst. */
static const char *const later[] = { "data-src", "data-original", "data-lazy-src", "data-lazy",
	"data-orig-file", "data-large-file", "data-original-src", "data-actualsrc", "data-hi-res-src",
	"data-url", "data-image", "data-full-src", "data-src-large", "data-img", "data-echo",
	"data-pagespeed-lazy-src", "lazy-src", "file", "rel:bf_image_src" };
static const char *const sets[] = { "srcset", "data-srcset", "data-lazy-srcset" };
static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp",
	".tif", ".tiff" };

static bool ends_as_picture(struct str path)
{
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		size_t n = strlen(endings[i]);
		if (path.n > n && str_is_nocase(str_sub(path, path.n - n, path.n), endings[i]))
			return true;
	}
	return false;
}

bool picture_is_one(const char *url)
{
	struct str path = str_of(url);
	path = str_sub(path, 0, str_find(path, '#'));
	return ends_as_picture(str_sub(path, 0, str_find(path, '?')));
}

/*
 * The largest of a set: "a.jpg 1x, b.jpg 2x", "a.jpg 300w, b.jpg 600w" (HTML, section 4.8.4.2.1).
 * Addresses may have commas, so that one ends at a space, or at a comma that a space follows.
 */
static const char *largest_of(struct arena *a, const char *set)
{
	double most = -1;
	struct str best = { 0 }, rest = str_of(set);
	while (rest.n) {
		size_t n = strspn(rest.p, " \t\r\n,");
		rest = str_sub(rest, n, rest.n);
		struct str url = str_sub(rest, 0, strcspn(rest.p, " \t\r\n"));
		rest = str_sub(rest, url.n, rest.n);
		bool alone = url.n && url.p[url.n - 1] == ',';
		double size = alone ? 1 : strtod(rest.p, NULL);
		if (!alone)
			rest = str_sub(rest, str_find(rest, ','), rest.n);
		else
			url.n--;
		if (url.n && size > most) {
			most = size;
			best = url;
		}
	}
	return arena_str(a, best);
}

static const char *first_set(struct arena *a, const xmlNode *n)
{
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++) {
		const char *url = largest_of(a, node_attribute(a, n, sets[i]));
		if (*url && !str_starts(str_of(url), "data:"))
			return url;
	}
	return "";
}

/* A place that is kept for a picture: drawn, one pixel, or named so. */
static bool is_placeholder(const char *src)
{
	static const char *const words[] = { "data:", "placeholder", "blank.", "spacer", "transparent",
		"lazy", "loading.", "pixel.", "1x1", "grey.gif", "clear.gif", "fallback" };
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (strcasestr(src, words[i]))
			return true;
	return !*src;
}

const char *picture_address(struct arena *a, const xmlNode *img)
{
	const char *src = node_attribute(a, img, "src");
	for (size_t i = 0; i < ARRAY_SIZE(later); i++) {
		const char *url = node_attribute(a, img, later[i]);
		if (*url && (picture_is_one(url) || strstr(url, "://")) && strcmp(url, src) != 0)
			return url;
	}
	if (!is_placeholder(src))
		return src;
	const char *set = first_set(a, img);
	for (const xmlNode *s = img->parent && node_is(img->parent, "picture") ? img->parent->children : NULL;
	     s && !*set; s = s->next)
		if (node_is(s, "source"))
			set = first_set(a, s);
	return *set ? set : src;
}

/* --- captions ---------------------------------------------------------------------- */

bool picture_is_caption(struct arena *a, const xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE && (node_is(n, "figcaption") || junk_names_caption(a, n));
}

/* How many pictures are below n, those for pages without scripts not counted: more than one is two. */
static int pictures_in(const xmlNode *n, int depth)
{
	int count = 0;
	for (const xmlNode *c = n->children; c && count < 2 && depth < NODE_DEPTH_MAX; c = c->next)
		if (c->type == XML_ELEMENT_NODE && !node_is(c, "noscript"))
			count += node_is(c, "img") ? 1 : pictures_in(c, depth + 1);
	return count;
}

/* The captions below n that have no picture in them, one after the other. */
static const char *captions_in(struct arena *a, const xmlNode *n, const char *before, int depth)
{
	for (const xmlNode *c = n->children; c && depth < CAPTION_DEPTH; c = c->next) {
		if (c->type != XML_ELEMENT_NODE)
			continue;
		if (!picture_is_caption(a, c) || pictures_in(c, 0)) {
			before = captions_in(a, c, before, depth + 1);
			continue;
		}
		const char *words = node_words(a, c);
		if (*words && strlen(words) < CAPTION_BYTES)
			before = *before ? arena_printf(a, "%s %s", before, words) : words;
	}
	return before;
}

/* What is said below the only picture of a small block. */
static const char *caption_of(struct arena *a, const xmlNode *img)
{
	const char *words = "";
	const xmlNode *n = img->parent;
	for (int i = 0; n && n->type == XML_ELEMENT_NODE && i < CAPTION_LEVELS && !*words; i++) {
		if (pictures_in(n, 0) > 1)
			break;
		words = captions_in(a, n, "", 0);
		n = node_is(n, "figure") ? NULL : n->parent;
	}
	return words;
}

const char *picture_words(struct arena *a, const xmlNode *img)
{
	const char *alt = node_attribute(a, img, "alt"), *caption = caption_of(a, img);
	if (picture_is_one(alt))
		alt = "";
	if (!*caption)
		return *alt ? alt : node_attribute(a, img, "title");
	if (!*alt || strstr(caption, alt))
		return caption;
	if (strstr(alt, caption))
		return alt;
	return arena_printf(a, "%s%s %s", alt, strchr(".!?…", alt[strlen(alt) - 1]) ? "" : ".", caption);
}

static bool is_tiny(const char *size)
{
	return *size && ascii_is_digit(*size) && atoi(size) <= 3;
}

bool picture_is_trifle(struct arena *a, const xmlNode *img)
{
	static const char *const words[] = { "emoji", "smiley", "pixel", "tracking", "spacer", "wp-smiley",
		"counter" };
	const char *class = node_attribute(a, img, "class"), *src = node_attribute(a, img, "src");
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (strcasestr(class, words[i]) ||
		    (strcasestr(src, words[i]) && !*node_attribute(a, img, "alt")))
			return true;
	return is_tiny(node_attribute(a, img, "width")) || is_tiny(node_attribute(a, img, "height"));
}
