/*
 * office: what a document of a word processor (.docx, .odt) is as gemtext.
 *
 * Only what a reader of the printed page would see is taken: no
 * comments, no deleted or hidden text, no names of users, no paths of their disks. What was left out or altered is a note.
 */
#ifndef JARCHY_OFFICE_OFFICE_H
#define JARCHY_OFFICE_OFFICE_H

#include "base/arena.h"

enum office_note_kind {
	OFFICE_PICTURE,  /* a picture within the document */
	OFFICE_LEFT_OUT, /* something has no place in a text */
	OFFICE_ALTERED,  /* something is in the text in another form */
	OFFICE_GUESSED,  /* the document does not say it */
};

struct office_note {
	enum office_note_kind kind;
	int paragraph;       /* 1…, of those that have text; 0: the document as a whole */
	const char *message; /* base/message.h */
};

/* A row "key, value" of the table at the head, or a property of the document. */
struct office_pair {
	const char *key, *value;
	int paragraph; /* 0: a property */
};

struct office_picture {
	const char *name; /* "picture-1.png" */
	const char *text; /* its alternative text, "" when there is none */
	struct str bytes; /* empty unless asked for */
	int paragraph;
};

struct office {
	const char *title; /* "" when there is none; it is not in the text then */
	int title_paragraph;
	size_t above;    /* lines of the text that were above the title */
	struct str text; /* canonical gemtext, NUL-terminated */
	int *lines;      /* for each of its lines the paragraph that it came from */
	size_t line_count;
	const char *lang;    /* the language that most of the text is marked with; "" when none is */
	const char *created; /* when the document was, as "2026-11-20T09:00:00Z"; "" when it does not say */
	bool draft;          /* its properties say that it is one */
	struct office_pair *pairs;
	size_t pair_count;
	struct office_picture *pictures;
	size_t picture_count;
	struct office_note *notes;
	size_t note_count;
};

struct office_options {
	bool (*is_key)(struct str word);      /* whether a row of the table at the head is one of keys */
	bool (*is_property)(struct str word); /* whether a property of this name is a key */
	bool (*is_title)(struct str line);    /* whether a line can be the title where no heading is */
	bool pictures;                        /* they are wanted: with links in the text, and their bytes */
};

#endif
