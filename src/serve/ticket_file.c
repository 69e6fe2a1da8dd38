/*
 * ticket_file: lines of base64.
 *
 *   file = *( line LF )
 *   line = key / "#" *CHAR / *WSP
 *   key  = base64 of 80 bytes                  ; 108 characters, as "openssl rand -base64 -A 80" writes them
 *
 * The first key seals. HAProxy's file of such keys has the same lines, but its last one but one seals.
 */
#include "serve/ticket_file.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#include "base/file.h"

enum { KEY_CHARS = (TICKET_KEY_BYTES + 2) / 3 * 4, FILE_MAX = 16384 };

static bool decode(struct str line, unsigned char out[TICKET_KEY_BYTES])
{
	unsigned char bytes[KEY_CHARS / 4 * 3];
	/* 80 bytes leave one "=" at the end, and only there may it be. */
	bool good = line.n == KEY_CHARS && str_find(line, '=') == KEY_CHARS - 1 &&
	            EVP_DecodeBlock(bytes, (const unsigned char *)line.p, KEY_CHARS) == (int)sizeof bytes;
	if (good)
		memcpy(out, bytes, TICKET_KEY_BYTES);
	OPENSSL_cleanse(bytes, sizeof bytes);
	return good;
}

static bool add_line(
    struct ticket_keys *k, struct str line, const char *path, unsigned number, struct err *err)
{
	line = str_trim(line);
	if (!line.n || line.p[0] == '#')
		return true;
	if (k->n == TICKET_KEYS_MAX)
		return err_set(err, "%s:%u: there are %d keys already: take old ones out", path, number,
		    TICKET_KEYS_MAX);
	if (!decode(line, k->v[k->n]))
		return err_set(err,
		    "%s:%u: this is no key: write one a line, as \"openssl rand -base64 -A 80\" makes it",
		    path, number);
	k->n++;
	return true;
}

bool ticket_file_read(const char *path, struct ticket_keys *out, struct err *err)
{
	struct buf text;
	unsigned number = 0;
	*out = (struct ticket_keys){ .n = 0 };
	buf_init(&text, FILE_MAX);
	bool ok = file_read(AT_FDCWD, path, FILE_MAX, &text, err);
	struct str rest = buf_str(&text), line;
	while (ok && str_next_line(&rest, &line))
		ok = add_line(out, line, path, ++number, err);
	if (ok && !out->n)
		ok = err_set(err,
		    "%s: there is no key in it: write one, as \"openssl rand -base64 -A 80\" makes it", path);
	if (text.data)
		OPENSSL_cleanse(text.data, text.len);
	buf_release(&text);
	if (!ok)
		ticket_keys_forget(out);
	return ok;
}

void ticket_keys_forget(struct ticket_keys *k)
{
	OPENSSL_cleanse(k, sizeof *k);
}
