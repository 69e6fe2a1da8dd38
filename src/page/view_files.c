/*
 * view_files: which file of an item is shown where and as what, told by its type and by what is made of it
 * for readers.
 */
#include "page/view_files.h"

#include <string.h>

#include "base/ascii.h"
#include "content/address.h"
#include "lang/punctuation.h"

/* Bytes of a picture are read quickly on slow lines up to this width. */
enum { MIDDLE_WIDTH = 960 };

static bool is_type(const struct attachment *t, const char *family)
{
	return str_starts(str_of(t->mime), family);
}

/* Copies are made of it, or it moves and is one itself. */
static bool is_picture(const struct attachment *t)
{
	return t->picture.state == PICTURE_READY && t->picture.form != PICTURE_WHOLE;
}

static bool is_decoration(const struct attachment *t)
{
	return is_picture(t) && !t->offered;
}

static bool is_full(const struct attachment *t)
{
	return t->offered && t->picture.full;
}

/* --- what is written beside a link ------------------------------------------------------- */

static void add_part(const struct page *p, struct buf *note)
{
	if (note->len)
		buf_puts(note, p->lang->joints[JOINT_LIST].between);
}

/* "4:05", "1:04:05" */
static void add_length(struct page *p, struct buf *note, int64_t seconds)
{
	int hours = (int)(seconds / 3600), minutes = (int)(seconds / 60 % 60), rest = (int)(seconds % 60);

	add_part(p, note);
	buf_puts(note, hours ? page_digits(&p->arena, p->lang, "%d:%02d:%02d", hours, minutes, rest)
	                     : page_digits(&p->arena, p->lang, "%d:%02d", minutes, rest));
}

/* "PDF, 230 KB", "JPG, 1600×1067", "JPG, 4000×2667, 5 MB", "MP3, 4:05, 5 MB" */
static const char *note_of(
    struct page *p, const char *name, unsigned width, unsigned height, int64_t seconds, int64_t size)
{
	struct str extension = path_extension(str_of(name));
	struct buf note;

	buf_init(&note, 128);
	for (size_t i = 0; i < extension.n; i++)
		buf_add_char(&note, ascii_upper(extension.p[i]));
	if (width && height) {
		add_part(p, &note);
		buf_puts(&note, page_digits(&p->arena, p->lang, "%u×%u", width, height));
	}
	if (seconds)
		add_length(p, &note, seconds);
	if (size >= 0) {
		add_part(p, &note);
		lang_size(p->lang, (uint64_t)size, &note);
	}
	return page_text_take(p, &note);
}

/* Of what is at the file's address. */
static const char *file_note(struct page *p, const struct attachment *t)
{
	unsigned widths[PICTURE_WIDTHS_MAX], width = t->picture.width, height = t->picture.height;

	if (!is_picture(t))
		return note_of(p, t->name, 0, 0, t->seconds, t->size > 0 ? t->size : 0);
	if (picture_mime(&t->picture) && !is_full(t)) {
		width = widths[picture_widths(&t->picture, widths) - 1];
		height = picture_height(&t->picture, width);
	}
	return note_of(p, t->name, width, height, 0, t->size > 0 ? t->size : -1);
}

/* --- figures ------------------------------------------------------------------------------ */

static size_t add_copies(struct arena *a, const struct attachment *t, struct figure_copy **out)
{
	unsigned widths[PICTURE_WIDTHS_MAX];
	const struct picture *p = &t->picture;
	size_t n = picture_mime(p) ? picture_widths(p, widths) : 0;
	struct figure_copy *copies = arena_alloc(a, (n + 1) * sizeof *copies);

	*out = copies;
	for (size_t i = 0; i < n; i++) {
		bool plain = i + 1 == n && !is_full(t);
		copies[i] = (struct figure_copy){ picture_name(a, p, t->base,
			                              plain ? PICTURE_LARGEST : (int)widths[i]),
			widths[i], picture_height(p, widths[i]) };
	}
	if (n)
		return n;
	copies[0] = (struct figure_copy){ t->name, p->width, p->height };
	return 1;
}

