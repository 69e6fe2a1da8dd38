/*
 * metrics: a table of families, each with what writes its samples.
 */
#include "daemon/metrics.h"

#include <stdlib.h>
#include <string.h>

#include "markup/openmetrics.h"
#include "serve/tls.h"

/* What one answer is made of: the counts are summed once. */
struct view {
	const struct metrics *of;
	const struct shared *shared;
	struct serve_counters sum;
	struct openmetrics out;
};

/* --- single figures ----------------------------------------------------------------------- */

static void number(struct view *v, uint64_t n)
{
	openmetrics_begin(&v->out, "");
	openmetrics_number(&v->out, n);
}

static void labelled(struct view *v, const char *name, const char *value, uint64_t n)
{
	openmetrics_begin(&v->out, "");
	openmetrics_label(&v->out, name, value);
	openmetrics_number(&v->out, n);
}

static void add_build(struct view *v)
{
	labelled(v, "version", JARCHY_VERSION, 1);
}

static void add_start(struct view *v)
{
	number(v, (uint64_t)atomic_load(&v->shared->started));
}

static void add_ready(struct view *v)
{
	const struct shared *s = v->shared;
	number(v, atomic_load(&s->generation) && !atomic_load(&s->feeds_only) && !atomic_load(&s->draining));
}

static void add_workers(struct view *v)
{
	uint64_t n = 0;
	for (unsigned i = 0; i < PLACES; i++)
		n += atomic_load(&v->shared->places[i].pid) > 0;
	number(v, n);
}

static void add_restarts(struct view *v)
{
	for (size_t i = 0; i < PROCESS_KINDS; i++)
		labelled(v, "process", process_kind_names[i], atomic_load(&v->shared->restarts[i]));
}

static void add_connections(struct view *v)
{
	number(v, v->sum.open);
}

static void add_accepted(struct view *v)
{
	number(v, v->sum.accepted);
}

static void add_refused(struct view *v)
{
	for (size_t i = 0; i < REFUSALS; i++)
		labelled(v, "reason", refusal_names[i], v->sum.refused[i]);
}

static void add_hits(struct view *v)
{
	number(v, v->sum.cache_hits);
}

static void add_misses(struct view *v)
{
	number(v, v->sum.cache_misses);
}

static void add_failures(struct view *v)
{
	number(v, v->sum.failures);
}

static void add_items(struct view *v)
{
	number(v, atomic_load(&v->shared->published.items));
}

static void add_problems(struct view *v)
{
	labelled(v, "severity", "error", atomic_load(&v->shared->published.errors));
	labelled(v, "severity", "warning", atomic_load(&v->shared->published.warnings));
}

static void add_published(struct view *v)
{
	int64_t at = atomic_load(&v->shared->published.at);
	if (at)
		number(v, (uint64_t)at);
}

static void add_feeds_written(struct view *v)
{
	number(v, atomic_load(&v->shared->published.feeds_written));
}

static void add_pings(struct view *v)
{
	for (size_t i = 0; i < PING_RESULTS && v->of->config->site.hub; i++)
		labelled(v, "result", ping_result_names[i], atomic_load(&v->shared->pings[i]));
}

/* --- by service --------------------------------------------------------------------------- */

static bool is_listened_on(const struct config *c, enum service service)
{
	for (size_t i = 0; i < c->listen_count; i++)
		if (c->listen[i].service == service)
			return true;
	return false;
}

/* Also one that was listened on before. */
static bool has_figures(const struct view *v, enum service service)
{
	return v->sum.services[service].statuses[0].status || is_listened_on(v->of->config, service);
}

static void add_requests(struct view *v)
{
	char status[STATUS_MAX_LEN + 1];
	for (size_t service = 0; service < SERVICE_COUNT; service++)
		for (size_t i = 0; i < STATUS_KINDS; i++) {
			const struct status_count *s = &v->sum.services[service].statuses[i];
			if (!s->status)
				break;
			status_text(s, status);
			openmetrics_begin(&v->out, "");
			openmetrics_label(&v->out, "service", services[service].name);
			openmetrics_label(&v->out, "status", status);
			openmetrics_number(&v->out, s->n);
		}
}

static void begin_of(struct view *v, enum service service, const char *suffix)
{
	openmetrics_begin(&v->out, suffix);
	openmetrics_label(&v->out, "service", services[service].name);
}

static void add_histogram(struct view *v, enum service service)
{
	const struct service_counters *s = &v->sum.services[service];
	uint64_t n = 0;
	for (size_t i = 0; i <= DURATIONS; i++) {
		n += s->durations[i];
		begin_of(v, service, "_bucket");
		openmetrics_label(&v->out, "le", i < DURATIONS ? duration_bounds[i].seconds : "+Inf");
		openmetrics_number(&v->out, n);
	}
	begin_of(v, service, "_count");
	openmetrics_number(&v->out, n);
	begin_of(v, service, "_sum");
	openmetrics_millionths(&v->out, s->us);
}

static void add_durations(struct view *v)
{
	for (int service = 0; service < SERVICE_COUNT; service++)
		if (has_figures(v, (enum service)service))
			add_histogram(v, (enum service)service);
}

