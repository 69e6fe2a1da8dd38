/* Whole connections of Finger: lines of text that end in CRLF. */
#include "conn_fuzz.h"

static struct answered answered(struct str *asked, struct str answers)
{
	(void)asked;
	for (struct str rest = answers; rest.n;)
		line_of(&rest);
	return (struct answered){ answers.n, false };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_conn(SERVICE_FINGER, answered, data, size);
	return 0;
}
