/*
 * rule: the one table of rules. Those that need more than one file are applied in catalog/ and daemon/.
 */
#include "content/rule.h"

#include <string.h>

#define E SEVERITY_ERROR
#define W SEVERITY_WARNING

/* clang-format off */
const struct rule content_rules[] = {
	{ "altered",               W, "something in a document of Word or LibreOffice that is in the text in another form" },
	{ "bad-line",              E, "a line of front matter that is not \"key: value\"" },
	{ "bad-link",              W, "a link to something that is no address" },
	{ "bad-value",             E, "a value that its key cannot have: no date, no short name, …" },
	{ "bullet",                W, "a list with \"•\" for a mark instead of \"* \"" },
	{ "conflict-copy",         E, "a copy that a program made of another file: where two people saved it, or it was downloaded twice" },
	{ "conflict-marks",        E, "marks \"<<<<<<<\" of two versions of a text that were put together" },
	{ "control-character",     E, "an invisible control character" },
	{ "damaged-document",      E, "a document of Word or LibreOffice that cannot be read" },
	{ "date-differs",          W, "the key \"date\" names another day than the file's name" },
	{ "dead-link",             W, "a link to a page or file of this site that is not there" },
	{ RULE_DOUBT,              W, "a line \"# check: …\" that an import wrote: a question for a person, until it is taken out" },
	{ "edge-space",            W, "a no-break space at the beginning or end of a line" },
	{ "empty-link",            E, "a link without an address" },
	{ "empty-section",         W, "a last heading with nothing below it" },
	{ "empty-value",           E, "a key without a value" },
	{ "encoding",              E, "bytes that are not UTF-8" },
	{ "event-without-start",   W, "an event that does not say when it begins" },
	{ RULE_FAR_DATE,           W, "an item whose date is over a year ahead" },
	{ "field-code",            W, "an instruction to Word, as HYPERLINK or PAGEREF" },
	{ "file-name",             E, "a file whose name or place fits no rule" },
	{ "file-type",             E, "something that is neither a file nor a folder" },
	{ "folder-name",           E, "a folder whose name or place fits no rule" },
	{ "foreign-markup",        W, "marks of HTML or Markdown in gemtext" },
	{ "future-update",         W, "an `updated` that has not come yet" },
	{ "guessed-title",         W, "a document of Word or LibreOffice without a heading" },
	{ "inside-picture",        W, "a picture within a document of Word or LibreOffice" },
	{ "invisible-character",   W, "a character of no width" },
	{ "language-differs",      W, "front matter of Markdown that names another language than the file's name" },
	{ "left-out",              W, "keys of other systems that mean nothing here" },
	{ "link",                  E, "a symbolic link that leads nowhere or out of the content" },
	{ "lonely-key",            W, "a key that says nothing without another" },
	{ "long-title",            W, "a title over 67 columns without a short_title" },
	{ "made-draft",            W, "a key of another system by which readers did not see the text" },
	{ "mended-key",            W, "a key in capitals, in another language or with a letter of another keyboard" },
	{ "misplaced-key",         E, "a key of another kind of file, or of events" },
	{ "missing-key",           E, "a file without a title, a project without a name" },
	{ "missing-translation",   W, "an item or project that a language of the site lacks" },
	{ "mixed-script",          W, "a word of Latin and Cyrillic letters that look alike" },
	{ "no-attachment",         W, "a title for a file that is not there" },
	{ "no-id",                 W, "an item without an id: moved and edited at once it is new to readers" },
	{ "no-project",            W, "a project that is named but has no text" },
	{ "no-text",               W, "a folder of files without an index.<language>.gmi" },
	{ "not-published",         W, "something in a document of Word or LibreOffice that is not published" },
	{ "order",                 E, "an end before its beginning" },
	{ "raw-html",              W, "HTML in Markdown that cannot be shown" },
	{ "repeated-key",          E, "a key that is written twice and may be there once" },
	{ "replacement-character", W, "U+FFFD in the place of a lost letter" },
	{ "same-id",               E, "an id that another file has" },
	{ "same-item",             E, "two files for one text in one language" },
	{ "same-updated",          W, "two items as new as one another" },
	{ RULE_SCHEDULED,          W, "an item that readers do not see before a moment that has not come" },
	{ "scheme-less-link",      W, "a link without \"https://\" or \"mailto:\"" },
	{ "soft-hyphen",           W, "an invisible hyphen within a word" },
	{ "stale-translation",     W, "a translation that is older than the `updated` of another" },
	{ "table-row",             W, "a row of a table with more cells than its header" },
	{ "template",              W, "an instruction to a template in Markdown" },
	{ "too-large",             E, "a text over 1 MiB, over 128 KiB in Markdown" },
	{ "too-many",              E, "more than a hundred problems in one file" },
	{ "unclosed-fence",        E, "a fence \"```\" that does not close" },
	{ "unclosed-front-matter", E, "front matter without its second \"---\"" },
	{ "unknown-key",           E, "a key that is none" },
	{ "unnamed-place",         W, "a place that has no place_name in site.<language>.gmi" },
	{ "unnamed-topic",         W, "a topic that has no topic_name in site.<language>.gmi" },
	{ "unopened-front-matter", E, "keys without a \"---\" above them" },
	{ "unreadable",            E, "a file that may not be read" },
	{ "unused-attachment",     W, "a file that no text gives a title or links to" },
	{ NULL,                    E, NULL },
};
/* clang-format on */

const struct rule *rule_find(const char *name)
{
	for (const struct rule *r = content_rules; r->name; r++)
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}
