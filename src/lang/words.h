/*
 * words: the list of the words and phrases that a language pack gives, one row each.
 *
 *   X(NAME, what it is for)
 *
 * NAME makes WORD_NAME of language.h, and the key "name" of a pack; what it is for is told to those who
 * translate. Headings and labels have no colon: the code that prints a value after a label adds it.
 * Sentences end in a full stop. The kinds come last, in the order of enum item_kind: of one item, then
 * the heading of a list of them.
 */
#ifndef JARCHY_LANG_WORDS_H
#define JARCHY_LANG_WORDS_H

/* clang-format off */
#define LANG_WORDS(X) \
	X(HOME, "link: the home page") \
	X(MENU, "aria label of the main navigation") \
	X(BREADCRUMB, "aria label of the way back") \
	X(SUBSCRIBE, "in the menu: the page that explains how") \
	X(SITEMAP, "link: every address of the site, for machines") \
	X(THIS_PAGE_ELSEWHERE, "aria label of links to it in other protocols") \
	X(PROJECTS, "heading and link") \
	X(RUNNING_PROJECTS, "heading") \
	X(FINISHED_PROJECTS, "heading") \
	X(NEWEST, "heading: newest items") \
	X(ARCHIVE, "heading and link: everything by year") \
	X(EVERY_NEWS, "link at the end of the newest: the archive") \
	X(ALL_ITEMS, "link at the end of a short listing") \
	X(FEEDS, "heading and link: feeds, subscribing") \
	X(FEED_OPENED, "for those who open a feed in a browser: what it is, and what to do with it") \
	X(FEEDS_HELP, "first words of the page that explains how: what it is good for") \
	X(FOLLOW_TAKE, "first of three steps: heading") \
	X(FOLLOW_TAKE_HELP, "its sentences") \
	X(FOLLOW_COPY, "second step: heading") \
	X(FOLLOW_COPY_HELP, "its sentences") \
	X(FOLLOW_PASTE, "third step: heading") \
	X(FOLLOW_PASTE_HELP, "its sentences") \
	X(COMPUTER, "what a program is for, after its name") \
	X(FOLLOW_PAGES, "heading: where clients can subscribe to pages") \
	X(FOLLOW_PAGES_HELP, "its sentences") \
	X(FOLLOW_CHANNELS, "heading of what the site has elsewhere") \
	X(FOLLOW_FORMATS, "heading of what only some look for") \
	X(FOLLOW_FORMATS_HELP, "its sentences") \
	X(KINDS_TITLE, "heading and link: items by their kind") \
	X(TOGETHER, "heading and link: several projects in one feed") \
	X(TOGETHER_HELP, "above a form") \
	X(TOGETHER_NAMES, "where there are no forms, above such an address and the names") \
	X(TOGETHER_SHOW, "on the button") \
	X(FOLLOW_PART, "heading: feeds of a part of the news") \
	X(FOLLOW_PROJECT, "link to that page from an item") \
	X(ALL_NEWS, "title of the feed of all projects") \
	X(LANGUAGES, "heading: in other languages") \
	X(ONLY_OTHER, "link: what exists only in other languages") \
	X(ALSO_IN, "before the names of languages: \"In other languages\"") \
	X(ATTACHMENTS, "heading of the files beside a text") \
	X(PICTURE_MISSING, "after its caption, where it cannot be shown") \
	X(FILE_MISSING, "the same of a film, sound or document") \
	X(PASSPORT, "heading of a project's facts") \
	X(TOPIC, "label before the only one") \
	X(TOPICS, "heading and link") \
	X(PLACE, "label before the only one") \
	X(PLACES, "heading and link") \
	X(SEARCH, "heading, link, and on the button") \
	X(SEARCH_PROMPT, "what to type") \
	X(ASCII, "of the pages in Latin letters, for clients without Cyrillic ones") \
	X(SEARCH_PROMPT_HELP, "the same where only one line is shown: \"?\" leads to the help") \
	X(SEARCH_NOTHING, "nothing was found") \
	X(SEARCH_MOST, "nothing has all of the words, and this is what has some of them") \
	X(SEARCH_RESPELT, "what none has, {typed} so; what is {shown} instead") \
	X(SEARCH_NARROW, "heading of links to the same search in one year, project, kind") \
	X(SEARCH_UNKNOWN, "one sentence: what it was narrowed to does not exist, and is left out") \
	X(SEARCH_HELP, "heading of the examples") \
	X(SEARCH_HELP_WORDS, "after an example, what it finds") \
	X(SEARCH_HELP_PHRASE, "of words in quotation marks") \
	X(SEARCH_HELP_WITHOUT, "of a word with a minus before it") \
	X(SEARCH_HELP_YEAR, "of year:2020") \
	X(SEARCH_HELP_KIND, "of kind:event") \
	X(SEARCH_HELP_PROJECT, "of project:name") \
	X(SEARCH_HELP_TOPIC, "of topic:name") \
	X(SEARCH_HELP_PLACE, "of place:name") \
	X(SEARCH_HELP_FORGIVES, "what a search forgives: small mistakes, another alphabet") \
	X(YEAR, "label, of a choice") \
	X(PROJECT, "label, of a choice") \
	X(KIND, "label, of a choice") \
	X(ALL, "a value of each of these three: whatever it is") \
	X(NEXT_PAGE, "link") \
	X(PREVIOUS_PAGE, "link") \
	X(OLDER, "before the title of the item before this one") \
	X(NEWER, "before the title of the item after this one") \
	X(OLDER_AND_NEWER, "what these two are") \
	X(NOTHING_YET, "an empty listing") \
	X(UPDATED, "label before a date") \
	X(CORRECTION, "label: what was wrong before") \
	X(PUBLISHED, "label before a date") \
	X(WHEN, "of an event: label") \
	X(WHERE, "of an event: label") \
	X(TO_CALENDAR, "link to the calendar of this event alone: into the reader's own") \
	X(CANCELLED, "of an event, before its title: \"Cancelled: …\"") \
	X(POSTPONED, "of an event, before its title") \
	X(CANCELLED_TEXT, "one sentence on its page") \
	X(POSTPONED_TEXT, "one sentence on its page") \
	X(COMING_EVENTS, "heading") \
	X(PAST_EVENTS, "heading") \
	X(SHARE, "heading of the ways to send a page to others") \
	X(EMAIL, "one of them") \
	X(PAGE_ADDRESS, "label before it, to be copied") \
	X(LINKS, "heading of the numbered addresses under a text") \
	X(NOT_FOUND, "title of the page that says so") \
	X(NOT_FOUND_HELP, "one sentence, leads to the home page") \
	X(GONE, "of an item that was withdrawn") \
	X(REASON, "label: why it was withdrawn") \
	X(BUSY, "try again later") \
	X(BAD_REQUEST, "of a request that no client sends") \
	X(FAILED, "our fault") \
	X(SKIP_TO_TEXT, "for screen readers") \
	X(PREVIEW, "page of what is not public yet, for editors") \
	X(DRAFTS, "heading of texts that are not finished") \
	X(DRAFT, "one sentence on top of a draft") \
	X(SCHEDULED, "heading, and label before when readers will see it") \
	X(EXPIRED, "heading, and label before since when they do not") \
	X(PROBLEMS, "what is wrong in the content files") \
	X(NO_PROBLEMS, "instead of these") \
	X(CERTIFICATE_NEEDED, "to see what is for editors; these four fit into an answer of Gemini") \
	X(CERTIFICATE_UNKNOWN, "before the fingerprint of its key") \
	X(CERTIFICATE_EARLY, "not valid yet") \
	X(CERTIFICATE_EXPIRED, "no longer valid") \
	X(DONOR, "label of a project: who pays") \
	X(IMPLEMENTER, "label: who does the work") \
	X(PARTNER, "label: who helps") \
	X(AREA, "label: where it works") \
	X(BUDGET, "label: what it costs") \
	X(PERIOD, "label: from when to when") \
	X(WEBSITE, "label") \
	X(CONTACT, "label: telephone, e-mail") \
	X(PREDECESSOR, "label: the project before it") \
	X(AUTHOR, "label of a text") \
	X(SOURCE, "label: where a text comes from") \
	X(LICENCE, "label: what may be done with a text") \
	X(KIND_NEWS, "one item: news") \
	X(KIND_PRESS_RELEASE, "one item: a press release") \
	X(KIND_EVENT, "one item: an event") \
	X(KIND_PRACTICE, "one item: good practice") \
	X(KIND_PUBLICATION, "one item: a book, report or the like") \
	X(KINDS_NEWS, "heading of a list of them") \
	X(KINDS_PRESS_RELEASE, "heading of a list of them") \
	X(KINDS_EVENT, "heading of a list of them") \
	X(KINDS_PRACTICE, "heading of a list of them") \
	X(KINDS_PUBLICATION, "heading of a list of them: the library")
/* clang-format on */

#endif
