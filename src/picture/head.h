/*
 * head: the types of files that are looked at, and what the head of one says.
 */
#ifndef JARCHY_PICTURE_HEAD_H
#define JARCHY_PICTURE_HEAD_H

#include <stdbool.h>
#include <stdint.h>

enum picture_type {
	TYPE_OTHER, /* none of these */
	TYPE_JPEG,
	TYPE_PNG,
	TYPE_GIF,
	TYPE_WEBP,
	TYPE_HEIF, /* HEIC and AVIF: ISO/IEC 23008-12 */
	TYPE_TIFF,
	TYPE_FILM, /* ISO/IEC 14496-12: MP4, MOV, M4A, 3GP: a film or a sound */
	TYPE_COUNT
};

struct picture_head {
	enum picture_type type;
	uint32_t width, height; /* as stored, before it is turned; 0: not said */
	unsigned orientation;   /* Exif, 1 to 8; 1 where nothing is said */
	bool moving;            /* an animation */
	bool alpha;             /* may be transparent */
	bool place;             /* says where it was taken */
	bool
	    private_data; /* says something that is taken out: place, device, owner, a thumbnail, a comment … */
	bool cut;         /* it ends before the end that its parts declare */
};

#endif
