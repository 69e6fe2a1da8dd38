"""One dummy of each kind that src/README.md says how to add, put into a copy of the source by exactly those edits.

ADDITIONS is read by tests/structure/adding_test.py, which also holds the table of src/README.md to it. All are built
together, once for all tests of a run.
"""

import functools
import os
import re
import shutil
import subprocess
import tempfile

from support.site import ROOT

# (file, a line of it as a regular expression, what is put after that line)
ROW, NEW = "row", "new"


def row(path, after, text):
    return (ROW, path, after, text)


def new(path, text):
    return (NEW, path, None, text)


with open(os.path.join(ROOT, "tests", "lang", "qaa.lang"), encoding="utf-8") as f:
    PACK = f.read()

VIEW_MONTHS = """/* view_months: a listing for the test. */
#include "page/view_frame.h"

enum view_result view_months(const struct view *v, struct page *out, struct err *err)
{
	if (!frame_begin(v, PAGE_MENU, out, NULL, err))
		return frame_fail(v, out);
	out->title = "Months";
	return VIEW_OK;
}
"""

FORMAT_TEXT = """/* format_text: a feed format for the test. */
#include "feed/format.h"

void feed_write_text(const struct feed *f, const char *self, struct buf *out)
{
	buf_printf(out, "%s\\n%s\\n", self, f->title);
	for (size_t i = 0; i < f->entry_count; i++)
		buf_printf(out, "* %s\\n", f->entries[i].title);
}
"""

RENDER_ECHO = """/* render_echo: a renderer for the test. */
#include "page/render.h"

void render_echo(const struct page *p, const struct site *s, struct buf *out)
{
	(void)s;
	buf_printf(out, "echo of %s\\n", p->title);
}
"""

ECHO_H = """#ifndef JARCHY_PROTO_ECHO_H
#define JARCHY_PROTO_ECHO_H

#include "proto/proto.h"
#include "base/str.h"

/* path LF */
enum parse_result echo_parse(const char *data, size_t len, struct str *path);

#endif
"""
ECHO_C = """/* echo: a parser for the test. */
#include "proto/echo.h"

#include <string.h>

enum parse_result echo_parse(const char *data, size_t len, struct str *path)
{
	const char *end = len ? memchr(data, '\\n', len) : NULL;
	*path = (struct str){ data, end ? (size_t)(end - data) : len };
	return end ? PARSE_DONE : PARSE_MORE;
}
"""
SPEAK_ECHO = """/* speak_echo: a speaker for the test. */
#include "answer/answer.h"
#include "proto/echo.h"
#include "serve/exchange.h"

static enum request_result handle_echo(struct exchange *x)
{
	struct str in = exchange_input(x), path;
	struct response a;
	if (echo_parse(in.p, in.n, &path) == PARSE_MORE)
		return REQUEST_MORE;
	exchange_used(x, in.n);
	speaker_refresh(x->speaker);
	answer_make(&x->speaker->handle, &(struct request){ .scheme = SCHEME_ECHO, .path = path }, &a);
	buf_add_str(send_queue_text(&x->out), buf_str(&a.body));
	send_queue_text_end(&x->out);
	exchange_log(x, "ok", a.body.len, path, (struct str){ NULL, 0 });
	answer_release(&a);
	return REQUEST_LAST;
}

const struct protocol echo_protocol = { .name = "echo", .held = 1024, .lingers = true, .handle_request = handle_echo };
"""

