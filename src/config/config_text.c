/*
 * config_text: reads the file, takes comments out, looks for what shows that the end is missing.
 *
 *   text    = *( comment / string / "{" / "}" / other )
 *   comment = ( "#" / "//" ) *( any but LF ) / "/" "*" *any "*" "/"      ; the last two not within a word
 *                                     ; but in colour = #0a4a94 the sign is no comment: it is left out
 *   string  = DQUOTE *( "\" any / any ) DQUOTE / "'" *( "\" any / any ) "'"
 */
#include "config/config_text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"

bool config_text_read(const char *file, struct buf *out)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t before = out->len, n = 1;
	FILE *in = fopen(file, "re");
	if (!in)
		return false;
	while (n > 0 && !out->full) {
		char bytes[4096];
		n = fread(bytes, 1, sizeof bytes, in);
		buf_add(out, bytes, n);
	}
	int error = out->full ? EFBIG : ferror(in) ? errno : 0;
	fclose(in);
	errno = error;
	if (!error && str_starts(str_sub(buf_str(out), before, out->len), mark))
		memset(out->data + before, ' ', strlen(mark));
	return !error;
}

static bool begins_comment(const char *text, const char *p)
{
	bool word = p > text && !strchr(" \t\r\n{}(),=+\"'", p[-1]);
	return *p == '#' || (!word && p[0] == '/' && (p[1] == '/' || p[1] == '*'));
}

/* Whether a "#" is that of a colour that somebody wrote without quotes. */
static bool begins_colour(const char *text, const char *p)
{
	static const char key[] = "colour";
	const char *before = p;

	while (before > text && strchr(" \t", before[-1]))
		before--;
	if (*p != '#' || before == text || *--before != '=')
		return false;
	while (before > text && strchr(" \t", before[-1]))
		before--;
	size_t n = (size_t)(before - text);
	return str_hex_digit(p[1]) >= 0 && str_ends((struct str){ text, n }, key) &&
	       (n == sizeof key - 1 || strchr(" \t\r\n}", before[-(int)sizeof key]));
}

/* Returns what is after the comment; the end of its last line is not part of it. */
static char *blank_comment(char *p, unsigned *line)
{
	bool lines = p[0] == '/' && p[1] == '*';
	for (; *p && (lines || *p != '\n'); p++) {
		if (lines && p[0] == '*' && p[1] == '/') {
			p[0] = p[1] = ' ';
			break;
		}
		*line += *p == '\n';
		if (*p != '\n')
			*p = ' ';
	}
	return p;
}

/* Returns what is after the string that begins here. */
static char *skip_string(char *p, unsigned *line)
{
	char quote = *p++;
	for (; *p && *p != quote; p++) {
		if (*p == '\\' && p[1])
			p++;
		*line += *p == '\n';
	}
	return *p ? p + 1 : p;
}

/* A word that ends with the text may have been longer; what is quoted, in braces or a comment may not. */
static bool ends_in_word(const char *text, size_t n)
{
	return n > 0 && !strchr(" \t\r\n{}()\"'", text[n - 1]);
}

const char *config_text_blank(char *text, size_t n, unsigned *line)
{
	unsigned at = 1, depth = 0, opened = 0, comment = 0;
	bool open_comment = false;
	for (char *p = text; *p;) {
		if (*p == '"' || *p == '\'') {
			p = skip_string(p, &at);
		} else if (begins_colour(text, p)) {
			*p++ = ' ';
		} else if (begins_comment(text, p)) {
			bool lines = p[1] == '*';
			comment = at;
			p = blank_comment(p, &at);
			open_comment = lines && !*p;
		} else {
			if (*p == '{' && depth++ == 0)
				opened = at;
			depth -= *p == '}' && depth > 0;
			at += *p++ == '\n';
		}
	}
	bool zero = strlen(text) < n;
	*line = zero ? at : depth ? opened : open_comment ? comment : at;
	if (zero)
		return MESSAGE("the file is damaged: here it has a zero byte");
	if (depth)
		return MESSAGE("this \"{\" is never closed");
	if (open_comment)
		return MESSAGE("this comment is never closed");
	if (!text[strspn(text, " \t\r\n")])
		return MESSAGE(
		    "there is nothing in this file: write a key, or remove the file to have the defaults");
	return ends_in_word(text, n) ? MESSAGE("the file seems to be cut off here: end the last line") : NULL;
}
