/*
 * formats: the walkers, one for each type (walk.h). Private to picture/.
 *
 * Each is given a file that begins as its type does (type.h), fills the head as far as it goes, and says
 * FAULT_NONE, FAULT_CUT or FAULT_FORMAT. While it only probes, a part that is not reached is not told, and
 * that is no fault.
 */
#ifndef JARCHY_PICTURE_FORMATS_H
#define JARCHY_PICTURE_FORMATS_H

#include "picture/walk.h"

enum picture_fault jpeg_walk(struct walk *w);
enum picture_fault png_walk(struct walk *w);
enum picture_fault gif_walk(struct walk *w);
enum picture_fault webp_walk(struct walk *w);
enum picture_fault heif_walk(struct walk *w);
enum picture_fault tiff_walk(struct walk *w);
enum picture_fault film_walk(struct walk *w);

#endif
