/*
 * pdf: a table of functions of libpoppler-glib.so.8, found by name.
 *
 * libvips depends on this library (its module for PDF), so it is there where pictures are made; poppler-cpp
 * and the programs of poppler-utils would be further packages. The prototypes are written here from the
 * headers of Poppler 22.12 (Debian 12) and 25.03 (Debian 13), where they are the same. Words are taken
 * without drawing: no font is looked for. Tables of Chinese, Japanese and Korean letters (poppler-data)
 * cannot be read in the sandbox: of a PDF that names one without having it, these letters are left out.
 */
#include "extract/pdf.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memfile.h"

#define LIBRARY "libpoppler-glib.so.8"

struct document;
struct page;
struct error;

static struct {
	struct document *(*document_new_from_fd)(int fd, const char *password, struct error **error);
	int (*document_get_n_pages)(struct document *);
	struct page *(*document_get_page)(struct document *, int index);
	char *(*page_get_text)(struct page *);
	/* GLib's, which comes with it. */
	void (*object_unref)(void *);
	void (*error_free)(struct error *);
	void (*free)(void *);
	void *(*log_set_default_handler)(void (*f)(const char *, int, const char *, void *), void *data);
	bool loaded;
} poppler;

#define NAMED(member, symbol)                                                                                \
	{                                                                                                    \
		(void **)&poppler.member, symbol                                                             \
	}
static const struct {
	void **at;
	const char *name;
} functions[] = {
	NAMED(document_new_from_fd, "poppler_document_new_from_fd"),
	NAMED(document_get_n_pages, "poppler_document_get_n_pages"),
	NAMED(document_get_page, "poppler_document_get_page"),
	NAMED(page_get_text, "poppler_page_get_text"),
	NAMED(object_unref, "g_object_unref"),
	NAMED(error_free, "g_error_free"),
	NAMED(free, "g_free"),
	NAMED(log_set_default_handler, "g_log_set_default_handler"),
};

/* --- loading -------------------------------------------------------------------------------- */

static bool find_functions(void *library, struct err *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++) {
		void *found = dlsym(library, functions[i].name);
		if (!found)
			return err_set(err, "Poppler is too old: it has no %s", functions[i].name);
		memcpy(functions[i].at, &found, sizeof found);
	}
	return true;
}

/* What it says about hostile files could fill a log. */
static void stay_silent(const char *domain, int level, const char *text, void *data)
{
	(void)domain, (void)level, (void)text, (void)data;
}

/* Once all that is done with a PDF: what is loaded when it is used first is loaded now. */
static void warm_up(void)
{
	enum { WORDS = 1000 };
	static const char pdf[] =
	    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
	    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
	    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
	    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
	    "4 0 obj<</Length 33>>stream\nBT /F 9 Tf 9 9 Td (A word) Tj ET \nendstream endobj\n"
	    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n";
	struct memfile file;
	struct err ignored;
	struct buf text;
	struct paragraphs p;

	if (!memfile_new(&file, "pdf", sizeof pdf - 1, MEMFILE_OWN, &ignored))
		return;
	memcpy(file.bytes, pdf, sizeof pdf - 1);
	buf_init(&text, 2 * WORDS);
	paragraphs_init(&p, &text, WORDS);
	pdf_read(file.fd, &p);
	buf_release(&text);
	memfile_release(&file);
}

bool pdf_load(struct err *err)
{
	if (poppler.loaded)
		return true;
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		return err_set(err,
		    "Poppler is not there: install the package libpoppler-glib8 (Debian 12) or "
		    "libpoppler-glib8t64 (Debian 13): %s",
		    dlerror());
	if (!find_functions(library, err))
		return false;
	poppler.log_set_default_handler(stay_silent, NULL);
	poppler.loaded = true;
	warm_up();
	return true;
}

bool pdf_is_loaded(void)
{
	return poppler.loaded;
}

/* --- reading -------------------------------------------------------------------------------- */

/* A file is read as it is asked for, by a descriptor that the document owns. */
static struct document *open_document(int fd)
{
	struct error *error = NULL;
	struct stat st;
	int own = -1;

	if (fstat(fd, &st) == 0 && st.st_size <= PDF_BYTES_MAX)
		own = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	if (own < 0)
		return NULL;
	struct document *d = poppler.document_new_from_fd(own, NULL, &error);
	if (error)
		poppler.error_free(error);
	return d;
}

static void read_page(struct document *d, int index, struct paragraphs *out)
{
	struct page *page = poppler.document_get_page(d, index);
	char *text = page ? poppler.page_get_text(page) : NULL;
	struct str rest = str_of(text ? text : ""), line;

	while (rest.n && !out->full) {
		str_cut(rest, '\n', &line, &rest);
		paragraphs_add_line(out, line);
	}
	paragraphs_end(out);
	if (text)
		poppler.free(text);
	if (page)
		poppler.object_unref(page);
}

void pdf_read(int fd, struct paragraphs *out)
{
	struct document *d = poppler.loaded ? open_document(fd) : NULL;

	if (!d)
		return;
	int pages = poppler.document_get_n_pages(d);
	for (int i = 0; i < pages && i < PDF_PAGES_MAX && !out->full; i++)
		read_page(d, i, out);
	poppler.object_unref(d);
}
