/* Whole connections of HTTP. */
#include "conn_http_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_conn(SERVICE_HTTP, answered, data, size);
	return 0;
}
