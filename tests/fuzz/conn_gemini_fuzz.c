/* Whole connections of Gemini: status SP meta CRLF, a body only after 2x, and nothing else. */
#include "conn_fuzz.h"

static struct answered answered(struct str *asked, struct str answers)
{
	struct str body = answers, line = line_of(&body);
	(void)asked;
	MUST(line.n >= 3 && line.n <= 3 + 1024 && line.p[0] >= '1' && line.p[0] <= '6');
	MUST(line.p[1] >= '0' && line.p[1] <= '9' && line.p[2] == ' ');
	MUST(line.p[0] == '2' || body.n == 0);
	return (struct answered){ answers.n, false };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_conn(SERVICE_GEMINI, answered, data, size);
	return 0;
}
