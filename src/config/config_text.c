/*
 * config_text: reads the file, takes comments out, looks for braces that stay open.
 *
 *   text    = *( comment / string / "{" / "}" / other )
 *   comment = ( "#" / "//" ) *( any but LF ) / "/" "*" *any "*" "/"      ; the last two not within a word
 *   string  = DQUOTE *( "\" any / any ) DQUOTE / "'" *( "\" any / any ) "'"
 */
#include "config/config_text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

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

unsigned config_text_blank(char *text)
{
	unsigned line = 1, depth = 0, opened = 0;
	for (char *p = text; *p;) {
		if (*p == '"' || *p == '\'') {
			p = skip_string(p, &line);
		} else if (begins_comment(text, p)) {
			p = blank_comment(p, &line);
		} else {
			if (*p == '{' && depth++ == 0)
				opened = line;
			depth -= *p == '}' && depth > 0;
			line += *p++ == '\n';
		}
	}
	return depth ? opened : 0;
}
