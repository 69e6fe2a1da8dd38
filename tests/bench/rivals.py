"""What answers the queries of treebank.py: jarchy over HTTP, and the searches that are installed beside it.

Each is made from the texts of both languages and a folder of its own, is a context, and answers a query with
the numbers of the texts of the query's language, the best first.
"""

import contextlib
import http.client
import os
import pwd
import re
import shutil
import sqlite3
import subprocess

import servers

try:
    import xapian
except ImportError:
    xapian = None

FIRST_PAGE = 20
PAGES_MAX = 60


class Missing(Exception):
    pass


# --- jarchy ---------------------------------------------------------------------------------------

def write_content(folder, all_texts):
    for language in ("ky", "ru", "en"):
        servers.write(f"{folder}/content/site.{language}.gmi", "---\ntitle: Site\n---\n")
    for texts in all_texts:
        language = texts.language
        servers.write(f"{folder}/content/texts-{language}/project.{language}.gmi",
                      "---\nname: 0\nperiod: 2020-01 .. 2030-01\n---\n")
        for number in range(len(texts.items)):
            servers.write(f"{folder}/content/texts-{language}/{stem_of(number)}.{language}.gmi",
                          f"---\ntitle: {number}\n---\n{texts.text(number)}\n")


def stem_of(number):
    return f"20{10 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}-n{number}"


class Jarchy:
    """Any version of it: asked as a reader's browser asks, page after page."""

    def __init__(self, name, program, all_texts, folder):
        self.name, self.program, self.folder = name, program, folder
        write_content(folder, all_texts)
        servers.Jarchy.configure(folder)
        built = subprocess.run([program, "build", "-q", "-c", f"{folder}/jarchy.conf"],
                               capture_output=True, text=True)
        if built.returncode != 0:
            raise Missing(f"it does not build the texts: {built.stderr[-300:]}")

    def __enter__(self):
        self.server = servers.Jarchy(self.program, self.folder, pinned=False)
        self.server.wait_for("http")
        self.web = http.client.HTTPConnection("127.0.0.1", self.server.ports["http"],
                                              timeout=servers.DEADLINE)
        return self

    def __exit__(self, *_):
        self.web.close()
        self.server.stop()

    def get(self, path):
        try:
            self.web.request("GET", path)
            answer = self.web.getresponse()
        except (http.client.HTTPException, OSError):  # a connection serves so many requests, then no more
            self.web.close()
            self.web.request("GET", path)
            answer = self.web.getresponse()
        body = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return body

    def ask(self, language, text):
        found, more = [], text.encode().hex()
        for page in range(1, PAGES_MAX):
            body = self.get(f"/{language}/search/{page}-{more}")
            listed = re.findall(rf'<a href="/{language}/texts-{language}/[\d-]+-n(\d+)"', body)
            found += [int(n) for n in listed if int(n) not in found]
            if f"/{language}/search/{page + 1}-{more}" not in body:
                break
        return found

    def ask_all(self, queries):
        return [self.ask(q.language, q.text) for q in queries]


# --- the others -----------------------------------------------------------------------------------

def parts(text):
    """The words, the phrases, and the words that must not be there."""
    phrases = re.findall(r'"([^"]*)"', text)
    rest = re.sub(r'"[^"]*"', " ", text).split()
    return [w for w in rest if w[0] != "-"], phrases, [w[1:] for w in rest if w[0] == "-"]


class Fts5:
    def __init__(self, name, tokenizer, all_texts, _folder):
        self.name = name
        self.db = sqlite3.connect(":memory:")
        try:
            for texts in all_texts:
                table = f"texts_{texts.language}"
                self.db.execute(f'CREATE VIRTUAL TABLE {table} USING fts5(body, tokenize = "{tokenizer}")')
                self.db.executemany(f"INSERT INTO {table}(rowid, body) VALUES(?, ?)",
                                    [(n, texts.text(n)) for n in range(len(texts.items))])
        except sqlite3.OperationalError as e:
            raise Missing(str(e)) from e

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.db.close()

    def ask(self, language, text):
        words, phrases, without = parts(text)
        expression = " AND ".join(f'"{w}"' for w in [*words, *phrases])
        if without:
            expression = f"({expression})" + "".join(f' NOT "{w}"' for w in without)
        table = f"texts_{language}"
        rows = self.db.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank", [expression])
        return [n for n, in rows]

    def ask_all(self, queries):
        return [self.ask(q.language, q.text) for q in queries]


