/*
 * test: what every unit test begins with: cmocka, and calls that must go well.
 *
 * The headers of this folder are layers, each on top of the one before: test, folder (base/), documents (content/),
 * catalogue (catalog/), world (page/), feeds (feed/), server (serve/). A test includes the highest one that its module
 * may link.
 */
#ifndef TESTS_UNIT_SUPPORT_TEST_H
#define TESTS_UNIT_SUPPORT_TEST_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#define UNUSED __attribute__((unused))

/* Of a call that must go well; OK prints it when the call does not. */
UNUSED static struct err failure;
#define OK(call)                                                                                             \
	do {                                                                                                 \
		failure.text[0] = 0;                                                                         \
		if (!(call))                                                                                 \
			fail_msg("%s: %s", #call, failure.text);                                             \
	} while (0)

#endif
