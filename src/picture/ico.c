/*
 * ico: ICONDIR, one ICONDIRENTRY, the PNG, as Windows has had it since Vista. Numbers have their lowest byte
 * first.
 *
 *   icondir = reserved:2 type:2 count:2
 *   entry   = width:1 height:1 colours:1 reserved:1 planes:2 bits:2 size:4 offset:4
 */
#include "picture/ico.h"

#include "picture/bytes.h"

enum { DIRECTORY = 6, ENTRY = 16, TYPE_ICON = 1, PLANES = 1, BITS = 32, SIDE_MAX = 256 };

void ico_write(struct str png, unsigned side, struct buf *out)
{
	unsigned char head[DIRECTORY + ENTRY] = { 0 }, *entry = head + DIRECTORY;

	bytes_put_little(head + 2, 2, TYPE_ICON);
	bytes_put_little(head + 4, 2, 1);
	/* 0 is 256. */
	entry[0] = entry[1] = (unsigned char)(side % SIDE_MAX);
	bytes_put_little(entry + 4, 2, PLANES);
	bytes_put_little(entry + 6, 2, BITS);
	bytes_put_little(entry + 8, 4, png.n);
	bytes_put_little(entry + 12, 4, sizeof head);
	buf_add(out, head, sizeof head);
	buf_add_str(out, png);
}
