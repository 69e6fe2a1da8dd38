/*
 * picture: what is known of a file that has more in it than readers should get: a photograph, a film;
 * what is made of it for them, and what that is called.
 *
 * Facts and names alone: who looks at the bytes is probe.h, clean.h and make.h; where copies lie is store.h.
 */
#ifndef JARCHY_PICTURE_PICTURE_H
#define JARCHY_PICTURE_PICTURE_H

#include "base/arena.h"
#include "base/message.h"

enum picture_state {
	PICTURE_NONE,    /* nothing is made of it: readers get the file as it is */
	PICTURE_READY,   /* what is made of it is in the store */
	PICTURE_WAITING, /* it is to be made: until then readers get nothing of it */
	PICTURE_FAILED,  /* it cannot be read: readers never get anything of it */
};

/* What the copies are. */
enum picture_form {
	PICTURE_JPEG,   /* a photograph */
	PICTURE_PNG,    /* a drawing, or with transparency */
	PICTURE_MOVING, /* an animation: one copy, the file itself without what is private, in its own format */
	PICTURE_WHOLE,   /* no picture: a film or sound, the file itself without what is private */
	PICTURE_DRAWING, /* SVG that was looked through (svg.h): the file itself */
	PICTURE_FORM_COUNT
};

/* What it is for; by its path below the content (picture_role_of). */
enum picture_role {
	PICTURE_OF_ITEM, /* most are: and the site's picture for sharing */
	PICTURE_ICON,    /* site/icon.…: squares */
	PICTURE_LOGO,    /* site/logo.…: one small copy for the top of each page */
};

/* Why nothing could be made; the words are picture_fault's. */
enum picture_fault {
	FAULT_NONE,
	FAULT_EMPTY,   /* no byte */
	FAULT_FORMAT,  /* not what its ending says, or damaged */
	FAULT_CUT,     /* it ends too early */
	FAULT_PIXELS,  /* more than PICTURE_PIXELS_MAX */
	FAULT_BYTES,   /* more than PICTURE_BYTES_MAX */
	FAULT_MEMORY,  /* it takes more memory than there may be */
	FAULT_TIME,    /* it takes longer than PICTURE_SECONDS_MAX */
	FAULT_CHANGED, /* it changed while it was read */
	FAULT_STORE,   /* the copies cannot be written: a disk, a library; it is tried again */
	FAULT_STILL,   /* a film, or an animation, where a still picture is wanted */
	/* Of drawings in SVG (svg.h): */
	FAULT_SVG,           /* none that browsers can read */
	FAULT_SVG_BYTES,     /* more than SVG_BYTES_MAX */
	FAULT_SVG_DOCTYPE,   /* DOCTYPE, entities */
	FAULT_SVG_SCRIPT,    /* what browsers run */
	FAULT_SVG_ELSEWHERE, /* something that is not in it */
	FAULT_COUNT
};

enum {
	PICTURE_PIXELS_MAX = 100 * 1000 * 1000,
	PICTURE_BYTES_MAX = 200 * 1000 * 1000, /* of a picture; a film is only copied: */
	PICTURE_FILM_MAX = 2000 * 1000 * 1000,
	PICTURE_SECONDS_MAX = 20, /* of the processor's time */
	PICTURE_CLOCK_TIMES = 3,  /* so many times that by the clock */
	PICTURE_MEMORY_MAX = 512 << 20,
	PICTURE_WIDTHS_MAX = 3,
	PICTURE_DIGEST = 32, /* characters: half of a SHA-256 in hexadecimal */
};

struct picture {
	enum picture_role role;
	enum picture_state state;
	enum picture_form form;
	enum picture_fault fault;        /* of FAILED, and of WAITING after a try */
	unsigned width, height;          /* pixels of the original, upright; 0 of PICTURE_WHOLE */
	bool full;                       /* the original without what is private is in the store too */
	int64_t full_size;               /* bytes of that; 0: there is none */
	char digest[PICTURE_DIGEST + 1]; /* of the file's bytes; names what is in the store */
};

