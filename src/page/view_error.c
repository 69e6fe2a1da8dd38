/*
 * view_error: the pages of answers that are not a success. They need no catalogue, so they can be made when it is
 * broken.
 */
#include "content/address.h"
#include "page/view.h"

void view_error(const struct site *site, const struct lang *lang, enum view_error what, const char *reason,
    struct page *out)
{
	static const enum word titles[] = {
		[ERROR_NOT_FOUND] = WORD_NOT_FOUND,
		[ERROR_GONE] = WORD_GONE,
		[ERROR_BUSY] = WORD_BUSY,
		[ERROR_BAD_REQUEST] = WORD_BAD_REQUEST,
		[ERROR_FAILED] = WORD_FAILED,
	};

	(void)site;
	page_init(out, lang, PAGE_MENU, NULL);
	out->title = lang->words[titles[what]];
	if (what == ERROR_NOT_FOUND)
		page_add(out, BLOCK_TEXT, lang->words[WORD_NOT_FOUND_HELP]);
	if (reason && *reason)
		page_fact(out, lang->words[WORD_REASON], arena_strdup(&out->arena, reason));
	page_link(out, LINK_MENU, path_of(&out->arena, lang->tag, "", ""), lang->words[WORD_HOME]);
}