static void add_bytes(struct view *v)
{
	for (int service = 0; service < SERVICE_COUNT; service++)
		if (has_figures(v, (enum service)service)) {
			begin_of(v, (enum service)service, "");
			openmetrics_number(&v->out, v->sum.services[service].bytes);
		}
}

static void add_certificates(struct view *v)
{
	for (size_t i = 0; i < v->of->certificate_count; i++) {
		const struct metric_certificate *c = &v->of->certificates[i];
		begin_of(v, c->service, "");
		openmetrics_label(&v->out, "file", c->file);
		openmetrics_number(&v->out, (uint64_t)(c->until > 0 ? c->until : 0));
	}
}

static void add_subscribers(struct view *v)
{
	struct agent_view agents;
	agent_view_read(&v->shared->agents, &agents);
	for (size_t i = 0; i < agents.n; i++)
		labelled(v, "agent", agents.v[i].name, agents.v[i].count);
}

/* --- the table ---------------------------------------------------------------------------- */

static const struct {
	struct metric_family family;
	void (*add)(struct view *v);
} families[] = {
	{ { "jarchy_build", "", METRIC_INFO, "The version that runs." }, add_build },
	{ { "jarchy_start_time_seconds", "seconds", METRIC_GAUGE, "When this program began, since 1970." },
	    add_start },
	{ { "jarchy_ready", "", METRIC_GAUGE, "Whether /readyz answers 200." }, add_ready },
	{ { "jarchy_workers", "", METRIC_GAUGE,
	      "Processes that answer, those that finish after a reload too." },
	    add_workers },
	{ { "jarchy_process_restarts", "", METRIC_COUNTER, "Processes that ended by themselves." },
	    add_restarts },
	{ { "jarchy_requests", "", METRIC_COUNTER, "Responses, by the status of the protocol." },
	    add_requests },
	{ { "jarchy_request_seconds", "seconds", METRIC_HISTOGRAM,
	      "From the first byte of a request that was read to the last of its response that was "
	      "written." },
	    add_durations },
	{ { "jarchy_connections", "", METRIC_GAUGE, "Connections that are open." }, add_connections },
	{ { "jarchy_connections_accepted", "", METRIC_COUNTER, "Connections that were let in." },
	    add_accepted },
	{ { "jarchy_connections_refused", "", METRIC_COUNTER, "Connections over a limit." }, add_refused },
	{ { "jarchy_cache_hits", "", METRIC_COUNTER, "Responses that were ready." }, add_hits },
	{ { "jarchy_cache_misses", "", METRIC_COUNTER, "Responses that were made." }, add_misses },
	{ { "jarchy_failures", "", METRIC_COUNTER, "Responses that could not be made: the log says why." },
	    add_failures },
	{ { "jarchy_sent_bytes", "bytes", METRIC_COUNTER, "Bytes of responses, before TLS." }, add_bytes },
	{ { "jarchy_items", "", METRIC_GAUGE, "Items that readers see, one in several languages once." },
	    add_items },
	{ { "jarchy_problems", "", METRIC_GAUGE, "What is wrong in the content: see jarchy check." },
	    add_problems },
	{ { "jarchy_published_timestamp_seconds", "seconds", METRIC_GAUGE,
	      "When readers got something new last, since 1970." },
	    add_published },
	{ { "jarchy_feeds_written", "", METRIC_COUNTER, "Files of feeds whose bytes changed." },
	    add_feeds_written },
	{ { "jarchy_certificate_expiry_timestamp_seconds", "seconds", METRIC_GAUGE,
	      "The end of each certificate that is shown, since 1970." },
	    add_certificates },
	{ { "jarchy_websub_pings", "", METRIC_COUNTER, "What became of telling the hub of a feed." },
	    add_pings },
	{ { "jarchy_feed_subscribers", "", METRIC_GAUGE,
	      "Subscribers that feed services name, those of all feeds together." },
	    add_subscribers },
};

void metrics_write(void *arg, bool old, struct buf *out)
{
	const struct metrics *m = arg;
	struct view *v = xcalloc(1, sizeof *v);
	v->of = m;
	v->shared = m->shared;
	shared_sum(m->shared, &v->sum);
	openmetrics_init(&v->out, out, old);
	for (size_t i = 0; i < ARRAY_SIZE(families); i++) {
		openmetrics_family(&v->out, &families[i].family);
		families[i].add(v);
	}
	openmetrics_end(&v->out);
	free(v);
}

void metrics_init(struct metrics *m, const struct config *config, const struct shared *shared,
    const struct serve_identity *identities, size_t n)
{
	*m = (struct metrics){ .config = config, .shared = shared };
	m->certificates = xcalloc(METRIC_CERTIFICATES, sizeof *m->certificates);
	for (size_t i = 0; i < n && m->certificate_count < METRIC_CERTIFICATES; i++) {
		struct metric_certificate *c = &m->certificates[m->certificate_count];
		if (!tls_valid_until(&identities[i], &c->until))
			continue;
		c->service = identities[i].service;
		snprintf(c->file, sizeof c->file, "%s", identities[i].certificate);
		m->certificate_count++;
	}
}

void metrics_release(struct metrics *m)
{
	free(m->certificates);
	m->certificates = NULL;
}
