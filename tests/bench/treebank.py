"""Texts whose words are annotated (CoNLL-U), and queries made from them with the truth about each.

A file's name begins with its language: ky_…, ru_…. Where it marks documents or paragraphs (newdoc, newpar),
an item is up to `sentences` sentences of one of them; where it marks none, its sentences have nothing to do
with each other, and each is an item.

What is wanted is told by lemma and part of speech. An item that has the word typed, letter by letter, or a
word of the same lemma but another part of speech, may be found or not: whoever typed it may have meant that.
"""

import collections
import glob
import os
import random
import re

LANGUAGES = ["ky", "ru"]
CONTENT = {"NOUN", "PROPN", "ADJ", "VERB"}
LETTERS = {"ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя", "ky": "абвгдежзийклмноөпрстуүчшыэюяң"}
KINDS = ["nouns", "names", "verbs", "two words", "one wrong letter", "a -b", "a phrase", "hyphen left out",
         "Latin letters", "abbreviations"]
# How people write a letter with Latin ones; the first is the commonest.
LATIN = {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo e", "ж": "zh j", "з": "z",
         "и": "i", "й": "y i j", "к": "k", "л": "l", "м": "m", "н": "n", "ң": "ng n", "о": "o", "ө": "o ö",
         "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u ü", "ф": "f", "х": "kh h x", "ц": "ts c",
         "ч": "ch", "ш": "sh", "щ": "shch sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu ju",
         "я": "ya ja"}
LATIN_KY = {**LATIN, "ж": "j zh", "й": "i y"}

Word = collections.namedtuple("Word", "form lemma upos short")
Query = collections.namedtuple("Query", "language kind text wanted allowed")


def fold(word):
    return word.lower().replace("ё", "е").replace("ө", "о").replace("ү", "у").replace("ң", "н")


def is_plain(word, least):
    return len(word) >= least and re.fullmatch(r"[а-яёөүң]+", word.lower()) is not None


class Sentence:
    def __init__(self, text, words, surface):
        self.text = text
        self.words = words      # syntactic words
        self.surface = surface  # what is written, in order; None: something else between two words

def sentence_of(text, lines):
    words, surface, inside = [], [], 0
    for line in lines:
        number, form, lemma, upos, _, features = line.split("\t")[:6]
        if "." in number:
            continue
        if "-" in number:
            surface.append(form)
            inside = int(number.split("-")[1])
            continue
        if upos != "PUNCT" and upos != "_":
            words.append(Word(form, lemma.lower(), upos, lemma.isupper() or "Abbr=Yes" in features))
        if int(number) > inside:
            surface.append(form if upos not in ("PUNCT", "SYM") else None)
    return Sentence(text or " ".join(f for f in surface if f), words, surface)


def read_file(path):
    """Sentences, and whether each begins a paragraph; and whether the file marks any."""
    found, marked, begins, text, lines = [], False, True, "", []
    with open(path, encoding="utf-8") as f:
        for line in [*f.read().split("\n"), ""]:
            if line.startswith(("# newdoc", "# newpar")):
                marked = begins = True
            elif line.startswith("# text = "):
                text = line[9:]
            elif line and line[0] != "#":
                lines.append(line)
            elif not line and lines:
                found.append((begins, sentence_of(text, lines)))
                begins, text, lines = False, "", []
    return found, marked


def items_of(folder, language, sentences):
    """Lists of sentences."""
    items = []
    for path in sorted(glob.glob(os.path.join(folder, f"{language}_*.conllu"))):
        found, marked = read_file(path)
        for begins, sentence in found:
            if begins or not marked or len(items[-1]) >= sentences:
                items.append([])
            items[-1].append(sentence)
    return items


