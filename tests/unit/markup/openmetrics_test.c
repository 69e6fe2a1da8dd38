#include "markup/openmetrics.h"

#include "unit/support/test.h"

static const struct metric_family requests = { "x_requests", "", METRIC_COUNTER, "Requests, \\ and\nmore." };
static const struct metric_family seconds = { "x_seconds", "seconds", METRIC_HISTOGRAM, "How long." };
static const struct metric_family build = { "x_build", "", METRIC_INFO, "Which." };

static void write_all(struct openmetrics *m)
{
	openmetrics_family(m, &requests);
	openmetrics_begin(m, "");
	openmetrics_label(m, "name", "a\"b\\c\nd");
	openmetrics_label(m, "other", "");
	openmetrics_number(m, UINT64_MAX);
	openmetrics_family(m, &seconds);
	openmetrics_begin(m, "_sum");
	openmetrics_millionths(m, 1000001);
	openmetrics_family(m, &build);
	openmetrics_begin(m, "");
	openmetrics_label(m, "version", "1");
	openmetrics_number(m, 1);
	openmetrics_end(m);
}

static void expect(bool old, const char *want)
{
	struct openmetrics m;
	struct buf out;
	buf_init(&out, 1 << 16);
	openmetrics_init(&m, &out, old);
	write_all(&m);
	assert_string_equal(out.data, want);
	buf_release(&out);
}

static void the_newer_format_has_units_and_an_end(void **state)
{
	(void)state;
	expect(false, "# TYPE x_requests counter\n# HELP x_requests Requests, \\\\ and\\nmore.\n"
	              "x_requests_total{name=\"a\\\"b\\\\c\\nd\",other=\"\"} 18446744073709551615\n"
	              "# TYPE x_seconds histogram\n# UNIT x_seconds seconds\n# HELP x_seconds How long.\n"
	              "x_seconds_sum 1.000001\n"
	              "# TYPE x_build info\n# HELP x_build Which.\nx_build_info{version=\"1\"} 1\n# EOF\n");
}

static void the_older_format_names_the_samples(void **state)
{
	(void)state;
	expect(true,
	    "# TYPE x_requests_total counter\n# HELP x_requests_total Requests, \\\\ and\\nmore.\n"
	    "x_requests_total{name=\"a\\\"b\\\\c\\nd\",other=\"\"} 18446744073709551615\n"
	    "# TYPE x_seconds histogram\n# HELP x_seconds How long.\nx_seconds_sum 1.000001\n"
	    "# TYPE x_build_info gauge\n# HELP x_build_info Which.\nx_build_info{version=\"1\"} 1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_newer_format_has_units_and_an_end),
		cmocka_unit_test(the_older_format_names_the_samples),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
