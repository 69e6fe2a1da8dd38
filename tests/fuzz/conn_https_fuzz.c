/* Whole connections of HTTPS. */
#include "conn_http_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_conn(SERVICE_HTTPS, answered, data, size);
	return 0;
}
