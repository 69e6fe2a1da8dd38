/* The parts of an .odt, one after the other with lines "%%" between them: the XML, without the zip around it. */
#include "office_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "content.xml", "styles.xml", "meta.xml" };
	struct str parts[ARRAY_SIZE(names)];
	office_fuzz_cut(data, size, parts, ARRAY_SIZE(names));
	if (!parts[1].n)
		parts[1] = STR("<styles/>");
	office_fuzz_parts("p/2023-09-08-x.ru.odt", names, parts, ARRAY_SIZE(names));
	return 0;
}
