/*
 * read: tells the kinds of documents apart by what is in the zip.
 */
#include "office/read.h"

#include <libxml/parser.h>
#include <string.h>

#include "office/docx.h"
#include "office/odt.h"
#include "office/rels.h"

bool office_is_zip(struct str bytes)
{
	return bytes.n >= 4 && (!memcmp(bytes.p, "PK\3\4", 4) || !memcmp(bytes.p, "PK\5\6", 4));
}

/* What else comes as such a zip, by a part that only it has. */
static const struct {
	const char *part, *say;
} others[] = {
	{ "xl/workbook.xml", MESSAGE("this is a table of Excel: attach it to an item") },
	{ "ppt/presentation.xml", MESSAGE("this is a presentation of PowerPoint: attach it to an item") },
	{ "META-INF/container.xml", MESSAGE("this is an e-book: attach it to an item") },
	{ "Index/Document.iwa", MESSAGE("this is a document of Pages: export it as .docx") },
};

static bool read_main(struct archive *z, struct arena *a, const struct office_options *options,
    struct office *out, struct err *err)
{
	struct rels package;
	if (archive_has(z, "content.xml"))
		return odt_read(z, a, options, out, err);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (archive_has(z, others[i].part))
			return err_message(err, others[i].say);
	if (!rels_read(&package, z, a, "", err))
		return false;
	const char *main = rels_part(&package, "officeDocument");
	rels_release(&package);
	if (!main && archive_has(z, "word/document.xml"))
		main = "word/document.xml";
	if (!main)
		return err_set(
		    err, "this is a zip, but no document of Word or LibreOffice: save it as .docx or .odt");
	return docx_read(z, main, a, options, out, err);
}

bool office_read(struct arena *a, struct str bytes, const struct office_options *options, struct office *out,
    struct err *err)
{
	*out = (struct office){ .title = "", .lang = "", .created = "", .text = STR("") };
	if (bytes.n > OFFICE_MAX)
		return err_set(
		    err, "the document has more than %d MiB: make its pictures smaller", OFFICE_MAX >> 20);
	if (!office_is_zip(bytes))
		return err_set(err, "this is no document of Word or LibreOffice: save it as .docx or .odt");
	xmlInitParser();
	struct archive *z = archive_open(bytes, err);
	bool good = z && read_main(z, a, options, out, err);
	archive_close(z);
	return good;
}
