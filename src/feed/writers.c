/*
 * writers: the table of them.
 */
#include "feed/writers.h"

feed_write_fn *const feed_writers[FORMAT_COUNT] = {
	[FORMAT_ATOM] = feed_write_atom,
	[FORMAT_RSS] = feed_write_rss,
	[FORMAT_JSON] = feed_write_json,
};
