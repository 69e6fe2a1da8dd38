/*
 * ifd: every number is read where it is; nothing is kept, so that a directory of a million entries costs
 * no memory.
 *
 *   file  = ( "II" / "MM" ) ( 42 offset / 43 8 0 offset )
 *   ifd   = count *entry next
 *   entry = tag type count ( values / offset )
 */
#include "picture/ifd.h"

#include <string.h>

#include "picture/bytes.h"

enum { TYPE_SHORT = 3 };

/* Bytes of one value of each type. */
static const unsigned char sizes[] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8 };
/* Those that are whole numbers without a sign: BYTE, SHORT, LONG, IFD, LONG8, IFD8. */
static const unsigned whole = 1U << 1 | 1U << TYPE_SHORT | 1U << 4 | 1U << 13 | 1U << 16 | 1U << 18;

static bool number(struct ifd_file *f, uint64_t at, size_t n, uint64_t *out)
{
	const unsigned char *p = at <= f->size && n <= f->size - at ? source_at(f->s, f->base + at, n) : NULL;
	if (!p)
		return false;
	*out = f->little ? bytes_little(p, n) : bytes_big(p, n);
	return true;
}

size_t ifd_width(const struct ifd_file *f)
{
	return f->big ? 8 : 4;
}

size_t ifd_entry_size(const struct ifd_file *f)
{
	return f->big ? 20 : 12;
}

void ifd_put(const struct ifd_file *f, unsigned char *p, size_t n, uint64_t v)
{
	if (f->little)
		bytes_put_little(p, n, v);
	else
		bytes_put_big(p, n, v);
}

bool ifd_open(struct ifd_file *f, struct source *s, uint64_t at, uint64_t size)
{
	const unsigned char *p = size >= 8 ? source_at(s, at, 8) : NULL;
	uint64_t version;

	if (!p || (memcmp(p, "II", 2) != 0 && memcmp(p, "MM", 2) != 0))
		return false;
	*f = (struct ifd_file){ .s = s, .base = at, .size = size, .little = p[0] == 'I' };
	if (!number(f, 2, 2, &version) || (version != 42 && version != 43))
		return false;
	f->big = version == 43;
	return number(f, f->big ? 8 : 4, ifd_width(f), &f->first);
}

bool ifd_read(struct ifd_file *f, uint64_t at, struct ifd *out)
{
	size_t width = f->big ? 8 : 2;
	uint64_t n;

	if (at < 8 || !number(f, at, width, &n) || n > IFD_ENTRIES_MAX)
		return false;
	*out = (struct ifd){ .at = at + width, .n = (unsigned)n };
	return number(f, out->at + n * ifd_entry_size(f), ifd_width(f), &out->next);
}

bool ifd_entry(struct ifd_file *f, const struct ifd *d, unsigned i, struct ifd_entry *out)
{
	uint64_t at = d->at + i * ifd_entry_size(f), tag, type, size;

	*out = (struct ifd_entry){ .at = at + 4 + ifd_width(f) };
	if (!number(f, at, 2, &tag) || !number(f, at + 2, 2, &type) ||
	    !number(f, at + 4, ifd_width(f), &out->count))
		return false;
	out->tag = (unsigned)tag;
	out->type = (unsigned)type;
	size = type < ARRAY_SIZE(sizes) ? sizes[type] : 0;
	if (!size || out->count > f->size / size)
		return true;
	if (out->count * size > ifd_width(f) && !number(f, out->at, ifd_width(f), &out->at))
		return false;
	if (out->at <= f->size && out->count * size <= f->size - out->at)
		out->bytes = out->count * size;
	return true;
}

bool ifd_find(struct ifd_file *f, const struct ifd *d, unsigned tag, struct ifd_entry *out)
{
	for (unsigned i = 0; i < d->n; i++)
		if (ifd_entry(f, d, i, out) && out->tag == tag)
			return true;
	return false;
}

uint64_t ifd_value(struct ifd_file *f, const struct ifd_entry *e, uint64_t i)
{
	size_t size = e->type < ARRAY_SIZE(sizes) ? sizes[e->type] : 0;
	uint64_t v;

	if (!size || !(whole >> e->type & 1) || i >= e->bytes / size)
		return 0;
	return number(f, e->at + i * size, size, &v) ? v : 0;
}
