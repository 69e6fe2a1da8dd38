/*
 * config_copy: a head of what is no text, then the name of the file, the style sheet and the language packs
 * that it names, then its text.
 *
 * Written and read by the same program only: what the supervisor executes is itself.
 */
#include "daemon/config_copy.h"

#include <string.h>

struct head {
	struct user user;
	size_t listen_count;
	unsigned ports[LISTEN_TOTAL];
	size_t file_length; /* of its name, with a zero byte; 0: there was no file */
	size_t style_length, packs_length;
};

static void add(char **to, const void *bytes, size_t n)
{
	if (n)
		memcpy(*to, bytes, n);
	*to += n;
}

bool config_copy_new(struct memfile *m, const struct config *c, struct err *err)
{
	struct head h = { .user = c->user, .listen_count = c->listen_count };
	for (size_t i = 0; i < c->listen_count; i++)
		h.ports[i] = c->listen[i].port;
	h.file_length = c->file ? strlen(c->file) + 1 : 0;
	h.style_length = c->style_text.len;
	h.packs_length = c->packs.len;
	size_t n = sizeof h + h.file_length + h.style_length + h.packs_length + c->text.len;
	if (!memfile_new(m, "jarchy: configuration", n, MEMFILE_OWN, err))
		return false;
	char *to = m->bytes;
	add(&to, &h, sizeof h);
	add(&to, c->file, h.file_length);
	add(&to, c->style_text.data, h.style_length);
	add(&to, c->packs.data, h.packs_length);
	add(&to, c->text.data, c->text.len);
	return true;
}

static bool load(struct str bytes, bool file_types, struct config *out, struct err *err)
{
	struct head h;
	if (bytes.n < sizeof h)
		return err_set(err, "the configuration of the supervisor is of another version");
	memcpy(&h, bytes.p, sizeof h);
	bytes = str_sub(bytes, sizeof h, bytes.n);
	const char *file = h.file_length ? bytes.p : NULL;
	bytes = str_sub(bytes, h.file_length, bytes.n);
	size_t packs_end = h.style_length + h.packs_length;
	struct config_files files = {
		.style = str_sub(bytes, 0, h.style_length),
		.packs = str_sub(bytes, h.style_length, packs_end),
	};
	struct str text = str_sub(bytes, packs_end, bytes.n);
	if (!config_load_checked(file, text, &files, &h.user, file_types, out))
		return err_set(err, "the configuration of the supervisor cannot be read");
	for (size_t i = 0; i < h.listen_count && i < out->listen_count; i++)
		out->listen[i].port = h.ports[i];
	config_settle(out);
	return true;
}

bool config_copy_load(int fd, bool file_types, struct config *out, struct err *err)
{
	struct memfile m;
	if (!memfile_open(&m, fd, false, err))
		return false;
	bool ok = load((struct str){ m.bytes, m.n }, file_types, out, err);
	memfile_release(&m);
	return ok;
}
