/*
 * xml: counts what makes parsers slow.
 */
#include "import/xml.h"

#include <string.h>

/* Behind the next `end`, or all of it. */
static struct str skip_past(struct str s, const char *end)
{
	const char *at = memmem(s.p, s.n, end, strlen(end));
	return at ? str_sub(s, (size_t)(at - s.p) + strlen(end), s.n) : (struct str){ 0 };
}

/* At a "<" of a tag: goes past it. *attributes: how many it has. */
static struct str skip_tag(struct str s, size_t *attributes)
{
	size_t i = 1;
	for (*attributes = 0; i < s.n && s.p[i] != '>' && s.p[i] != '<'; i++) {
		*attributes += s.p[i] == '=';
		if (s.p[i] != '"' && s.p[i] != '\'')
			continue;
		const char *end = memchr(s.p + i + 1, s.p[i], s.n - i - 1);
		i = end ? (size_t)(end - s.p) : s.n - 1;
	}
	return str_sub(s, i, s.n);
}

bool import_xml_check(struct str s, struct err *err)
{
	static const struct {
		const char *begin, *end;
	} others[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" } };
	size_t attributes;
	while ((s = str_sub(s, str_find(s, '<'), s.n)).n) {
		const char *end = NULL;
		for (size_t i = 0; i < ARRAY_SIZE(others) && !end; i++)
			if (str_starts(s, others[i].begin))
				end = others[i].end;
		if (end) {
			s = skip_past(s, end);
			continue;
		}
		s = skip_tag(s, &attributes);
		if (attributes > XML_ATTRIBUTES_MAX)
			return err_set(err,
			    "an element has more than %d attributes: this is no feed that programs make",
			    XML_ATTRIBUTES_MAX);
	}
	return true;
}
