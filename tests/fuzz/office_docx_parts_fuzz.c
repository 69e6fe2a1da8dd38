/* The parts of a .docx, one after the other with lines "%%" between them: the XML, without the zip around it. */
#include "office_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "word/document.xml", "word/styles.xml", "word/numbering.xml",
		"word/footnotes.xml", "word/_rels/document.xml.rels", "docProps/core.xml", "_rels/.rels" };
	struct str parts[ARRAY_SIZE(names)];
	office_fuzz_cut(data, size, parts, ARRAY_SIZE(names) - 1);
	parts[ARRAY_SIZE(names) - 1] = STR(
	    "<R><Relationship Id='1' Type='/officeDocument' Target='word/document.xml'/>"
	    "<Relationship Id='2' Type='/core-properties' Target='docProps/core.xml'/></R>");
	office_fuzz_parts("p/2023-09-08-x.ru.docx", names, parts, ARRAY_SIZE(names));
	return 0;
}
