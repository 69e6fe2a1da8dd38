/* User-Agents that carry a count: every part lies within, is short, and holds nothing that means something elsewhere. */
#include "proto/agent.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_part(struct str part, size_t max, const uint8_t *data, size_t size)
{
	const uint8_t *p = (const uint8_t *)part.p;

	if (part.n > max || (part.n && (p < data || p + part.n > data + size)))
		abort();
	for (size_t i = 0; i < part.n; i++)
		if (p[i] < ' ' || p[i] > '~' || p[i] == '<' || p[i] == '>' || p[i] == '"' || p[i] == '\\')
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct agent a;

	if (!agent_parse((struct str){ (const char *)data, size }, &a))
		return 0;
	check_part(a.name, AGENT_NAME_MAX, data, size);
	check_part(a.id, AGENT_ID_MAX, data, size);
	if (!a.name.n || *a.name.p == ' ' || a.name.p[a.name.n - 1] == ' ' || a.count > 99999999)
		abort();
	return 0;
}
