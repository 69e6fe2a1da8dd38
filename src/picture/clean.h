/*
 * clean: a file as it is but for what says where it was taken, with what, by whom, and for its thumbnails
 * and remarks.
 *
 * Pixels and sound are not touched; which way is up and the colour profile stay. By parts of each format:
 * JPEG (ITU-T T.81, annex B), Exif 2.32, PNG (third edition), GIF89a, WebP (RFC 9649), TIFF 6.0, ISO/IEC
 * 14496-12 and 23008-12. What is not known of a format is left out where it can be, so that what cameras
 * will add is out too.
 */
#ifndef JARCHY_PICTURE_CLEAN_H
#define JARCHY_PICTURE_CLEAN_H

#include "base/err.h"
#include "picture/picture.h"
#include "picture/probe.h"

/*
 * Writes the cleaned file to the descriptor `to`, a regular file, empty, at its beginning. The same bytes
 * give the same bytes, on any machine. FAULT_NONE on success; else part of it may have been written.
 * FAULT_FORMAT also where the file is of another type than `type` by its bytes, and for raw photographs:
 * they are not taken apart.
 */
enum picture_fault picture_clean(int from, enum picture_type type, int to);

#endif