ADDITIONS = {
    "a language": [new("src/lang/packs/qaa.lang", PACK)],
    "a front-matter key": [
        row("src/content/key.c", r'\t    MESSAGE\("the project\'s own site"\)', '\t{ "emblem", OF_PROJECT, ONCE, KEY_TEXT, VALUE, "of its logo" },\n'),
    ],
    "a listing": [
        row("src/content/address.h", r"\tADDRESS_PLACE,", "\tADDRESS_MONTHS,\n"),
        row("src/content/address.c", r"\t\[ADDRESS_PLACE\]", '\t[ADDRESS_MONTHS] = { "/{lang}/months/", LEADS_TO_MENU, true },\n'),
        row("src/page/view.h", r"view_fn view_place;", "view_fn view_months;\n"),
        new("src/page/view_months.c", VIEW_MONTHS),
        row("src/answer/route.c", r"\t\[ADDRESS_PLACE\]", "\t[ADDRESS_MONTHS] = { ROUTE_VIEW, view_months, NULL },\n"),
    ],
    "a service": [
        row("src/content/service.h", r"\tSERVICE_NEX,", "\tSERVICE_ECHO,\n"),
        row("src/content/service.c", r"\t\[SERVICE_NEX\]", '\t[SERVICE_ECHO] = { "echo", SCHEME_ECHO, 0, false, SERVICE_NONE },\n'),
        row("src/config/config_keys.c", r'\t\{ "nex\|port"', '\t{ "echo|port", KEY_NUMBER, "0", check_port, 0, 0, FIELD(site.ports[SCHEME_ECHO]) },\n'),
        new("src/proto/echo.h", ECHO_H),
        new("src/proto/echo.c", ECHO_C),
        new("src/serve/speak_echo.c", SPEAK_ECHO),
        row("src/serve/protocol.h", r"extern const struct protocol spartan_protocol", "extern const struct protocol echo_protocol;\n"),
        row("src/serve/server.c", r"\t\[SERVICE_NEX\]", "\t[SERVICE_ECHO] = &echo_protocol,\n"),
    ],
    "a renderer": [
        row("src/content/service.h", r"\tSCHEME_NEX,", "\tSCHEME_ECHO,\n"),
        row("src/content/service.c", r"\t\[SCHEME_NEX\]", '\t[SCHEME_ECHO] = { "echo://", 7 },\n'),
        row("src/page/render.h", r"void render_nex", "void render_echo(const struct page *p, const struct site *s, struct buf *out);\n"),
        new("src/page/render_echo.c", RENDER_ECHO),
        row("src/answer/answer.c", r"\t\[SCHEME_NEX\]", '\t[SCHEME_ECHO] = { render_echo, "text/plain" },\n'),
    ],
    "a limit": [
        row("src/serve/settings.h", r"\tunsigned per_address;", "\tunsigned naps; /* for the test */\n"),
        row("src/serve/settings.c", r"\t\.per_address =", "\t.naps = 7,\n"),
        row("src/config/config_keys.c", r"\tLIMIT\(per_address", "\tLIMIT(naps, KEY_NUMBER, 1, 9),\n"),
    ],
    "a configuration key": [
        row("src/config/settings.h", r"\tconst char \*timezone;", "\tconst char *motto;\n"),
        row("src/config/config_keys.c", r'\t\{ "timezone"', '\t{ "motto", KEY_TEXT, "none", NULL, 0, 0, FIELD(motto) },\n'),
    ],
    "a figure for those who watch": [
        row("src/daemon/metrics.c", r"/\* --- the table ---", "static void add_naps(struct view *v)\n{\n\tnumber(v, 7);\n}\n"),
        row("src/daemon/metrics.c", r"\} families\[\] = \{", '\t{ { "jarchy_naps", "", METRIC_GAUGE, "For the test." }, add_naps },\n'),
    ],
    "a feed format": [
        row("src/content/address.h", r"\tFORMAT_JSON,", "\tFORMAT_TEXT,\n"),
        row("src/content/address.c", r"\t\[FORMAT_JSON\]", '\t[FORMAT_TEXT] = { "feed.txt", "Text", "text/plain", true, HISTORY_NONE },\n'),
        row("src/feed/format.h", r"feed_write_fn feed_write_json;", "feed_write_fn feed_write_text;\n"),
        new("src/feed/format_text.c", FORMAT_TEXT),
        row("src/feed/writers.c", r"\t\[FORMAT_JSON\]", "\t[FORMAT_TEXT] = feed_write_text,\n"),
    ],
}


def add(tree, edits):
    for kind, path, after, text in edits:
        path = os.path.join(tree, path)
        if kind == NEW:
            assert not os.path.exists(path), path
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            continue
        with open(path, encoding="utf-8") as f:
            lines = f.readlines()
        at = [i for i, line in enumerate(lines) if re.match(after, line)]
        assert len(at) == 1, f"{path}: {len(at)} lines like {after}"
        lines.insert(at[0] + 1, text)
        with open(path, "w", encoding="utf-8") as f:
            f.writelines(lines)


@functools.lru_cache(None)
def build():
    """The folder in which a program with all additions was built, as `jarchy`; it goes at the end of the run."""
    folder = tempfile.TemporaryDirectory(prefix="jarchy-more-")
    build.keep = folder
    tree = os.path.join(folder.name, "tree")
    shutil.copytree(os.path.join(ROOT, "src"), os.path.join(tree, "src"))
    for part in "lang", "support":
        shutil.copytree(os.path.join(ROOT, "tests", "unit", part), os.path.join(tree, "tests", "unit", part))
    shutil.copy(os.path.join(ROOT, "Makefile"), tree)
    for edits in ADDITIONS.values():
        add(tree, edits)
    out = os.path.join(folder.name, "build")
    done = subprocess.run(["make", "-C", tree, "-j2", f"B={out}", "OPT=-O0", "HARDEN=", "LDFLAGS=-pie", "all",
                           f"{out}/unit/lang/pack_test"],
                          capture_output=True, text=True, timeout=600, env=dict(os.environ, MAKEFLAGS=""))
    assert done.returncode == 0, done.stdout + done.stderr
    return out
