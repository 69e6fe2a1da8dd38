"""The templates of messages as gettext finds them in the source, and their texts in src/lang/messages/."""

import glob
import os
import re
import subprocess

# Which argument of each function is a template; what is in a table is marked with MESSAGE().
KEYWORDS = ["MESSAGE:1", "message_make:2", "message_add:2", "message_print:2", "err_set:2", "err_errno:2", "err_prefix:2",
            "err_follow:2", "problem_add:7", "source_report:6", "note_add:5", "prose_note:3", "import_doubt:3",
            "import_unsure:3", "import_note:3", "command_usage_error:2", "say:3", "cfg_error:2", "style_refuse:3",
            "PROBLEM:2", "pack_problem:4",
            "OPT_FLAG:5", "OPT_TEXT:6", "OPT_NUMBER:8", "OPT_TEXTS:6"]
# A second look at the options: xgettext takes one argument of each call.
VALUES = ["OPT_TEXT:5", "OPT_NUMBER:5", "OPT_TEXTS:5"]
LOGS = ["log_error:1", "log_warning:1", "log_info:1"]
# What editors and operators see. The rest is for the log of what serves, which is in English.
FOLDERS = ["base", "content", "feed", "import", "office", "publish", "command"]
FILES = ["answer/preview_links.c", "catalog/backup.c", "catalog/catalog.c", "catalog/check.c", "catalog/check_labels.c", "catalog/stale.c", "catalog/databases.c", "catalog/db.c",
         "catalog/facts.c", "catalog/facts_image.c", "catalog/lock.c", "catalog/meta.c", "catalog/reconcile.c", "catalog/renamed.c", "catalog/search/tokenizer.c", "catalog/writer.c",
         "catalog/writer_drop.c", "catalog/writer_put.c", "config/config.c", "config/config_keys.c", "config/config_languages.c", "config/config_style.c", "config/config_text.c",
         "config/config_values.c", "config/user.c", "daemon/certificates.c", "daemon/config_command.c", "daemon/rehearsal.c", "lang/pack_check.c", "lang/pack_dates.c", "lang/pack_file.c", "lang/pack_folder.c", "lang/pack_read.c",
         "lang/pack_problem.c", "lang/pack_punctuation.c", "lang/pack_reader.c", "lang/pack_search.c", "lang/pack_text.c", "lang/pack_values.c", "lang/pack_words.c",
         "daemon/sockets.c", "picture/advice.c", "picture/picture.c",
         "serve/tls.c", "main.c"]


def gettext(*command):
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8"))


def parse(po):
    """The entries of a PO file, as {msgid: msgstr}, with their escapes."""
    def whole(text):
        return "".join(re.findall(r'^(?:msgid |msgstr )?"((?:[^"\\]|\\.)*)"$', text, re.M))
    found = re.findall(r'^msgid ((?:.|\n)*?)^msgstr ((?:".*"\n?)+)', po, re.M)
    return {whole(f"msgid {i}"): whole(f"msgstr {s}") for i, s in found}


def has_words(template):
    return re.search(r"[^\W\d_]{2}", re.sub(r"\\.|%[-.*\d]*[hlzjt]*[a-zA-Z]", " ", template))


def extract(files, keywords):
    """The templates of these files that have words, in their order."""
    done = gettext("xgettext", "--language=C", "--from-code=UTF-8", "--no-location", "--no-wrap", "--keyword",
                   *(f"--keyword={k}" for k in keywords), "-o", "-", *files)
    assert done.returncode == 0, done.stderr
    return [t for t in parse(done.stdout) if has_words(t)]


def templates(root):
    """Those of the whole source."""
    src = os.path.join(root, "src")
    files = [f for folder in FOLDERS for f in sorted(glob.glob(os.path.join(src, folder, "*.c")))]
    spoken = [f for f in files if f.startswith((os.path.join(src, "command"), os.path.join(src, "publish")))]
    spoken += [os.path.join(src, f) for f in ["catalog/facts_image.c", "config/config.c"]]
    found = extract(files + [os.path.join(src, f) for f in FILES], KEYWORDS) + extract(spoken, LOGS) + extract(spoken, VALUES)
    return list(dict.fromkeys(found))


def languages(root):
    return sorted(os.path.basename(f)[:-3] for f in glob.glob(os.path.join(root, "src", "lang", "messages", "*.po")))


def path_of(root, language):
    return os.path.join(root, "src", "lang", "messages", f"{language}.po")


def texts(root, language):
    with open(path_of(root, language), encoding="utf-8") as f:
        return {k: v for k, v in parse(f.read()).items() if k}


def faults(path):
    """What msgfmt finds: formats that differ, entries that are there twice."""
    return gettext("msgfmt", "--check-format", "--check-domain", "-o", os.devnull, path).stderr
