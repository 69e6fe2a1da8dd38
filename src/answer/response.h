/*
 * response: what is asked for, and what is answered, before a protocol makes bytes of it.
 */
#ifndef JARCHY_ANSWER_RESPONSE_H
#define JARCHY_ANSWER_RESPONSE_H

#include "answer/catalog_handle.h"
#include "base/arena.h"
#include "base/buf.h"

enum { RESPONSE_MAX = 16 << 20 }; /* bytes of a body held in memory; a larger feed is streamed */

/*
 * Processor time that the queries of an answer may take together, in microseconds: of a search, which
 * anybody can make as dear as the words allow, and of what is made once for all readers and then kept.
 */
enum { SEARCH_US_MAX = 250000, ANSWER_US_MAX = 2000000 };

enum { BUSY_SECONDS = 30 }; /* after which a client that is over the limits may try again */

enum response_status {
	RESPONSE_OK,
	RESPONSE_INPUT, /* Gemini: ask for the words to search for */
	RESPONSE_MOVED, /* permanently: location */
	RESPONSE_MISSING,
	RESPONSE_GONE,
	RESPONSE_BAD,
	RESPONSE_BUSY,
	RESPONSE_FAILED, /* our fault; logged */
	RESPONSE_STATUSES
};

enum response_kind { RESPONSE_PAGE, RESPONSE_FEED, RESPONSE_FILE, RESPONSE_TEXT, RESPONSE_HEALTH };

/* Which addresses that moved are answered with what they lead to, not with a redirect. */
enum response_follow { FOLLOW_NONE, FOLLOW_FEEDS, FOLLOW_ALL };

/* What is asked for, and how. */
struct request {
	enum scheme scheme;
	enum response_follow follow;
	/*
	 * The site's languages in the reader's order (NULL-terminated, or NULL): for the choice of
	 * language, and for errors at paths that name none.
	 */
	const struct lang *const *preferred;
	bool editor; /* may see what is not public */
	/*
	 * What the paths of the preview begin with for this editor in place of ADDRESS_PREVIEW_TREE;
	 * NULL: with that.
	 */
	const char *tree;
	struct str path;  /* normalised */
	struct str query; /* of a search, decoded: any bytes; empty: none */
	struct str form;  /* of HTTP: the whole query as it came, "name=value" pairs; empty: none */
};

struct response {
	enum response_status status;
	enum response_kind kind;
	const struct lang *lang; /* of the page or of words for an error; never NULL */
	struct buf langs;        /* of a page, the tags of all that its text is in: page_langs */
	unsigned media;          /* of a page: what it loads (page_media) */
	const char *mime;        /* without parameters */
	bool utf8;               /* of a file: a text whose bytes are UTF-8 */
	const char *name;        /* of an attachment, else NULL */
	const char *self;   /* of a feed that has several addresses: the path of the one to use, else NULL */
	bool as_it_is;      /* of static/: a browser shows it, whatever it is */
	struct arena arena; /* owns what is said of an attachment */
	bool ascii;         /* of the tree of transliterated pages */
	bool no_store;      /* must not be kept: of a search, or true only now */
	bool secret;    /* for one reader only, who has a secret address: nothing of it may stay anywhere */
	bool archive;   /* a feed's page of history that gets no further item */
	bool announced; /* a feed that is subscribed to, and that a WebSub hub is told of */
	bool counted;   /* a feed of few, whose subscribers are counted */
	bool varies_by_language; /* other preferred languages give another answer */
	char gopher_type;        /* '0', '1', or by the file's type */
	struct buf body;         /* … ; over HTTP also the page of a view that found nothing */
	int fd;                  /* … or the open file instead, else -1; answer_release closes it */
	int source;              /* the open file that a body in memory was read from, else -1; likewise */
	uint64_t size;           /* of the file */
	int64_t mtime_ns;        /* of a file or feed */
	/* of an attachment: what its entity tag says of its bytes, in the arena; NULL: size and time */
	const char *tag;
	int64_t modified; /* of a file or feed in seconds, perhaps in the future; else INSTANT_NONE */
	char *location;   /* of RESPONSE_MOVED: a path of the site */
	bool keeps_query; /* … to which the query goes on: only the slash at the end differed */
};

#endif
