/*
 * metadata_toml: front matter in TOML.
 *
 * Private to content/: metadata.c alone uses it.
 */
#ifndef JARCHY_CONTENT_METADATA_TOML_H
#define JARCHY_CONTENT_METADATA_TOML_H

#include "content/metadata_list.h"

/* Adds its keys. False: err says why not, and bad_line where. */
bool metadata_read_toml(struct metadata_reading *r, struct str text, struct err *err);

#endif
