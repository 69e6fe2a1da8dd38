/*
 * pack_file: the lines of a language pack as sections, keys and values; what they mean is pack_read's.
 *
 *   file     = [ BOM ] *line
 *   line     = comment / section / entry / further / blank      ; LF or CRLF
 *   comment  = "#" text
 *   section  = "[" name "]"
 *   entry    = key "=" value
 *   further  = ( SP / HTAB ) text      ; goes on with the value before it, after one space
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_PACK_FILE_H
#define JARCHY_LANG_PACK_FILE_H

#include "lang/bcp47.h"
#include "lang/pack_problem.h"

/* PACK_MAX: bytes of a file. PACK_LINE_MAX: of a line. */
enum { PACK_MAX = 1 << 20, PACK_LINE_MAX = 4096 };

struct pack_entry {
	const char *section; /* "" before the first; a section's own entry has key and value NULL */
	const char *key, *value;
	unsigned line;
};
struct pack_file {
	const char *name; /* as messages have it */
	struct pack_entry *v;
	size_t n;
	unsigned lines;
};

/*
 * The tag that the name of a file has, as short as it can be: "kk" of "langs/kk-Cyrl.lang". False: it is no
 * name of a language pack.
 */
bool pack_file_tag(const char *name, char out[TAG_BYTES]);
void pack_file_name_problem(const char *name, struct pack_problems *p);
/* The part of the name that is to be a tag. */
struct str pack_file_stem(const char *name);
/*
 * Takes apart `text`, of which it makes strings; `text[n]` belongs to it too. `text`, `name` and the arena
 * must live as long as the result. A line that is wrong is a problem, and left out.
 */
void pack_file_parse(
    struct arena *a, const char *name, char *text, size_t n, struct pack_file *out, struct pack_problems *p);

#endif
