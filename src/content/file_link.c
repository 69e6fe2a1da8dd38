/*
 * file_link: both names are brought into one form, and compared at each place where the name may end.
 */
#include "content/file_link.h"

#include <string.h>

#include "base/path.h"
#include "base/utf8.h"

enum { NAME_BYTES = 255, WORDS_MAX = 32 };

static bool is_space(struct str s, size_t *n)
{
	static const char *const wide[] = { "\u00A0", "\u202F", "\u2007" };
	*n = 1;
	if (s.p[0] == ' ' || s.p[0] == '\t')
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(wide); i++) {
		*n = strlen(wide[i]);
		if (str_starts(s, wide[i]))
			return true;
	}
	return false;
}

/* Folded, with one space for each run of them. */
static void put_form(struct str name, struct buf *out)
{
	size_t from = 0, n;
	buf_reset(out);
	for (size_t i = 0; i < name.n;) {
		if (!is_space(str_sub(name, i, name.n), &n)) {
			i++;
			continue;
		}
		utf8_fold(out, str_sub(name, from, i));
		if (out->len && out->data[out->len - 1] != ' ')
			buf_add_char(out, ' ');
		from = i += n;
	}
	utf8_fold(out, str_sub(name, from, name.n));
}

/* Scratch for comparing names with one name. */
struct form {
	struct buf name, given, decoded;
};

static bool is_name(struct form *f, struct str given)
{
	put_form(given, &f->given);
	if (str_eq(buf_str(&f->given), buf_str(&f->name)))
		return true;
	buf_reset(&f->decoded);
	if (str_find(given, '%') == given.n || !path_decode_query(given, false, &f->decoded) ||
	    !utf8_valid(buf_str(&f->decoded), NULL))
		return false;
	put_form(buf_str(&f->decoded), &f->given);
	return str_eq(buf_str(&f->given), buf_str(&f->name));
}

size_t file_link_length(struct str text, struct str name)
{
	struct form f;
	size_t found = 0, words = 0, from = str_starts(text, "./") ? 2 : 0, n;
	if (name.n == 0 || name.n > NAME_BYTES)
		return 0;
	buf_init(&f.name, 4 * NAME_BYTES + 1);
	buf_init(&f.given, 16 * NAME_BYTES);
	buf_init(&f.decoded, 4 * NAME_BYTES);
	put_form(name, &f.name);
	/* Three bytes for each when it is encoded, and letters in two parts. */
	for (size_t i = from + 1; i <= text.n && i - from <= 4 * NAME_BYTES && words < WORDS_MAX; i++) {
		if (i < text.n && !is_space(str_sub(text, i, text.n), &n))
			continue;
		words++;
		if (is_name(&f, str_sub(text, from, i)))
			found = i;
	}
	buf_release(&f.name);
	buf_release(&f.given);
	buf_release(&f.decoded);
	return found;
}

struct str file_link_text(const struct gemtext *link)
{
	if (link->text.n == 0)
		return link->url;
	return (struct str){ link->url.p, (size_t)(link->text.p + link->text.n - link->url.p) };
}

const char *file_link_find(const struct gemtext *link, const char *const *names, struct str *label)
{
	struct str text = file_link_text(link);
	const char *found = NULL;
	size_t longest = 0;
	bool exact = false;
	for (; names && *names; names++) {
		size_t n = file_link_length(text, str_of(*names));
		bool same = n && str_is(str_sub(text, 0, n), *names);
		if (n < longest || n == 0 || (n == longest && (exact || !same)))
			continue;
		longest = n;
		exact = same;
		found = *names;
	}
	if (found)
		*label = str_trim(str_sub(text, longest, text.n));
	return found;
}