class Texts:
    """The items of one language, and which of them have what."""

    def __init__(self, language, items):
        self.language, self.items = language, items
        self.by_word = collections.defaultdict(set)   # (lemma, part of speech)
        self.by_lemma = collections.defaultdict(set)  # folded
        self.by_form = collections.defaultdict(set)   # folded
        self.forms = collections.defaultdict(set)     # of (lemma, part of speech), as written
        for number, item in enumerate(items):
            for sentence in item:
                self.add(number, sentence)

    def add(self, number, sentence):
        for word in sentence.words:
            key = (word.lemma, word.upos)
            self.by_word[key].add(number)
            self.by_lemma[fold(word.lemma)].add(number)
            self.forms[key].add(word.form)
        for form in filter(None, sentence.surface):
            self.by_form[fold(form)].add(number)
            for part in form.split("-"):
                self.by_form[fold(part)].add(number)

    def having(self, key, form):
        """Items that have this word, and those of which it cannot be said that they have it not."""
        wanted = self.by_word[key]
        return wanted, (self.by_lemma[fold(key[0])] | self.by_form[fold(form)]) - wanted

    def text(self, number):
        return "\n".join(re.sub(r"^[#>*=`\s]+", "", s.text) for s in self.items[number])


class Maker:
    def __init__(self, texts, seed):
        self.texts, self.seed = texts, seed
        self.random = None

    def make(self, kind, most):
        """Up to `most` queries of this kind, each text once."""
        self.random = random.Random(f"{self.seed} {self.texts.language} {kind}")
        candidates = getattr(self, kind.replace(" ", "_").replace("-", ""))()
        self.random.shuffle(candidates)
        made = {}
        for candidate in candidates:
            query = candidate()
            if query and query[1] and query[0] not in made:
                made[query[0]] = Query(self.texts.language, kind, *query)
            if len(made) >= most:
                break
        return list(made.values())

    def keys(self, kinds, least):
        return [k for k in sorted(self.texts.by_word) if k[1] in kinds and is_plain(k[0], least)]

    def form_of(self, key, least=3):
        """One form of the word, or its lemma, as often as one of them."""
        forms = [f.lower() for f in sorted(self.texts.forms[key]) if is_plain(f, least)]
        return self.random.choice(forms) if forms and self.random.random() < 0.5 else key[0]

    def one_word(self, key):
        form = self.form_of(key)
        return form, *self.texts.having(key, form)

    def of_keys(self, make, kinds, least):
        return [lambda k=k: make(k) for k in self.keys(kinds, least)]

    def nouns(self):
        return self.of_keys(self.one_word, {"NOUN"}, 3)

    def verbs(self):
        return self.of_keys(self.one_word, {"VERB"}, 3)

    def names(self):
        return [lambda k=k: self.one_word(k) for k in self.keys({"PROPN"}, 3)
                if not any(f.isupper() for f in self.texts.forms[k])]

    def two_words(self):
        pairs = set()
        for item in self.texts.items:
            for sentence in item:
                words = [(w.lemma, w.upos) for w in sentence.words
                         if w.upos in CONTENT and is_plain(w.lemma, 3)]
                pairs |= {(a, b) for a, b in zip(words, words[1:]) if a != b}
        return [lambda p=p: self.both(*p) for p in sorted(pairs)]

    def both(self, first, second):
        forms = self.form_of(first), self.form_of(second)
        a, a_or = self.texts.having(first, forms[0])
        b, b_or = self.texts.having(second, forms[1])
        return " ".join(forms), a & b, ((a | a_or) & (b | b_or)) - (a & b)

    def one_wrong_letter(self):
        return self.of_keys(self.misspelt, {"NOUN", "PROPN", "VERB"}, 5)

    def misspelt(self, key):
        form = self.form_of(key, 5)
        at = self.random.randrange(len(form) - 1)
        other = self.random.choice(LETTERS[self.texts.language])
        wrong = self.random.choice([form[:at] + form[at + 1:], form[:at] + form[at] + form[at:],
                                    form[:at] + form[at + 1] + form[at] + form[at + 2:],
                                    form[:at] + other + form[at + 1:]])
        known = {fold(form)} | self.texts.by_form.keys() | self.texts.by_lemma.keys()
        if fold(wrong) in known:
            return None
        return wrong, *self.texts.having(key, form)

    def a_b(self):
        return self.of_keys(self.without, {"NOUN", "PROPN"}, 3)

    def without(self, key):
        form = self.form_of(key)
        wanted, allowed = self.texts.having(key, form)
        others = sorted({(w.lemma, w.upos) for n in wanted for s in self.texts.items[n] for w in s.words
                         if w.upos in CONTENT and is_plain(w.lemma, 4)})
        others = [o for o in others if o[0] != key[0]
                  and 0 < len(wanted - self.texts.by_word[o]) < len(wanted)]
        if not others:
            return None
        other = self.random.choice(others)
        typed = self.form_of(other)
        out, out_or = self.texts.having(other, typed)
        return f"{form} -{typed}", wanted - out - out_or, ((wanted & out_or) | allowed) - out

    def a_phrase(self):
        runs = set()
        for item in self.texts.items:
            for sentence in item:
                words = sentence.surface
                for n in (2, 3):
                    runs |= {tuple(w.lower() for w in r) for r in zip(*(words[i:] for i in range(n)))
                             if all(w and is_plain(w, 2) for w in r) and any(len(w) > 3 for w in r)}
        return [lambda r=r: self.in_order(r) for r in sorted(runs)]

    def in_order(self, run):
        wanted, allowed = set(), set()
        folded = " ".join(map(fold, run))
        for number in set.intersection(*(self.texts.by_form[w] for w in folded.split())):
            marked = " ".join(fold(w) if w else "|" for s in self.texts.items[number]
                              for w in [*s.surface, None])
            plain = " ".join(marked.replace("-", " ").replace("|", " ").split())
            if f" {folded} " in f" {marked} ":
                wanted.add(number)
            elif f" {folded} " in f" {plain} ":
                allowed.add(number)
        return f'"{" ".join(run)}"', wanted, allowed

    def hyphen_left_out(self):
        joined = re.compile(r"[а-яёөүң]{2,}(-[а-яёөүң]{2,})+")
        found = sorted({(w.lemma, w.upos, w.form.lower()) for item in self.texts.items for s in item
                        for w in s.words if w.upos in CONTENT and joined.fullmatch(w.form.lower())})
        return [lambda f=f, by=by: self.apart(f[:2], f[2], by) for f in found for by in ("", " ")]

    def apart(self, key, form, by):
        wanted, allowed = self.texts.having(key, form)
        parts = set.intersection(*(self.texts.by_form[fold(p)] for p in form.split("-")))
        return form.replace("-", by), wanted, (allowed | parts) - wanted

    def Latin_letters(self):
        return self.of_keys(self.in_latin, {"NOUN", "PROPN", "VERB"}, 4)

    def in_latin(self, key):
        form = self.form_of(key, 4)
        table = LATIN_KY if self.texts.language == "ky" else LATIN
        style = {}
        for letter in form:
            ways = table[letter].split() or [""]
            style[letter] = ways[0] if self.random.random() < 0.6 else self.random.choice(ways)
        return "".join(style[letter] for letter in form), *self.texts.having(key, form)

    def abbreviations(self):
        found = {m[0] for item in self.texts.items for s in item for w in s.words if w.short
                 for m in [re.match(r"[А-ЯЁӨҮҢ]{2,6}(?=[а-яөүң]*$)", w.form)] if m}
        return [lambda a=a: self.abbreviation(a) for a in sorted(found)]

    def abbreviation(self, short):
        wanted, allowed = set(), set()
        for number, item in enumerate(self.texts.items):
            forms = [f for s in item for f in filter(None, s.surface)]
            if any(re.fullmatch(short + "[а-яөүң]*", f) for f in forms):
                wanted.add(number)
            elif any(short in f for f in forms) or fold(short) in map(fold, forms):
                allowed.add(number)
        return short, wanted, allowed


def queries(texts, seed, most, kinds):
    maker = Maker(texts, seed)
    return [q for kind in KINDS if kind in kinds for q in maker.make(kind, most)]
