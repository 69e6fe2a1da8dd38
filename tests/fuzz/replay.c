/* Runs a fuzz target over the files given as arguments: no fuzzer needed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		if (!f) {
			perror(argv[i]);
			return 1;
		}
		uint8_t *data = malloc(2u << 20);
		if (!data)
			return 1;
		size_t n = fread(data, 1, 2u << 20, f);
		fclose(f);
		/* An exact copy, so that a read past the end is seen. */
		uint8_t *exact = malloc(n ? n : 1);
		if (!exact)
			return 1;
		for (size_t k = 0; k < n; k++)
			exact[k] = data[k];
		free(data);
		LLVMFuzzerTestOneInput(exact, n);
		free(exact);
	}
	printf("%d inputs\n", argc - 1);
	return 0;
}
