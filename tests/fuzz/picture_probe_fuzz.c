/* The head of any file. */
#include "fuzz/picture_fuzz.h"
#include "picture/probe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct picture_head head;
	picture_probe(picture_file_of(data, size), &head);
	if (head.type >= TYPE_COUNT || head.orientation < 1 || head.orientation > 8)
		abort();
	if (head.type == TYPE_OTHER && (head.private_data || head.cut || head.width))
		abort();
	return 0;
}
