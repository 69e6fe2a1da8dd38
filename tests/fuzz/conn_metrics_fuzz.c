/* Whole connections of those who watch the server: HTTP of few words, without limits. */
#include "conn_http_fuzz.h"

static void write_figures(void *arg, bool old, struct buf *out)
{
	(void)arg;
	buf_puts(out, old ? "old\n" : "new\n");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct serve_figures figures = { write_figures, NULL };
	if (!world.live)
		world_begin();
	world.memory.speaker.figures = &figures;
	check_conn(SERVICE_METRICS, answered, data, size);
	return 0;
}
