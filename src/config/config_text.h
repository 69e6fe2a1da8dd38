/*
 * config_text: the bytes of the configuration file, made ready for libconfuse.
 *
 * Private to config/. libconfuse 3.3 counts the line of each comment three times, takes the end of the file for the end
 * of a section or of a number that was to be longer, and ends the program when it is given a folder.
 */
#ifndef JARCHY_CONFIG_CONFIG_TEXT_H
#define JARCHY_CONFIG_CONFIG_TEXT_H

#include "base/buf.h"

enum { CONFIG_TEXT_MAX = 16 << 20 }; /* bytes of a file */

/* Appends the file to `out`, without a byte order mark. False and errno on failure. */
bool config_text_read(const char *file, struct buf *out);

/*
 * Puts spaces in the place of comments, line ends stay. A zero byte ends the text. Returns what shows that the text is not
 * whole, with its line, or NULL: what an editor or a full disk leaves of a file that it was about to write.
 */
const char *config_text_blank(char *text, size_t n, unsigned *line);

#endif
