/*
 * tree: one part of a document as a tree, and what its readers ask of it.
 *
 * Private to office/. Names are compared without their namespaces: those of the strict and the transitional
 * format differ.
 */
#ifndef JARCHY_OFFICE_TREE_H
#define JARCHY_OFFICE_TREE_H

#include <libxml/tree.h>

#include "base/err.h"
#include "base/str.h"

enum { TREE_DEPTH_MAX = 200 };

/*
 * NULL: err says what is wrong. No document type, no entities of its own, no network; bounded in depth, elements,
 * attributes and namespaces, each of which can cost libxml2 quadratic time. Free it with xmlFreeDoc.
 */
xmlDoc *tree_read(struct str bytes, const char *part, struct err *err);

bool tree_is(const xmlNode *n, const char *name);
/* The next element at or after n; NULL when there is none. */
xmlNode *tree_element(xmlNode *n);
/* The first child of this name; NULL when n is NULL or has none. */
xmlNode *tree_child(const xmlNode *n, const char *name);
/* An attribute by its local name: in the tree's memory; NULL when n is NULL or has none. */
const char *tree_attribute(const xmlNode *n, const char *name);
/* The same, "" for none. */
const char *tree_value(const xmlNode *n, const char *name);
/* The attribute as a number from 0 to max, `missing` when there is none or it is no such number. */
int tree_number(const xmlNode *n, const char *name, int max, int missing);
/* Children of this kind: for (xmlNode *c = …) */
#define TREE_EACH(c, parent)                                                                                 \
	xmlNode *c = tree_element((parent)->children);                                                       \
	c;                                                                                                   \
	c = tree_element(c->next)

#endif
