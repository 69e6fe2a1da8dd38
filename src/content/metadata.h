/*
 * metadata: front matter of other systems (Hugo, Jekyll, Zola, Eleventy, Hexo) as a list of keys, whatever
 * notation it is in.
 *
 * Nothing is known here of what a key means: foreign.h says that.
 *
 *   YAML   "---" EOL … ( "---" / "..." ) EOL         JSON is YAML too: "---json" EOL … "---" EOL, or a first line "{"
 *   TOML   "+++" EOL … "+++" EOL, or "---toml" EOL … "---" EOL
 */
#ifndef JARCHY_CONTENT_METADATA_H
#define JARCHY_CONTENT_METADATA_H

#include "content/metadata_list.h"

enum metadata_notation { METADATA_NONE, METADATA_YAML, METADATA_TOML };

/* Where front matter is in a text. Lines are counted from 1, that of the text's beginning. */
struct metadata_place {
	enum metadata_notation notation;
	struct str inside; /* what is to be read */
	int line;          /* at which that begins */
	struct str below;  /* the text below it */
	int below_line;
};

/*
 * Finds front matter at the head of the text (LF). The notation is METADATA_NONE when there is none, or it
 * does not end.
 */
void metadata_find(struct str text, struct metadata_place *out);
/*
 * Reads it; what is made lives in the arena. Its text is valid UTF-8 when the input is. False: err says
 * why, and *bad_line where. Hostile input is bounded by the maxima of metadata_list.h: what is over them is
 * an error.
 */
bool metadata_read(struct arena *a, const struct metadata_place *place, struct metadata *out, int *bad_line,
    struct err *err);

#endif
