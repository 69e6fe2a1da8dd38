/*
 * gopher_place: a path of the site, an address of Gopher or any other address as type, selector, host and
 * port.
 */
#include "page/gopher_place.h"

#include <string.h>

#include "base/uri.h"
#include "content/contact.h"
#include "page/gopher_name.h"
#include "page/render_parts.h"

bool gopher_is_selector(struct str s)
{
	if (s.n > SELECTOR_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 0x7F || strchr("?;#%", s.p[i]))
			return false;
	return true;
}

static void set_selector(struct gopher_place *to, struct str s)
{
	memcpy(to->selector, s.p, s.n);
	to->selector[s.n] = '\0';
}

/* A gopher address (RFC 4266) of the plainest form becomes a line like any other. */
static bool find_gopher(const char *uri, struct gopher_place *to)
{
	struct uri u;
	uint64_t port = 70;

	if (!uri_parse(str_of(uri), &u) || !str_is_nocase(u.scheme, "gopher") || !u.host.n || u.has_query ||
	    u.has_fragment || u.has_userinfo || (u.port.n && !str_to_uint(u.port, UINT16_MAX, &port)))
		return false;
	struct str selector = str_sub(u.path, 2, u.path.n);
	if (!gopher_is_selector(selector) || (u.path.n > 1 && !strchr("0179Ig", u.path.p[1])))
		return false;
	to->type = u.path.n > 1 ? u.path.p[1] : '1';
	to->host = u.host;
	to->port = (unsigned)port;
	set_selector(to, selector);
	return true;
}

/* A "URL:" selector of the whole address; false when it is too long for one. */
static bool find_address(const struct site *site, const struct link *l, struct gopher_place *to)
{
	struct buf selector;

	buf_init(&selector, SELECTOR_MAX);
	buf_puts(&selector, "URL:");
	if (l->to == LINK_OUTSIDE)
		address_add(&selector, l->target);
	else
		site_url(site, SCHEME_HTTP, 'h', l->target, &selector);
	bool ok = !selector.full;
	to->type = 'h';
	set_selector(to, buf_str(&selector));
	buf_release(&selector);
	return ok;
}

bool gopher_selector(const struct site *site, const struct link *l, char out[SELECTOR_MAX + 1])
{
	struct str target = str_of(l->target);
	const char *slash = strrchr(l->target, '/');
	struct buf path;

	buf_init(&path, SELECTOR_MAX);
	if (gopher_is_selector(target) || l->to != LINK_FILE || !slash) {
		buf_add_str(&path, target);
	} else {
		buf_add(&path, l->target, (size_t)(slash - l->target) + 1);
		gopher_name_add(&path, site->langs[0], slash + 1);
	}
	bool ok = !path.full && gopher_is_selector(buf_str(&path));
	memcpy(out, path.data, path.len + 1);
	buf_release(&path);
	return ok;
}

bool gopher_place_find(const struct site *site, const struct link *l, struct gopher_place *out)
{
	struct str target = str_of(l->target);

	out->host = str_of(site->gopher_host);
	out->port = site->ports[SCHEME_GOPHER];
	if (l->to == LINK_OUTSIDE)
		return contact_is_safe(target) && (find_gopher(l->target, out) || find_address(site, l, out));
	if (!gopher_selector(site, l, out->selector))
		return find_address(site, l, out);
	out->type = link_gopher_type(l);
	return true;
}