/* False: it is nothing that can be shown. */
static bool find_kind(const struct attachment *t, enum figure_kind *out)
{
	if (is_picture(t))
		*out = FIGURE_PICTURE;
	else if (is_type(t, "audio/") || strcmp(t->mime, "application/ogg") == 0)
		*out = FIGURE_SOUND;
	else if (is_type(t, "video/"))
		*out = FIGURE_FILM;
	else
		return false;
	return true;
}

static struct str stem_of(const char *name)
{
	struct str extension = path_extension(str_of(name));

	return str_sub(str_of(name), 0, strlen(name) - (extension.n ? extension.n + 1 : 0));
}

/* "talk.jpg" beside "talk.mp4" is what is seen before it plays. */
static const struct attachment *find_poster(const struct attachments *all, const struct attachment *film)
{
	if (!is_type(film, "video/"))
		return NULL;
	for (size_t i = 0; i < all->n; i++)
		if (is_picture(&all->v[i]) && picture_mime(&all->v[i].picture) &&
		    str_eq(stem_of(all->v[i].file), stem_of(film->file)))
			return &all->v[i];
	return NULL;
}

static void add_poster(struct arena *a, const struct attachment *poster, struct figure *out)
{
	size_t n = add_copies(a, poster, &out->copies);

	while (n > 1 && out->copies[n - 1].width > MIDDLE_WIDTH)
		n--;
	out->copies += n - 1;
	out->n = 1;
}

/* poster: of a film, or NULL. */
static const struct figure *make_figure(struct arena *a, const struct attachment *t, enum figure_kind kind,
    bool captioned, const struct attachment *poster)
{
	struct figure *out = arena_alloc(a, sizeof *out);

	*out = (struct figure){ .kind = kind, .captioned = captioned };
	if (kind == FIGURE_PICTURE)
		out->n = add_copies(a, t, &out->copies);
	if (poster)
		add_poster(a, poster, out);
	return out;
}

/* --- the text ------------------------------------------------------------------------------ */

void files_start(struct arena *a, struct item_files *f)
{
	f->shown = arena_alloc(a, f->all.n + 1);
	f->lead = NULL;
	f->lead_label = NULL;
}

const char *const *files_names(struct arena *a, const struct item_files *f)
{
	const char **names = NULL;
	size_t n = 0;

	if (!f->all.n)
		return NULL;
	for (size_t i = 0; i < f->all.n; i++) {
		*ARENA_PUSH(a, names, n) = f->all.v[i].file;
		if (strcmp(f->all.v[i].name, f->all.v[i].file) != 0)
			*ARENA_PUSH(a, names, n) = f->all.v[i].name;
	}
	*ARENA_PUSH(a, names, n) = NULL;
	return names;
}

/* Another file's own name comes before what is made of one. */
static const struct attachment *find_own(const struct item_files *f, const char *path, const char *target)
{
	const struct attachment *made = NULL;
	size_t n = strlen(path);

	if (strncmp(target, path, n) != 0 || target[n] != '/')
		return NULL;
	for (size_t i = 0; i < f->all.n; i++) {
		if (!strcmp(f->all.v[i].file, target + n + 1))
			return &f->all.v[i];
		if (!made && !strcmp(f->all.v[i].name, target + n + 1))
			made = &f->all.v[i];
	}
	return made;
}

/* What the text calls the file, else what a key does, else its name. True: it is more than the name. */
static bool choose_label(struct link *l, const struct attachment *t)
{
	bool written = !l->unlabelled && strcmp(l->label, t->file) != 0 && strcmp(l->label, t->name) != 0;

	if (!written)
		l->label = t->titled ? t->title : t->name;
	return written || t->titled;
}

