/*
 * rule: the one table of rules. Those that need more than one file are applied in catalog/ and daemon/.
 */
#include "content/rule.h"

#include <string.h>

#define E SEVERITY_ERROR
#define W SEVERITY_WARNING

/* clang-format off */
const struct rule content_rules[] = {
	{ "altered",               W, MESSAGE("something in a document of Word or LibreOffice that is in the text in another form") },
	{ "bad-line",              E, MESSAGE("a line of front matter that is not \"key: value\"") },
	{ "bad-link",              W, MESSAGE("a link to something that is no address") },
	{ RULE_PICTURE,            E, MESSAGE("a picture that cannot be read: readers do not get it") },
	{ "bad-value",             E, MESSAGE("a value that its key cannot have: no date, no short name, …") },
	{ "bullet",                W, MESSAGE("a list with \"•\" for a mark instead of \"* \"") },
	{ "conflict-copy",         E, MESSAGE("a copy that a program made of another file: where two people saved it, or it was downloaded twice") },
	{ "conflict-marks",        E, MESSAGE("marks \"<<<<<<<\" of two versions of a text that were put together") },
	{ "control-character",     E, MESSAGE("an invisible control character") },
	{ "damaged-document",      E, MESSAGE("a document of Word or LibreOffice that cannot be read") },
	{ "date-differs",          W, MESSAGE("the key \"date\" names another day than the file's name") },
	{ "dead-link",             W, MESSAGE("a link to a page or file of this site that is not there") },
	{ RULE_DOUBT,              W, MESSAGE("a line \"# check: …\" that an import wrote: a question for a person, until it is taken out") },
	{ "edge-space",            W, MESSAGE("a no-break space at the beginning or end of a line") },
	{ "empty-link",            E, MESSAGE("a link without an address") },
	{ "empty-section",         W, MESSAGE("a last heading with nothing below it") },
	{ "empty-value",           E, MESSAGE("a key without a value") },
	{ "encoding",              E, MESSAGE("bytes that are not UTF-8") },
	{ "event-without-start",   W, MESSAGE("an event that does not say when it begins") },
	{ RULE_FAR_DATE,           W, MESSAGE("an item whose date is over a year ahead") },
	{ "field-code",            W, MESSAGE("an instruction to Word, as HYPERLINK or PAGEREF") },
	{ "file-name",             E, MESSAGE("a file whose name or place fits no rule") },
	{ "file-type",             E, MESSAGE("something that is neither a file nor a folder") },
	{ "folder-name",           E, MESSAGE("a folder whose name or place fits no rule") },
	{ "foreign-markup",        W, MESSAGE("marks of HTML or Markdown in gemtext") },
	{ "future-update",         W, MESSAGE("an `updated` that has not come yet") },
	{ "guessed-title",         W, MESSAGE("a document of Word or LibreOffice without a heading") },
	{ "inside-picture",        W, MESSAGE("a picture within a document of Word or LibreOffice") },
	{ "invisible-character",   W, MESSAGE("a character of no width") },
	{ "language-differs",      W, MESSAGE("front matter of Markdown that names another language than the file's name") },
	{ "large-animation",       W, MESSAGE("an animated GIF over 2 MB") },
	{ "large-film",            W, MESSAGE("a film or sound over 100 MB") },
	{ "large-picture",         W, MESSAGE("a picture over 20 MB") },
	{ "left-out",              W, MESSAGE("keys of other systems that mean nothing here") },
	{ "link",                  E, MESSAGE("a symbolic link that leads nowhere or out of the content") },
	{ "lonely-key",            W, MESSAGE("a key that says nothing without another") },
	{ "long-title",            W, MESSAGE("a title over 67 columns without a short_title") },
	{ "made-draft",            W, MESSAGE("a key of another system by which readers did not see the text") },
	{ "mended-key",            W, MESSAGE("a key in capitals, in another language or with a letter of another keyboard") },
	{ "misplaced-key",         E, MESSAGE("a key of another kind of file, or of events") },
	{ "missing-key",           E, MESSAGE("a file without a title, a project without a name") },
	{ "missing-translation",   W, MESSAGE("an item or project that a language of the site lacks") },
	{ "mixed-script",          W, MESSAGE("a word of Latin and Cyrillic letters that look alike") },
	{ "narrow-picture",        W, MESSAGE("a picture that is narrower than 480 pixels") },
	{ "no-attachment",         W, MESSAGE("a title for a file that is not there") },
	{ "no-caption",            W, MESSAGE("a picture in a text without words that say what it shows") },
	{ "no-id",                 W, MESSAGE("an item without an id: moved and edited at once it is new to readers") },
	{ "no-project",            W, MESSAGE("a project that is named but has no text") },
	{ "no-text",               W, MESSAGE("a folder of files without an index.<language>.gmi") },
	{ "not-published",         W, MESSAGE("something in a document of Word or LibreOffice that is not published") },
	{ "order",                 E, MESSAGE("an end before its beginning") },
	{ "picture-place",         W, MESSAGE("a picture or film that says where it was made; readers do not get that") },
	{ "podcast-cover",         W, MESSAGE("a podcast without a picture that directories take") },
	{ "raw-html",              W, MESSAGE("HTML in Markdown that cannot be shown") },
	{ "repeated-key",          E, MESSAGE("a key that is written twice and may be there once") },
	{ "replacement-character", W, MESSAGE("U+FFFD in the place of a lost letter") },
	{ "same-id",               E, MESSAGE("an id that another file has") },
	{ "same-item",             E, MESSAGE("two files for one text in one language") },
	{ "same-updated",          W, MESSAGE("two items as new as one another") },
	{ RULE_SCHEDULED,          W, MESSAGE("an item that readers do not see before a moment that has not come") },
	{ "scheme-less-link",      W, MESSAGE("a link without \"https://\" or \"mailto:\"") },
	{ "site-icon",             W, MESSAGE("an icon of the site that is small, no square, or only SVG") },
	{ "site-logo",             W, MESSAGE("a logo of the site that is under 96 pixels high") },
	{ "soft-hyphen",           W, MESSAGE("an invisible hyphen within a word") },
	{ "sound-length",          W, MESSAGE("a sound that does not say how long it is") },
	{ "stale-translation",     W, MESSAGE("a translation that is older than the `updated` of another") },
	{ "table-row",             W, MESSAGE("a row of a table with more cells than its header") },
	{ "template",              W, MESSAGE("an instruction to a template in Markdown") },
	{ "too-large",             E, MESSAGE("a text over 1 MiB, over 128 KiB in Markdown") },
	{ "too-many",              E, MESSAGE("more than a hundred problems in one file") },
	{ "unclosed-fence",        E, MESSAGE("a fence \"```\" that does not close") },
	{ "unclosed-front-matter", E, MESSAGE("front matter without its second \"---\"") },
	{ "unknown-key",           E, MESSAGE("a key that is none") },
	{ "unnamed-place",         W, MESSAGE("a place that has no place_name in site.<language>.gmi") },
	{ "unnamed-topic",         W, MESSAGE("a topic that has no topic_name in site.<language>.gmi") },
	{ "unopened-front-matter", E, MESSAGE("keys without a \"---\" above them") },
	{ "unreadable",            E, MESSAGE("a file that may not be read") },
	{ "unused-attachment",     W, MESSAGE("a file that no text gives a title or links to") },
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
