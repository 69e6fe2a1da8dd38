/*
 * openmetrics: the text of OpenMetrics 1.0 (section "ABNF") and that of Prometheus 0.0.4, which differ in a
 * few lines.
 *
 *   exposition = *family "# EOF" LF
 *   family     = "# TYPE " name SP type LF ["# UNIT " name SP unit LF] "# HELP " name SP text LF *sample
 *   sample     = name suffix ["{" label *("," label) "}"] SP number LF
 */
#include "markup/openmetrics.h"

#include <inttypes.h>

/* Of each type: its word in both formats, and what the names of its samples end with. */
static const struct {
	const char *word, *old_word, *suffix;
} types[] = {
	[METRIC_GAUGE] = { "gauge", "gauge", "" },
	[METRIC_COUNTER] = { "counter", "counter", "_total" },
	[METRIC_HISTOGRAM] = { "histogram", "histogram", "" },
	[METRIC_INFO] = { "info", "gauge", "_info" },
};

const char *openmetrics_type(bool old)
{
	return old ? "text/plain; version=0.0.4; charset=utf-8"
	           : "application/openmetrics-text; version=1.0.0; charset=utf-8";
}

void openmetrics_init(struct openmetrics *m, struct buf *out, bool old)
{
	*m = (struct openmetrics){ .out = out, .old = old };
}

static void add_escaped(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '\\' || *s == '"')
			buf_add_char(out, '\\');
		if (*s == '\n')
			buf_puts(out, "\\n");
		else
			buf_add_char(out, *s);
	}
}

/* "# WORD name" */
static void begin_line(struct openmetrics *m, const char *word)
{
	const struct metric_family *f = m->family;
	buf_printf(m->out, "# %s %s%s ", word, f->name, m->old ? types[f->type].suffix : "");
}

void openmetrics_family(struct openmetrics *m, const struct metric_family *family)
{
	m->family = family;
	begin_line(m, "TYPE");
	buf_printf(m->out, "%s\n", m->old ? types[family->type].old_word : types[family->type].word);
	if (*family->unit && !m->old) {
		begin_line(m, "UNIT");
		buf_printf(m->out, "%s\n", family->unit);
	}
	begin_line(m, "HELP");
	add_escaped(m->out, family->help);
	buf_add_char(m->out, '\n');
}

void openmetrics_begin(struct openmetrics *m, const char *suffix)
{
	m->labelled = false;
	buf_printf(m->out, "%s%s%s", m->family->name, types[m->family->type].suffix, suffix);
}

void openmetrics_label(struct openmetrics *m, const char *name, const char *value)
{
	buf_printf(m->out, "%c%s=\"", m->labelled ? ',' : '{', name);
	add_escaped(m->out, value);
	buf_add_char(m->out, '"');
	m->labelled = true;
}

static void end_labels(struct openmetrics *m)
{
	if (m->labelled)
		buf_add_char(m->out, '}');
	buf_add_char(m->out, ' ');
}

void openmetrics_number(struct openmetrics *m, uint64_t value)
{
	end_labels(m);
	buf_printf(m->out, "%" PRIu64 "\n", value);
}

void openmetrics_millionths(struct openmetrics *m, uint64_t value)
{
	end_labels(m);
	buf_printf(m->out, "%" PRIu64 ".%06" PRIu64 "\n", value / 1000000, value % 1000000);
}

void openmetrics_end(struct openmetrics *m)
{
	if (!m->old)
		buf_puts(m->out, "# EOF\n");
}
