/* Whole connections of Gopher, with or without TLS: a menu whose lines have their four fields, a text, or an error. */
#include "conn_fuzz.h"

static bool is_dot(struct str line)
{
	return str_is(line, ".");
}

/* type text TAB selector TAB host TAB port (RFC 1436); the lone dot is the last line. */
static void check_menu(struct str rest)
{
	struct str line = line_of(&rest);
	for (; !is_dot(line); line = line_of(&rest)) {
		size_t tabs = 0;
		for (size_t i = 0; i < line.n; i++)
			tabs += line.p[i] == '\t';
		MUST(line.n > 1 && tabs >= 3 && tabs <= 4);
	}
	MUST(rest.n == 0);
}

static struct answered answered(struct str *asked, struct str answers)
{
	struct str first = str_sub(answers, 0, str_find(answers, '\n'));
	(void)asked;
	if (str_starts(answers, "--1\r\n"))
		MUST(str_ends(answers, "\r\n.\r\n"));
	else if (str_starts(answers, "+-1\r\n+INFO"))
		MUST(str_ends(answers, ">\r\n.\r\n"));
	else if (str_find(first, '\t') < first.n && !str_starts(answers, "+-"))
		check_menu(answers);
	return (struct answered){ answers.n, false };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_conn(SERVICE_GOPHER, answered, data, size);
	return 0;
}
