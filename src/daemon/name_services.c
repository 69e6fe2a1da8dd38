/*
 * name_services: reads the line of hosts in nsswitch.conf and loads what it names.
 *
 *     line = "hosts:" *( service / "[" conditions "]" )
 *
 * "files" and "dns" are parts of the C library, and loading them is harmless. What cannot be loaded is passed over, as the C
 * library does.
 */
#include "daemon/name_services.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/ascii.h"
#include "base/file.h"

enum { FILE_MAX = 1 << 16 };

static void load(struct str service)
{
	char name[64];
	int n = snprintf(name, sizeof name, "libnss_%.*s.so.2", (int)service.n, service.p);
	/* It stays: the C library finds it by its name. */
	if (n > 0 && (size_t)n < sizeof name)
		dlopen(name, RTLD_LAZY);
}

/* A service's name is letters, digits and "_"; all else separates, and conditions hold none. */
static void load_line(struct str line)
{
	bool condition = false;
	size_t begin = 0;
	for (size_t i = 0; i <= line.n; i++) {
		char c = i < line.n ? line.p[i] : ' ';
		if (ascii_is_alnum(c) || c == '_')
			continue;
		if (!condition && i > begin)
			load(str_sub(line, begin, i));
		condition = c == '[' || (condition && c != ']');
		begin = i + 1;
	}
}

static void load_file(struct str text)
{
	struct str line, comment;
	while (str_next_line(&text, &line)) {
		str_cut(line, '#', &line, &comment);
		line = str_trim(line);
		if (str_starts(line, "hosts:"))
			load_line(str_sub(line, sizeof "hosts:" - 1, line.n));
	}
}

void name_services_load(const char *file)
{
	struct buf text;
	struct err err;
	buf_init(&text, FILE_MAX);
	if (file_read(AT_FDCWD, file, FILE_MAX, &text, &err))
		load_file(buf_str(&text));
	buf_release(&text);
}
