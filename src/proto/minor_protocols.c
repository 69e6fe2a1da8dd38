/*
 * minor_protocols: requests of Spartan, Finger and Nex.
 *
 * All three begin with one line; what it contains, and what may follow, each parser tells for itself.
 */
#include "proto/minor_protocols.h"

#include "proto/line.h"

static enum parse_result refuse(struct minor_request *out, const char *why)
{
	out->why = why;
	return PARSE_BAD;
}

/* Takes the line off; PARSE_DONE: it is complete and may be taken apart. */
static enum parse_result take_line(const char *data, size_t len, struct minor_request *out)
{
	struct str line;
	size_t used = 0;
	enum parse_result result = line_take(data, len, MINOR_LINE_MAX, &line, &used);

	if (result == PARSE_MORE)
		return PARSE_MORE;
	*out = (struct minor_request){ .used = used, .line = line };
	if (result == PARSE_BAD)
		return refuse(out, "The request is longer than 1024 bytes");
	const char *fault = line_fault(line, false);
	return fault ? refuse(out, fault) : PARSE_DONE;
}

/*
 * Spartan specification, "Requests":
 *
 *   request    = host SP path-absolute SP content-length CRLF data-block
 *   data-block = *OCTET                             ; content-length of them
 */
enum parse_result spartan_parse(const char *data, size_t len, struct minor_request *out)
{
	struct str rest, length;
	uint64_t n;
	enum parse_result result = take_line(data, len, out);

	if (result != PARSE_DONE)
		return result;
	if (out->used != out->line.n + 2)
		return refuse(out, "The request does not end in CRLF");
	if (!str_cut(out->line, ' ', &out->host, &rest) || !str_cut(rest, ' ', &out->path, &length) ||
	    !out->host.n || !str_starts(out->path, "/") || !str_to_uint(length, UINT32_MAX, &n))
		return refuse(out, "The request is not \"host path length\"");
	if (n > SPARTAN_DATA_MAX)
		return refuse(out, "More than 1024 bytes are not taken in");
	if (len - out->used < n)
		return PARSE_MORE;
	out->data = (struct str){ data + out->used, (size_t)n };
	out->used += (size_t)n;
	return PARSE_DONE;
}

/*
 * RFC 1288 section 2.3, where hosts may be chained:
 *
 *   query = [ "/W" ] [ *SP user ] *( "@" host ) CRLF
 */
enum parse_result finger_parse(const char *data, size_t len, struct minor_request *out)
{
	enum parse_result result = take_line(data, len, out);

	if (result != PARSE_DONE)
		return result;
	struct str user = out->line;
	if (str_starts(user, "/W") || str_starts(user, "/w"))
		user = str_sub(user, 2, user.n);
	out->forwards = str_cut(user, '@', &user, &out->host);
	out->path = str_trim(user);
	return PARSE_DONE;
}

/*
 * Nex specification:
 *
 *   request = path ( CRLF / LF )
 */
enum parse_result nex_parse(const char *data, size_t len, struct minor_request *out)
{
	enum parse_result result = take_line(data, len, out);

	if (result == PARSE_DONE)
		out->path = out->line;
	return result;
}
