/*
 * metadata_yaml: front matter in YAML or JSON.
 *
 * Private to content/: metadata.c alone uses it.
 */
#ifndef JARCHY_CONTENT_METADATA_YAML_H
#define JARCHY_CONTENT_METADATA_YAML_H

#include "content/metadata_list.h"

/* Adds its keys. False: err says why not, and bad_line where. */
bool metadata_read_yaml(struct metadata_reading *r, struct str text, struct err *err);

#endif
