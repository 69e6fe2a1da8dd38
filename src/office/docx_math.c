/*
 * docx_math: each structure is its parts with marks between them: a fraction is "(a)/(b)", a power "a^b".
 */
#include "office/docx_math.h"

#include <string.h>

/* What comes before, between and after the named parts of a structure; without any, around all of it. */
static const struct {
	const char *name, *parts[3], *marks[4];
} structures[] = {
	{ "f", { "num", "den" }, { "(", ")/(", ")" } },
	{ "sSup", { "e", "sup" }, { "", "^", "" } },
	{ "sSub", { "e", "sub" }, { "", "_", "" } },
	{ "sSubSup", { "e", "sub", "sup" }, { "", "_", "^", "" } },
	{ "rad", { "deg", "e" }, { "", "√(", ")" } },
	{ "nary", { "sub", "sup", "e" }, { "∑_", "^", " ", "" } },
	{ "func", { "fName", "e" }, { "", " ", "" } },
	{ "d", { NULL }, { "(", ")" } },
};

/* False: the element is none of them. */
static bool add_structure(struct buf *out, xmlNode *n, int depth)
{
	for (size_t i = 0; i < ARRAY_SIZE(structures); i++) {
		if (!tree_is(n, structures[i].name))
			continue;
		buf_puts(out, structures[i].marks[0]);
		for (size_t k = 0; k < 3 && structures[i].parts[k]; k++) {
			xmlNode *part = tree_child(n, structures[i].parts[k]);
			if (part)
				docx_math_add(out, part, depth + 1);
			buf_puts(out, structures[i].marks[k + 1]);
		}
		if (!structures[i].parts[0]) {
			docx_math_add(out, n, depth + 1);
			buf_puts(out, structures[i].marks[1]);
		}
		return true;
	}
	return false;
}

void docx_math_add(struct buf *out, xmlNode *n, int depth)
{
	if (depth >= TREE_DEPTH_MAX)
		return;
	for (xmlNode *c = n->children; c; c = c->next) {
		if (c->type == XML_TEXT_NODE && tree_is(n, "t"))
			buf_puts(out, (const char *)c->content);
		else if (c->type == XML_ELEMENT_NODE && !add_structure(out, c, depth))
			docx_math_add(out, c, depth + 1);
	}
}