static void say_missing(struct page *p, struct block *b, const char *mime)
{
	enum word word = str_starts(str_of(mime), "image/") ? WORD_PICTURE_MISSING : WORD_FILE_MISSING;

	b->type = BLOCK_TEXT;
	b->text = lang_join(&p->arena, p->lang, JOINT_NOTE, b->link.label, p->lang->words[word]);
	b->link = (struct link){ 0 };
}

static void note_shown(struct item_files *f, const struct attachment *t, const char *label)
{
	f->shown[t - f->all.v] = true;
	if (f->lead || !is_picture(t))
		return;
	f->lead = t;
	f->lead_label = label;
}

static void show_figure(struct page *p, struct block *b, const char *path, const struct attachment *t,
    enum figure_kind kind, struct item_files *f)
{
	struct link *l = &b->link;
	bool captioned = choose_label(l, t);
	const struct attachment *poster = find_poster(&f->all, t);
	const char *caption = captioned ? l->label : NULL;

	b->type = BLOCK_FIGURE;
	b->figure = make_figure(&p->arena, t, kind, captioned, poster);
	l->note = file_note(p, t);
	if (kind == FIGURE_PICTURE) {
		const struct figure_copy *last = &b->figure->copies[b->figure->n - 1];
		l->target = arena_printf(&p->arena, "%s/%s", path, last->name);
		l->mime = picture_mime(&t->picture) ? picture_mime(&t->picture) : t->mime;
		l->note = note_of(p, last->name, last->width, last->height, 0, -1);
	}
	note_shown(f, t, caption);
	if (poster)
		note_shown(f, poster, caption);
}

static void show_own(
    struct page *p, struct block *b, const char *path, const struct attachment *t, struct item_files *f)
{
	enum figure_kind kind;

	b->link.target = arena_printf(&p->arena, "%s/%s", path, t->name);
	b->link.mime = t->mime;
	if (attachment_is_served(t) && find_kind(t, &kind)) {
		show_figure(p, b, path, t, kind, f);
		return;
	}
	if (!attachment_is_served(t)) {
		choose_label(&b->link, t);
		say_missing(p, b, t->mime);
	}
}

/* "/{lang}/{project}/{item}/{file}": a file of another item; what is no such path keeps no type. */
static bool show_foreign(const struct view *v, struct page *p, struct block *b, struct err *err)
{
	enum { PARTS = 4 };
	struct str rest = str_of(b->link.target), part[PARTS];
	struct attachment file;
	size_t n = 0;

	while (n < PARTS && path_next(&rest, &part[n]))
		n++;
	if (n < PARTS || rest.n)
		return true;
	struct arena *a = &p->arena;
	int found = catalog_attachment(
	    v->catalog, arena_str(a, part[1]), arena_str(a, part[2]), arena_str(a, part[3]), a, &file, err);
	if (found == 1)
		b->link.mime = file.mime;
	if (found == 1 && !attachment_is_served(&file))
		say_missing(p, b, file.mime);
	return found >= 0;
}

bool files_show(const struct view *v, struct page *p, size_t from, const char *path, struct item_files *f,
    struct err *err)
{
	for (size_t i = from; i < p->block_count; i++) {
		struct block *b = &p->blocks[i];
		if (b->type != BLOCK_LINK || b->link.to != LINK_FILE)
			continue;
		const struct attachment *own = f ? find_own(f, path, b->link.target) : NULL;
		if (own)
			show_own(p, b, path, own, f);
		else if (!show_foreign(v, p, b, err))
			return false;
	}
	return true;
}

/* --- the list ------------------------------------------------------------------------------- */

static struct block *add_file(struct page *p, const char *path, const struct attachment *t)
{
	const char *target = arena_printf(&p->arena, "%s/%s", path, t->name);
	struct link *l = page_link(p, LINK_FILE, target, t->titled ? t->title : t->name);

