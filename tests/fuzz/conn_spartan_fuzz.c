/* Whole connections of Spartan: digit SP meta CRLF, a body only after 2. */
#include "conn_fuzz.h"

static struct answered answered(struct str *asked, struct str answers)
{
	struct str body = answers, line = line_of(&body);
	(void)asked;
	MUST(line.n >= 3 && line.p[0] >= '2' && line.p[0] <= '5' && line.p[1] == ' ');
	MUST(line.p[0] == '2' || body.n == 0);
	return (struct answered){ answers.n, false };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_conn(SERVICE_SPARTAN, answered, data, size);
	return 0;
}
