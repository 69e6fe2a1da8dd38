/* Any word has stems that fit into what is made for them, the same ones the second time. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "lang/stem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t stem_bytes(const struct stems *stems)
{
	size_t n = stems->folded.n;

	if (stems->folded.n > FOLDED_MAX || stems->n > STEMS_MAX)
		abort();
	for (size_t i = 0; i < stems->n; i++) {
		if (stems->v[i].n <= STEM_TAG || stems->v[i].n > STEM_TAG + FOLDED_MAX ||
		    !utf8_valid(stems->v[i], NULL))
			abort();
		n += stems->v[i].n;
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct stemmer *s;
	struct str word = { (const char *)data, size };
	size_t first;

	if (!s)
		s = stemmer_new("");
	first = stem_bytes(stemmer_stems(s, word, NULL));
	if (stem_bytes(stemmer_stems(s, word, NULL)) != first)
		abort();
	return 0;
}
