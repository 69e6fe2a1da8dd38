/*
 * host_name: the faults of base/host.h in the words of editors.
 */
#include "content/host_name.h"

#include "base/uri.h"
#include "content/contact.h"
#include "content/fields.h"

bool host_name_check(struct str uri, struct str written, struct err *err)
{
	struct str shown = problem_quoted(written);
	switch (uri_host_fault(uri)) {
	case HOST_EMPTY_LABEL:
		return err_set(err,
		    "\"%.*s\": there is nothing between two dots of the host's name: copy it again from the "
		    "browser",
		    STR_ARG(shown));
	case HOST_LONG_LABEL:
		return err_set(err,
		    "\"%.*s\": a part of the host's name is longer than 63 characters in ASCII: copy it "
		    "again "
		    "from the browser",
		    STR_ARG(shown));
	case HOST_LONG:
		return err_set(err,
		    "\"%.*s\": the host's name is longer than 253 characters in ASCII: copy it again from "
		    "the "
		    "browser",
		    STR_ARG(shown));
	case HOST_HYPHEN:
		return err_set(err,
		    "\"%.*s\": a part of the host's name begins or ends with a hyphen, or has two of them "
		    "after its second letter: copy it again from the browser",
		    STR_ARG(shown));
	case HOST_CODE:
		return err_set(err,
		    "\"%.*s\": a part of the host's name begins with \"xn--\" and is the code of no name: "
		    "copy "
		    "it again from the browser",
		    STR_ARG(shown));
	case HOST_CHARACTER:
		return err_set(err,
		    "\"%.*s\": the host's name has a character that no name may have, maybe one that is not "
		    "seen: type it again",
		    STR_ARG(shown));
	case HOST_GOOD:
	case HOST_FAULT_COUNT:
		break;
	}
	return true;
}

/* What the text leads to; also what is no link because of its host. */
static bool check_text(struct arena *a, struct str text, struct err *err)
{
	struct contacts found;
	contact_find(a, text, &found);
	if (found.bad)
		return host_name_check(str_of(found.bad), str_of(found.bad), err);
	for (size_t i = 0; i < found.n; i++)
		if (!host_name_check(str_of(found.v[i].uri), str_of(found.v[i].text), err))
			return false;
	return true;
}

void host_name_check_values(struct source *s)
{
	const struct document *d = s->doc;
	struct err err;
	for (size_t i = 0; i < d->value_count; i++)
		if (!check_text(&s->doc->arena, str_of(d->values[i].text), &err)) {
			err_prefix(&err, "%s", d->values[i].key);
			source_report_message(
			    s, SEVERITY_WARNING, d->values[i].line, 0, "bad-link", err.message);
		}
}
