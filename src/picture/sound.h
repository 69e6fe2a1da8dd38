/*
 * sound: how long a sound or film plays, as its head and its end say it. No sample is decoded.
 *
 * MP3 (and layers I and II), Ogg with Opus, Vorbis, FLAC or Speex, MP4 and M4A, WAV, FLAC; all by the
 * bytes, never by the name. Bounded: a megabyte is read at most, whatever the file. What cannot be
 * told is not told: a file that is cut, a bit rate that changes without a table.
 */
#ifndef JARCHY_PICTURE_SOUND_H
#define JARCHY_PICTURE_SOUND_H

#include <stdbool.h>
#include <stdint.h>

enum { SOUND_SECONDS_MAX = 100 * 60 * 60 }; /* what says that it is longer is not believed */

struct sound {
	bool known;      /* it is of one of these formats */
	int64_t seconds; /* to the nearest, at least 1; 0: not told */
};

/* Of an open file, whose offset is not moved. */
void sound_probe(int fd, struct sound *out);
/* Of what such a file is called as a MIME type: whether it is one that plays. */
bool sound_plays(const char *mime);

#endif
