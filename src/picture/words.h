/*
 * words: what files beside items say, in the store (store.h), for the search.
 *
 *     DIGEST-RECIPE-words = "jarchy-words" SP version LF text
 *
 * Made once for the bytes of a file, so that neither a restart nor another catalogue reads it again. Of a
 * file that has no words the text is empty.
 */
#ifndef JARCHY_PICTURE_WORDS_H
#define JARCHY_PICTURE_WORDS_H

#include "base/buf.h"
#include "base/err.h"
#include "extract/extract.h"
#include "picture/picture.h"

/*
 * Reads the file, unless the store has its words. *out: READY with the digest; WAITING where another try
 * may go well: FAULT_CHANGED; FAULT_STORE with err; FAULT_FORMAT where what reads such files is not
 * installed. For the process that decodes (make.h), which its caller bounds in time and memory.
 */
void words_make(int fd, int folder, enum extract_kind kind, struct picture *out, struct err *err);

/* Appends what the store has: 1; 0: nothing of this version that is valid; -1: err. */
int words_read(int folder, const char *digest, struct buf *out, struct err *err);

#endif
