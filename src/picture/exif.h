/*
 * exif: what is asked of the metadata of cameras and editors: which way is up, and whether a place is in
 * it; and the least Exif there can be, which says which way is up and nothing else. CIPA DC-008 (Exif
 * 2.32). Private to picture/.
 */
#ifndef JARCHY_PICTURE_EXIF_H
#define JARCHY_PICTURE_EXIF_H

#include "picture/head.h"
#include "picture/ifd.h"

enum { EXIF_LEAST = 26 }; /* bytes of the least Exif, from its "MM" on */

/*
 * Exif from its byte order on, or from "Exif\0\0": into the head's orientation and place. What cannot be
 * read says nothing.
 */
void exif_read(struct source *s, uint64_t at, uint64_t n, struct picture_head *head);
/* Whether a directory leads to one with a position. */
bool exif_place(struct ifd_file *f, const struct ifd *d);
/*
 * Whether XMP or keys of films within these bytes (the first 64 KiB of them) name a place; the same of
 * IPTC.
 */
bool exif_words_place(struct source *s, uint64_t at, uint64_t n);
bool exif_iptc_place(struct source *s, uint64_t at, uint64_t n);
/* The orientation alone; the same bytes each time. */
void exif_least(unsigned orientation, unsigned char out[EXIF_LEAST]);
/* Whether that has to be said at all. */
bool exif_turned(unsigned orientation);

#endif
