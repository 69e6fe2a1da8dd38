/*
 * en: English, in its British spelling.
 */
#include "lang/pack.h"

static const struct pack_dmy dates = {
	.months = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
	    "October", "November", "December" },
	.year_suffix = "",
};

static void day(struct buf *out, const struct civil *d)
{
	pack_dmy_day(&dates, out, d);
}

static void interval(struct buf *out, const struct civil *from, const struct civil *to)
{
	pack_dmy_interval(&dates, out, from, to);
}

static void month(struct buf *out, const struct civil *d)
{
	buf_printf(out, "%s %d", pack_month(dates.months, d), d->year);
}

static void span(
    struct buf *out, const struct civil *from, bool from_hour, const struct civil *to, bool to_hour)
{
	pack_dmy_span(&dates, out, from, from_hour, to, to_hour);
}

static void until_hour(struct buf *out, const struct civil *d)
{
	buf_printf(out, "until %02d:%02d", d->hour, d->minute);
}

static void period(struct buf *out, const struct civil *from, const struct civil *to)
{
	static const struct pack_period closed = { month, "", "" };
	if (!from || !to)
		buf_puts(out, from ? "since " : "until ");
	pack_period_closed(&closed, out, from ? from : to, to ? to : from);
}

/* Cyrillic names inside English text follow the common table. */
static const char *const translit[][2] = {
	{ NULL, NULL },
};

static const char *const stop_words[] = { "a", "an", "and", "at", "by", "for", "from", "how", "in", "is",
	"of", "on", "or", "the", "to", "what", "with", NULL };

static const char *const short_forms[][2] = {
	{ "LSG", "local self-government" },
	{ "DPI", "Development Policy Institute" },
	{ NULL, NULL },
};

