/*
 * ifd: directories of tags, as in TIFF and Exif: TIFF 6.0, section 2, and BigTIFF. Bounded by the part
 * that they are in. Private to picture/.
 */
#ifndef JARCHY_PICTURE_IFD_H
#define JARCHY_PICTURE_IFD_H

#include "picture/source.h"

enum { IFD_ENTRIES_MAX = 1024, IFD_HEAD_MAX = 16 };

struct ifd_file {
	struct source *s;
	uint64_t base, size; /* the part of the source: offsets count from base */
	bool little;         /* the lowest byte first */
	bool big;            /* BigTIFF: numbers of 8 bytes */
	uint64_t first;      /* offset of the first directory; 0: none */
};

struct ifd {
	uint64_t at; /* of its first entry */
	unsigned n;  /* entries */
	uint64_t next;
};

struct ifd_entry {
	unsigned tag, type;
	uint64_t count;
	uint64_t at;    /* offset of its values: in the entry itself, or elsewhere */
	uint64_t bytes; /* of all of them; 0: no such type, or beyond the part */
};

/* False: no such head. */
bool ifd_open(struct ifd_file *f, struct source *s, uint64_t at, uint64_t size);
/* The directory at that offset. False: it is not whole in the part, or too long. */
bool ifd_read(struct ifd_file *f, uint64_t at, struct ifd *out);
/* Its entry i, below n. */
bool ifd_entry(struct ifd_file *f, const struct ifd *d, unsigned i, struct ifd_entry *out);
/* The first one of that tag. */
bool ifd_find(struct ifd_file *f, const struct ifd *d, unsigned tag, struct ifd_entry *out);
/* The value i of the entry, if it is a whole number; otherwise 0. */
uint64_t ifd_value(struct ifd_file *f, const struct ifd_entry *e, uint64_t i);
/* Bytes of a number that is an offset or a length; of an entry. */
size_t ifd_width(const struct ifd_file *f);
size_t ifd_entry_size(const struct ifd_file *f);
/* Writes a number of n bytes in the order of the file. */
void ifd_put(const struct ifd_file *f, unsigned char *p, size_t n, uint64_t v);

#endif