/*
 * The widths of the copies, the smallest first; the last is the largest, at most 1600 and no wider than
 * the original.
 */
size_t picture_widths(const struct picture *p, unsigned out[PICTURE_WIDTHS_MAX]);
/* Pixels, at least 1: of the copy of that width. */
unsigned picture_height(const struct picture *p, unsigned width);
/*
 * The crop for sharing: 1200 × 630, or the largest of that shape in the original. False: it is under 200
 * × 105.
 */
bool picture_share(const struct picture *p, unsigned *width, unsigned *height);
/* "image/jpeg": of the copies; NULL of PICTURE_WHOLE and PICTURE_MOVING, which keep the file's own. */
const char *picture_mime(const struct picture *p);

/*
 * How the copies of the file `name` are called in addresses: "photo.jpg" of "photo.heic",
 * "photo-480w.jpg" of a width, with PICTURE_SHARE_WIDTH the crop for sharing, "photo-share.jpg". An
 * ending that fits the form stays as it is written.
 */
enum { PICTURE_LARGEST = 0, PICTURE_SHARE_WIDTH = -1, PICTURE_ITSELF = -2 };
const char *picture_name(struct arena *a, const struct picture *p, const char *name, int width);
/*
 * Takes such a name apart: the name without the part for the width ("photo.jpg"), and the width,
 * PICTURE_LARGEST where it has none. Whether there is such a file, and such a copy of it, is for the
 * caller to find.
 */
struct str picture_name_parse(struct arena *a, struct str name, int *width);

/* --- icon and logo of the site ------------------------------------------------------------ */

/* In the place of a width: what the copies of an icon and a logo are. */
enum {
	PICTURE_ICON_32 = -3,   /* "icon-32.png": of browsers */
	PICTURE_ICON_180 = -4,  /* "icon-180.png": Apple's; on white */
	PICTURE_ICON_192 = -5,  /* "icon-192.png": of a manifest */
	PICTURE_ICON_512 = -6,  /* "icon-512.png" */
	PICTURE_FAVICON = -7,   /* "favicon.ico": that of 32 in it */
	PICTURE_LOGO_96 = -8,   /* "logo-96.png" or "logo-96.jpg": at most 96 pixels high, 960 wide */
	PICTURE_ICON_1400 = -9, /* "icon-1400.jpg": of podcasts, on white; only of an icon that is so large */
	PICTURE_SITE_COPIES_MAX = 6,
	PICTURE_ICON_SIDE = 512,   /* pixels of the largest that every icon has */
	PICTURE_COVER_SIDE = 1400, /* pixels: Apple takes no less */
	PICTURE_LOGO_LEAST = 96,   /* pixels of height that a logo should have */
	PICTURE_ICON_LEAST = 180,  /* that one should have, so that none is small in its square */
};

enum picture_role picture_role_of(const char *path);
/* Whether an icon is so large that a cover is made of it (PICTURE_ICON_1400). */
bool picture_has_cover(const struct picture *p);
/* The copies of an icon or a logo; 0 of a picture of an item, of a drawing, and of what is not READY. */
size_t picture_site_copies(const struct picture *p, int out[PICTURE_SITE_COPIES_MAX]);
/* Pixels of such a copy. */
void picture_copy_size(const struct picture *p, int copy, unsigned *width, unsigned *height);
/* "image/png": of such a copy. */
const char *picture_copy_mime(const struct picture *p, int copy);
/* "icon-32.png": the name of such a copy, in addresses and in the store. Valid for ever. */
const char *picture_copy_name(const struct picture *p, int copy);
/* The copy of that name. 0: none of an icon or logo has it. */
int picture_copy_find(const struct picture *p, struct str name);
/* So large that it is within that size, and not larger than it is; at least 1 each way. */
void picture_fit(const struct picture *p, unsigned across, unsigned down, unsigned *width, unsigned *height);

/* "this picture cannot be read …: what to do": a template for problem_add_message; of FAULT_NONE NULL. */
const char *picture_fault_words(enum picture_fault fault);

#endif