const struct lang lang_pack_en = {
	.tag = "en",
	.name = "English",
	.dir = "ltr",
	.locale = "en_US",
	.words = {
	    [WORD_HOME] = "Home",
	    [WORD_MENU] = "Menu",
	    [WORD_BREADCRUMB] = "You are here",
	    [WORD_SUBSCRIBE] = "Subscribe",
	    [WORD_SITEMAP] = "Sitemap",
	    [WORD_THIS_PAGE_ELSEWHERE] = "This page elsewhere",
	    [WORD_PROJECTS] = "Projects",
	    [WORD_RUNNING_PROJECTS] = "Current projects",
	    [WORD_FINISHED_PROJECTS] = "Completed projects",
	    [WORD_NEWEST] = "Latest",
	    [WORD_ARCHIVE] = "Archive",
	    [WORD_EVERY_NEWS] = "All news",
	    [WORD_ALL_ITEMS] = "All items",
	    [WORD_FEEDS] = "Subscribe",
	    [WORD_FEED_OPENED] = "This is a feed: a file for a feed reader, not a page. Copy the address "
				"from the bar of your browser and add it to such an app: the news will "
				"come to you.",
	    [WORD_FEEDS_HELP] = "Read the news in one app, as soon as it is out. It is free. You give "
				"neither a name nor a number.",
	    [WORD_FOLLOW_TAKE] = "1. Take a free app",
	    [WORD_FOLLOW_TAKE_HELP] = "Such an app is called a feed reader. Install the one for your "
				"phone or computer.",
	    [WORD_FOLLOW_COPY] = "2. Copy an address",
	    [WORD_FOLLOW_COPY_HELP] = "Choose what you want to follow. Hold your finger on its address, "
				"then tap “Copy”.",
	    [WORD_FOLLOW_PASTE] = "3. Paste it into the app",
	    [WORD_FOLLOW_PASTE_HELP] = "Open the app. Tap “+” or “Add feed”. Paste the address and "
				"confirm. From now on the news comes by itself.",
	    [WORD_COMPUTER] = "computer",
	    [WORD_FOLLOW_PAGES] = "Pages that you can subscribe to",
	    [WORD_FOLLOW_PAGES_HELP] = "Your program can follow a page by itself: each item is a line "
				"with a date. Open a page of this list and choose “Subscribe” in the menu of "
				"the program.",
	    [WORD_FOLLOW_CHANNELS] = "Other ways to follow us",
	    [WORD_FOLLOW_FORMATS] = "Other formats and protocols",
	    [WORD_FOLLOW_FORMATS_HELP] = "The feed of a project is at the address of its page with "
				"atom.xml at the end. For RSS put rss.xml in the place of atom.xml, for JSON "
				"Feed put feed.json.",
	    [WORD_KINDS_TITLE] = "Kinds of items",
	    [WORD_TOGETHER] = "Several projects in one feed",
	    [WORD_TOGETHER_HELP] = "Mark two or more projects that you want to follow.",
	    [WORD_TOGETHER_NAMES] = "Put the names of your projects into this address, with + between them",
	    [WORD_TOGETHER_SHOW] = "Show their news",
	    [WORD_FOLLOW_PART] = "Only what you need",
	    [WORD_FOLLOW_PROJECT] = "Subscribe to this project",
	    [WORD_ALL_NEWS] = "News of all projects",
	    [WORD_LANGUAGES] = "In other languages",
	    [WORD_ONLY_OTHER] = "Items that exist only in other languages",
	    [WORD_ALSO_IN] = "In other languages",
	    [WORD_ATTACHMENTS] = "Attachments",
	    [WORD_PICTURE_MISSING] = "picture not available",
	    [WORD_FILE_MISSING] = "file not available",
	    [WORD_PASSPORT] = "Project facts",
	    [WORD_TOPIC] = "Topic",
	    [WORD_TOPICS] = "Topics",
	    [WORD_PLACE] = "Place",
	    [WORD_PLACES] = "Places",
	    [WORD_SEARCH] = "Search",
	    [WORD_SEARCH_PROMPT] = "Type the words to look for",
	    [WORD_ASCII] = "for clients without Cyrillic letters",
	    [WORD_SEARCH_NOTHING] = "No results. Try other words.",
	    [WORD_SEARCH_NARROW] = "Narrow the search",
	    [WORD_SEARCH_PROMPT_HELP] = "Type the words to look for, or ? for help",
	    [WORD_SEARCH_MOST] = "No text has all of the words. These have some of them.",
	    [WORD_SEARCH_RESPELT] = "No text has “%s”. Shown instead: %s.",
	    [WORD_SEARCH_UNKNOWN] = "There is no such year, project, kind, topic or place here, so "
				"it was left out of the search.",
	    [WORD_SEARCH_HELP] = "How to search",
	    [WORD_SEARCH_HELP_WORDS] = "all of the words, in any form",
	    [WORD_SEARCH_HELP_PHRASE] = "exactly these words, in this order",
	    [WORD_SEARCH_HELP_WITHOUT] = "without the second word",
	    [WORD_SEARCH_HELP_YEAR] = "this year only",
	    [WORD_SEARCH_HELP_KIND] = "items of this kind only",
	    [WORD_SEARCH_HELP_PROJECT] = "this project only",
	    [WORD_SEARCH_HELP_TOPIC] = "this topic only",
	    [WORD_SEARCH_HELP_PLACE] = "this place only",
	    [WORD_SEARCH_HELP_FORGIVES] = "All of these can be used together. A small mistake does "
				"no harm. Russian and Kyrgyz words can also be typed in Latin letters: "
				"shkola finds школа.",
	    [WORD_YEAR] = "Year",
	    [WORD_PROJECT] = "Project",
	    [WORD_KIND] = "Kind",
	    [WORD_ALL] = "all",
	    [WORD_NEXT_PAGE] = "Next page",
	    [WORD_PREVIOUS_PAGE] = "Previous page",
	    [WORD_OLDER] = "Older",
	    [WORD_NEWER] = "Newer",
	    [WORD_OLDER_AND_NEWER] = "More from this project",
	    [WORD_NOTHING_YET] = "Nothing has been published here yet.",
	    [WORD_UPDATED] = "Updated",
	    [WORD_CORRECTION] = "Correction",
	    [WORD_PUBLISHED] = "Published",
	    [WORD_WHEN] = "When",
	    [WORD_WHERE] = "Where",
	    [WORD_TO_CALENDAR] = "Add to my calendar",
	    [WORD_CANCELLED] = "Cancelled",
	    [WORD_POSTPONED] = "Postponed",
	    [WORD_CANCELLED_TEXT] = "This event has been cancelled.",
	    [WORD_POSTPONED_TEXT] = "This event has been postponed.",
	    [WORD_COMING_EVENTS] = "Upcoming events",
	    [WORD_PAST_EVENTS] = "Past events",
	    [WORD_SHARE] = "Share",
	    [WORD_EMAIL] = "E-mail",
	    [WORD_PAGE_ADDRESS] = "Address of this page",
	    [WORD_LINKS] = "Links",
	    [WORD_NOT_FOUND] = "Page not found",
	    [WORD_NOT_FOUND_HELP] = "There is no such page; it may have moved. Start again from the home "
				"page.",
	    [WORD_GONE] = "This item has been withdrawn",
	    [WORD_REASON] = "Reason",
	    [WORD_BUSY] = "The server is busy. Please try again a little later.",
	    [WORD_BAD_REQUEST] = "Bad request",
	    [WORD_FAILED] = "Something went wrong on the server. Please try again a little later.",
	    [WORD_SKIP_TO_TEXT] = "Skip to the text",
	    [WORD_PREVIEW] = "Preview",
	    [WORD_DRAFTS] = "Drafts",
	    [WORD_DRAFT] = "This is a draft. Only editors see it.",
	    [WORD_SCHEDULED] = "Scheduled",
	    [WORD_EXPIRED] = "Expired",
	    [WORD_PROBLEMS] = "Problems in the files",
	    [WORD_NO_PROBLEMS] = "Nothing is wrong in the files.",
	    [WORD_CERTIFICATE_NEEDED] = "This is for editors. Please show your certificate.",
	    [WORD_CERTIFICATE_UNKNOWN] = "This key is not on the list of editors. Send its fingerprint "
				"to the administrator",
	    [WORD_CERTIFICATE_EARLY] = "Your certificate is not valid yet. Check the clock of your device.",
	    [WORD_CERTIFICATE_EXPIRED] = "Your certificate has expired. Please make a new one.",
	    [WORD_DONOR] = "Donor",
	    [WORD_IMPLEMENTER] = "Implementer",
	    [WORD_PARTNER] = "Partners",
	    [WORD_AREA] = "Area",
	    [WORD_BUDGET] = "Budget",
	    [WORD_PERIOD] = "Period",
	    [WORD_WEBSITE] = "Website",
	    [WORD_CONTACT] = "Contact",
	    [WORD_PREDECESSOR] = "Previous project",
	    [WORD_AUTHOR] = "Author",
	    [WORD_SOURCE] = "Source",
	    [WORD_LICENCE] = "Licence",
	    [WORD_KIND_NEWS] = "News",
	    [WORD_KIND_PRESS_RELEASE] = "Press release",
	    [WORD_KIND_EVENT] = "Event",
	    [WORD_KIND_PRACTICE] = "Best practice",
	    [WORD_KIND_PUBLICATION] = "Publication",
	    [WORD_KINDS_NEWS] = "News",
	    [WORD_KINDS_PRESS_RELEASE] = "Press releases",
	    [WORD_KINDS_EVENT] = "Events",
	    [WORD_KINDS_PRACTICE] = "Best practices",
	    [WORD_KINDS_PUBLICATION] = "Library",
	},
	.plural = pack_plural_one_other,
	.counts = {
	    [COUNT_ITEMS] = { "item", "items" },
	    [COUNT_NEWS] = { "news item", "news items" },
	    [COUNT_PROJECTS] = { "project", "projects" },
	    [COUNT_RESULTS] = { "result", "results" },
	},
	.day = day,
	.interval = interval,
	.month = month,
	.span = span,
	.until_hour = until_hour,
	.period = period,
	.group_mark = ",",
	.decimal_mark = ".",
	.size_units = { "B", "KB", "MB", "GB", "TB" },
	.translit = translit,
	.search = {
	    .script = SCRIPT_LATIN,
	    .snowball = "english",
	    .stop_words = stop_words,
	    .short_forms = short_forms,
	},
};
