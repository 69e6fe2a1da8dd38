/* The length of any sound. */
#include "fuzz/picture_fuzz.h"
#include "picture/sound.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sound s;
	sound_probe(picture_file_of(data, size), &s);
	if (s.seconds < 0 || s.seconds > SOUND_SECONDS_MAX || (s.seconds && !s.known))
		abort();
	return 0;
}