class Xapian:
    STEMMERS = {"ru": "russian", "ky": "none"}
    name = "Xapian"

    def __init__(self, all_texts, folder):
        if not xapian:
            raise Missing("python3-xapian is not installed")
        self.databases = {}
        for texts in all_texts:
            db = xapian.WritableDatabase(f"{folder}/{texts.language}", xapian.DB_CREATE_OR_OPEN)
            generator = xapian.TermGenerator()
            generator.set_database(db)
            generator.set_stemmer(xapian.Stem(self.STEMMERS[texts.language]))
            generator.set_flags(generator.FLAG_SPELLING)
            for number in range(len(texts.items)):
                document = xapian.Document()
                document.set_data(str(number))
                generator.set_document(document)
                generator.index_text(texts.text(number))
                db.add_document(document)
            db.commit()
            self.databases[texts.language] = db, len(texts.items)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for db, _ in self.databases.values():
            db.close()

    def parser(self, language):
        parser = xapian.QueryParser()
        parser.set_database(self.databases[language][0])
        parser.set_stemmer(xapian.Stem(self.STEMMERS[language]))
        parser.set_stemming_strategy(parser.STEM_SOME)
        parser.set_default_op(xapian.Query.OP_AND)
        return parser

    def match(self, language, query):
        db, most = self.databases[language]
        enquire = xapian.Enquire(db)
        enquire.set_query(query)
        return [int(m.document.get_data()) for m in enquire.get_mset(0, most)]

    def ask(self, language, text):
        parser = self.parser(language)
        flags = parser.FLAG_PHRASE | parser.FLAG_LOVEHATE | parser.FLAG_SPELLING_CORRECTION
        found = self.match(language, parser.parse_query(text, flags))
        corrected = parser.get_corrected_query_string()
        return found or (corrected and self.match(language, parser.parse_query(corrected, flags))) or []

    def ask_all(self, queries):
        return [self.ask(q.language, q.text) for q in queries]


class Postgres:
    """A cluster of its own, asked by psql in one go. `trigrams`: by pg_trgm instead of by words."""

    CONFIGURATIONS = {"ru": "russian", "ky": "simple"}

    def __init__(self, name, trigrams, all_texts, folder):
        self.name, self.trigrams, self.folder = name, trigrams, os.path.join(folder, "cluster")
        programs = [p for p in (f"/usr/lib/postgresql/{v}/bin" for v in range(11, 20)) if os.path.isdir(p)]
        if not programs or not shutil.which("psql"):
            raise Missing("postgresql is not installed")
        self.programs, self.as_user = programs[-1], []
        if servers.IS_ROOT:
            user = pwd.getpwnam("postgres")
            self.as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
            os.chown(folder, user.pw_uid, user.pw_gid)
        self.all_texts = all_texts

    def run(self, program, *arguments, **options):
        return subprocess.run([*self.as_user, os.path.join(self.programs, program), *arguments], check=True,
                              cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              **options).stdout

    def __enter__(self):
        try:
            self.run("initdb", "-D", self.folder, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust",
                     "--no-sync")
            socket = os.path.dirname(self.folder)
            self.run("pg_ctl", "-D", self.folder, "-w", "-s", "-l", f"{self.folder}/log", "-o",
                     f"-c listen_addresses='' -c unix_socket_directories='{socket}' -c fsync=off", "start")
        except subprocess.CalledProcessError as e:
            raise Missing(f"it does not start: {e.output[-300:]}") from e
        self.fill()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(subprocess.CalledProcessError):
            self.run("pg_ctl", "-D", self.folder, "-m", "immediate", "-s", "stop")

    def sql(self, script):
        return self.run("psql", "-h", os.path.dirname(self.folder), "-d", "postgres", "-qAt", "-F", " ",
                        "-v", "ON_ERROR_STOP=1", input="SET client_min_messages = error;\n" + script)

    def fill(self):
        script = "CREATE EXTENSION pg_trgm;\n"
        for texts in self.all_texts:
            table, words = f"texts_{texts.language}", self.CONFIGURATIONS[texts.language]
            script += f"CREATE TABLE {table}(n int, body text, words tsvector);\n"
            for n in range(len(texts.items)):
                body = quoted(texts.text(n))
                script += f"INSERT INTO {table} VALUES({n}, {body}, to_tsvector('{words}', {body}));\n"
        self.sql(script)

    def statement(self, number, q):
        table, text = f"texts_{q.language}", quoted(q.text)
        if self.trigrams:
            return (f"SELECT {number}, n FROM {table} WHERE {text} <% body "
                    f"ORDER BY word_similarity({text}, body) DESC, n DESC;\n")
        ask = f"websearch_to_tsquery('{self.CONFIGURATIONS[q.language]}', {text})"
        return (f"SELECT {number}, n FROM {table} WHERE words @@ {ask} "
                f"ORDER BY ts_rank(words, {ask}) DESC, n DESC;\n")

    def ask_all(self, queries):
        found = [[] for _ in queries]
        for line in self.sql("".join(self.statement(n, q) for n, q in enumerate(queries))).split("\n"):
            if line:
                number, n = map(int, line.split())
                found[number].append(n)
        return found


def quoted(text):
    return "'" + text.replace("'", "''") + "'"
