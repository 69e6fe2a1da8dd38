/* Whole connections of Nex: text in UTF-8. */
#include "conn_fuzz.h"

static struct answered answered(struct str *asked, struct str answers)
{
	(void)asked;
	MUST(utf8_valid(answers, NULL));
	return (struct answered){ answers.n, false };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_conn(SERVICE_NEX, answered, data, size);
	return 0;
}
