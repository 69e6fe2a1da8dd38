/*
 * service: the two tables.
 */
#include "content/service.h"

const struct scheme_row schemes[SCHEME_COUNT] = {
	[SCHEME_GEMINI] = { "gemini://", 1965 },
	[SCHEME_GOPHER] = { "gopher://", 70 },
	[SCHEME_HTTP] = { "http://", 80 },
	[SCHEME_SPARTAN] = { "spartan://", 300 },
	[SCHEME_NEX] = { "nex://", 1900 },
};

/* Ports below 1024 are root's, so the site listens above them unless it is told otherwise. */
const struct service_row services[SERVICE_COUNT] = {
	[SERVICE_GEMINI] = { "gemini", SCHEME_GEMINI, 1965, true, SERVICE_GEMINI },
	[SERVICE_GOPHER] = { "gopher", SCHEME_GOPHER, 7070, false, SERVICE_GEMINI },
	[SERVICE_HTTP] = { "http", SCHEME_HTTP, 8080, false, SERVICE_NONE },
	[SERVICE_HTTPS] = { "https", SCHEME_HTTP, 0, true, SERVICE_HTTPS },
	[SERVICE_SPARTAN] = { "spartan", SCHEME_SPARTAN, 0, false, SERVICE_NONE },
	[SERVICE_FINGER] = { "finger", SCHEME_NONE, 0, false, SERVICE_NONE },
	[SERVICE_NEX] = { "nex", SCHEME_NEX, 0, false, SERVICE_NONE },
	[SERVICE_METRICS] = { "metrics", SCHEME_NONE, 0, false, SERVICE_NONE },
};
