/*
 * view_error: the pages of answers that are not a success. They need no catalogue, so they can be made
 * when it is broken.
 */
#include "base/ascii.h"
#include "base/path.h"
#include "content/address.h"
#include "lang/word.h"
#include "page/view.h"

enum { GUESS_WORDS = 8, GUESS_BYTES = 200 };

/* The names of files that servers show for a folder say nothing. */
static bool says_nothing(struct str segment)
{
	return str_starts(segment, "index.") || str_starts(segment, "default.") || str_is(segment, "index");
}

/*
 * The last part that says something, without its day and its extension; empty where that is the language
 * alone.
 */
static struct str last_part(const char *path)
{
	struct str rest = str_of(path), segment, last = STR("");

	for (size_t i = 0; path_next(&rest, &segment); i++)
		if (i > 0 && segment.n && !says_nothing(segment))
			last = segment;
	if (address_is_stem(last))
		last = str_sub(last, sizeof "2023-09-08-" - 1, last.n);
	size_t extension = path_extension(last).n;
	return extension && extension < last.n ? str_sub(last, 0, last.n - extension - 1) : last;
}

/*
 * "water forum 2023" of "/ru/water-forum-2023"; "" when the path has no words, and of the preview: its
 * paths have secrets, and each wrong one has the same answer.
 */
static const char *guess(struct page *p, const char *path)
{
	bool is_told = path && !address_is_preview(str_of(path));
	struct str rest = is_told ? last_part(path) : STR(""), word;
	struct buf words;

	buf_init(&words, GUESS_BYTES);
	for (int i = 0; i < GUESS_WORDS && word_next(&rest, &word); i++) {
		size_t end = words.len;
		buf_printf(&words, "%s%.*s", i ? " " : "", STR_ARG(word));
		if (!words.full)
			continue;
		buf_truncate(&words, end);
		break;
	}
	return page_text_take(p, &words);
}

static void add_search(struct page *p, const char *path)
{
	struct search_form *form = arena_alloc(&p->arena, sizeof *form);

	*form = (struct search_form){ .words = guess(p, path) };
	page_link(p, LINK_SEARCH, path_of_page(&p->arena, ADDRESS_SEARCH, p->lang->tag, ""),
	    p->lang->words[WORD_SEARCH_PROMPT]);
	p->blocks[p->block_count - 1].form = form;
}

void view_error(
    const struct lang *lang, enum view_error what, const char *reason, const char *path, struct page *out)
{
	static const enum word titles[] = {
		[ERROR_NOT_FOUND] = WORD_NOT_FOUND,
		[ERROR_GONE] = WORD_GONE,
		[ERROR_BUSY] = WORD_BUSY,
		[ERROR_BAD_REQUEST] = WORD_BAD_REQUEST,
		[ERROR_FAILED] = WORD_FAILED,
	};

	page_init(out, lang, PAGE_MENU, NULL);
	out->title = lang->words[titles[what]];
	if (what == ERROR_NOT_FOUND)
		page_add(out, BLOCK_TEXT, lang->words[WORD_NOT_FOUND_HELP]);
	if (reason && *reason)
		page_fact(out, lang->words[WORD_REASON], arena_strdup(&out->arena, reason));
	if (what == ERROR_NOT_FOUND || what == ERROR_GONE)
		add_search(out, path);
	page_link(out, LINK_MENU, path_of(&out->arena, lang->tag, "", ""), lang->words[WORD_HOME]);
}

enum view_result view_gone(const struct view *v, struct page *out, struct err *err)
{
	(void)err;
	view_error(v->lang, ERROR_GONE, NULL, v->path, out);
	return VIEW_GONE;
}