	l->mime = t->mime;
	l->note = file_note(p, t);
	return &p->blocks[p->block_count - 1];
}

static bool is_listed(const struct item_files *f, size_t i)
{
	const struct attachment *t = &f->all.v[i];

	return attachment_is_served(t) && !(f->shown[i] && is_decoration(t));
}

/* A sound or film that the text does not show is played in the list. */
static bool is_played(const struct item_files *f, size_t i, enum figure_kind *kind)
{
	return is_listed(f, i) && !f->shown[i] && find_kind(&f->all.v[i], kind) && *kind != FIGURE_PICTURE;
}

static void hide_posters(struct item_files *f)
{
	enum figure_kind kind;

	for (size_t i = 0; i < f->all.n; i++) {
		const struct attachment *poster = is_played(f, i, &kind) ? find_poster(&f->all, &f->all.v[i])
		                                                         : NULL;
		if (poster)
			f->shown[poster - f->all.v] = true;
	}
}

void files_list(struct page *p, const char *path, struct item_files *f)
{
	bool any = false;
	enum figure_kind kind;

	hide_posters(f);
	for (size_t i = 0; i < f->all.n; i++) {
		const struct attachment *t = &f->all.v[i];
		if (!is_listed(f, i))
			continue;
		if (!any)
			page_heading(p, 2, p->lang->words[WORD_ATTACHMENTS]);
		any = true;
		struct block *b = add_file(p, path, t);
		if (is_played(f, i, &kind))
			b->figure = make_figure(&p->arena, t, kind, true, find_poster(&f->all, t));
	}
}

void files_list_minor(struct page *p, const char *path, const struct attachments *files)
{
	for (size_t i = 0; i < files->n; i++)
		if (attachment_is_served(&files->v[i]) && !is_decoration(&files->v[i]))
			add_file(p, path, &files->v[i])->level = 1;
}

/* --- where the page is shared ---------------------------------------------------------------- */

/* What other sites can show. */
static bool is_shareable(const struct attachment *t)
{
	return is_picture(t) || (t->picture.state == PICTURE_NONE && is_type(t, "image/") &&
	                            !str_ends(str_of(t->mime), "xml"));
}

struct page_image files_share(struct arena *a, const struct attachment *t)
{
	const char *mime = is_picture(t) ? picture_mime(&t->picture) : NULL;
	struct figure_copy *copies, share = { 0 };
	size_t n;

	if (mime && picture_share(&t->picture, &share.width, &share.height)) {
		share.name = picture_name(a, &t->picture, t->base, PICTURE_SHARE_WIDTH);
	} else {
		n = is_picture(t) ? add_copies(a, t, &copies) : 0;
		share = n ? copies[n - 1] : (struct figure_copy){ .name = t->name };
	}
	return (struct page_image){ share.name, mime ? mime : t->mime, NULL, share.width, share.height };
}

void files_tease(struct arena *a, const char *path, const struct attachments *files, struct teaser *out)
{
	for (size_t i = 0; i < files->n && !out->picture; i++) {
		const struct attachment *t = &files->v[i];
		struct figure_copy *copies;
		if (!is_shareable(t) || !add_copies(a, t, &copies))
			continue;
		out->picture = arena_printf(a, "%s/%s", path, copies[0].name);
		out->width = copies[0].width;
		out->height = copies[0].height;
	}
}

void files_image(struct page *p, const char *path, const struct item_files *f)
{
	const struct attachment *t = f->lead;
	const char *label = f->lead_label;

	for (size_t i = 0; !t && i < f->all.n; i++)
		if (is_shareable(&f->all.v[i])) {
			t = &f->all.v[i];
			label = t->titled ? t->title : NULL;
		}
	if (!t)
		return;
	p->image = files_share(&p->arena, t);
	p->image.path = arena_printf(&p->arena, "%s/%s", path, p->image.path);
	p->image.alt = label ? label : p->title;
}
