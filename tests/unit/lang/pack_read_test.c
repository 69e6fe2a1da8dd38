/*
 * What is wrong in a pack is said with its line, and the rest of the pack is used.
 */
#include "unit/support/test.h"

#include "lang/lang.h"
#include "lang/pack_read.h"
#include "lang/punctuation.h"

static struct arena arena;
static struct pack_problems problems;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	pack_problems_release(&problems);
	return 0;
}

static struct lang *read_named(const char *name, struct str text)
{
	char *bytes = arena_alloc(&arena, text.n + 1);
	memcpy(bytes, text.p, text.n);
	pack_problems_release(&problems);
	return pack_read(&arena, name, bytes, text.n, NULL, &problems);
}

static struct lang *read_pack(const char *text)
{
	return read_named("packs/ky.lang", str_of(text));
}

static const char *words_of(size_t i)
{
	static struct buf out;
	buf_release(&out);
	buf_init(&out, MESSAGE_MAX);
	message_words(problems.v[i].message, NULL, &out);
	return out.data;
}

/* Among the problems is one of this line, with these words. */
static void assert_said(unsigned line, const char *words)
{
	for (size_t i = 0; i < problems.n; i++)
		if (problems.v[i].line == line && strstr(words_of(i), words))
			return;
	for (size_t i = 0; i < problems.n; i++)
		if (!strstr(words_of(i), "is missing in"))
			print_error("%u: %s\n", problems.v[i].line, words_of(i));
	fail_msg("line %u: \"%s\" is not said", line, words);
}

/* The text is wrong in its last line, of which this is said. */
static void assert_wrong(const char *text, const char *words)
{
	unsigned line = 1;
	read_pack(text);
	for (const char *p = text; *p; p++)
		line += *p == '\n' && p[1];
	assert_said(line, words);
}

static void lines_are_entries_sections_and_comments(void **state)
{
	(void)state;
	struct lang *l = read_pack("\xEF\xBB\xBF# comment\r\n[words]\r\n\r\n home\n");
	assert_said(4, "begins with a space");
	l = read_pack("[words]\nhome = Башкы\n\n# not yet\n \t бет = 1\nmenu=Меню \n");
	assert_string_equal(l->words[WORD_HOME], "Башкы бет = 1");
	assert_string_equal(l->words[WORD_MENU], "Меню");
	l = read_pack("\xEF\xBB\xBF[words]\nhome = the first line");
	assert_string_equal(l->words[WORD_HOME], "the first line");
	l = read_pack("[words]\nhome = the last line");
	assert_string_equal(l->words[WORD_HOME], "the last line");
}

static void lines_that_are_wrong_are_left_out(void **state)
{
	(void)state;
	assert_wrong("hme = x\n", "is in no section");
	assert_wrong("[words\n", "ends in \"]\"");
	assert_wrong("[words]\nhome\n", "no \"key = value\"");
	assert_wrong("[words]\n= x\n", "no \"key = value\"");
	assert_wrong("[words]\nhome =\n", "has no value");
	assert_wrong("[words]\nhome = a\x01\n", "byte 9 of this line is a control character");
	assert_wrong("[words]\nmenu = ok\nhome = a\xff\n", "byte 9 of this line is not UTF-8");
	struct buf text;
	buf_init(&text, 10000);
	buf_puts(&text, "[words]\nmenu = ok\nhome = ");
	for (int i = 0; i < 4200; i++)
		buf_add_char(&text, 'x');
	buf_puts(&text, "\nfeeds = ok\n");
	struct lang *l = read_pack(text.data);
	assert_said(3, "this line is too long");
	assert_null(l->words[WORD_HOME]);
	assert_string_equal(l->words[WORD_FEEDS], "ok");
	buf_release(&text);
}

static void keys_and_sections_that_are_none_are_named_with_the_nearest(void **state)
{
	(void)state;
	assert_wrong("[wrods]\n", "did you mean [words]?");
	assert_wrong("[qqqqqqqqq]\n", "unknown section [qqqqqqqqq]: take it out");
	assert_wrong("[words]\nhme = x\n", "did you mean \"home\"?");
	assert_wrong("[words]\nHOME = x\n", "unknown key \"HOME\"");
	assert_wrong("[language]\nnmae = x\n", "did you mean \"name\"?");
	assert_wrong("[numbers]\ngrop = x\n", "did you mean \"group\"?");
	assert_wrong("[counts]\nitems.three = {n}\n", "unknown key \"items.three\"");
	assert_wrong("[dates]\nday.shrt = x\n", "did you mean \"day.short\"?");
	assert_wrong("[search]\nstemer = x\n", "did you mean \"stemmer\"?");
	assert_wrong("[ascii]\nleters = x\n", "did you mean \"letters\"?");
}

static void a_key_counts_once(void **state)
{
	(void)state;
	struct lang *l = read_pack("[words]\nhome = a\nhome = b\n");
	assert_said(3, "\"home\" is here twice");
	assert_string_equal(l->words[WORD_HOME], "a");
	assert_wrong("[counts]\nitems.one = {n} a\nitems.one = {n} b\n", "is here twice");
	assert_wrong("[dates]\nday = {day}\nday = {year}\n", "is here twice");
	assert_wrong("[abbreviations]\nА = а\nА = б\n", "is here twice");
	read_pack("[stems]\nа б = в\nа б = г\n");
	for (size_t i = 0; i < problems.n; i++)
		assert_null(strstr(words_of(i), "twice"));
}

static void values_are_looked_at(void **state)
{
	(void)state;
	assert_wrong("[language]\ntag = k\n", "is no tag of a language");
	assert_wrong("[language]\ntag = ru\n", "the file's name says \"ky\"");
	assert_wrong("[language]\ndirection = left\n", "write ltr, or rtl");
	assert_wrong("[language]\nscript = runes\n", "unknown script \"runes\"");
	assert_wrong("[numbers]\ngroup = U+D800\n", "is no character");
	assert_wrong("[numbers]\ndigits = 12\n", "write the ten digits");
	assert_wrong("[words]\nmenu = a\nhome = b\nmenu = c\n", "is here twice");
	assert_wrong("[numbers]\nsizes = B KB\n", "\"sizes\" has 2 parts, and must have 5");
	assert_wrong("[numbers]\nplural = qq\n", "no rules are known of \"qq\"");
	assert_wrong("[counts]\nitems.one = {m} x\n", "no {m}");
	assert_wrong(
	    "[dates]\nmonths = a b c d e f g h i j k\n", "\"months\" has 11 parts, and must have 12");
	assert_wrong("[dates]\ncalendar = julian\n", "write gregorian, or persian");
	assert_wrong("[dates]\nday = {day} {mnth}\n", "{mnth} cannot be filled in here");
	assert_wrong("[dates]\nday = {day} {mnth}\n", "did you mean {month}?");
	assert_wrong("[dates]\ndays = {from.yaer}\n", "did you mean {from.year}?");
	assert_wrong("[dates]\nmonths.date = a b c d e f g h i j k l\nday = {month.dat}\n",
	    "did you mean {month.date}?");
	assert_wrong("[dates]\nhours = {from.hour}\n", "write a name that jarchy-languages(5) has for it");
	assert_wrong("[dates]\nday = {month.of}\n", "{month.of} cannot be filled in here");
	assert_wrong("[dates]\nday = {from.day}\n", "{from.day} cannot be filled in here");
	assert_wrong("[dates]\nhours = {hour}\n", "{hour} cannot be filled in here");
	assert_wrong("[dates]\nday = {day\n", "a brace has no fellow");
	assert_wrong("[words]\nsearch_respelt = {typed}\n", "{shown} is missing");
	assert_wrong(
	    "[words]\nsearch_respelt = {typed} {shown} {n}\n", "{n} cannot be filled in here: take it out");
	assert_wrong("[words]\nhome = Home {name}\n", "{name} cannot be filled in here: take it out");
	assert_wrong("[words]\nhome = Home:\n", "take the colon out");
	assert_wrong("[language]\nlocale = Kyrgyzstan\n",
	    "locale: \"Kyrgyzstan\" is not this language with a country");
	assert_wrong("[language]\nlocale = ky\n", "as \"ky_KG\"");
	assert_wrong("[language]\nlocale = ky-KG\n", "as \"ky_KG\"");
	assert_wrong("[language]\nlocale = ru_RU\n", "as \"ky_KG\"");
	assert_wrong("[numbers]\ngroup = ab\n", "group: \"ab\" is no mark of numbers");
	assert_wrong("[numbers]\ngroup = space\n", "is no mark of numbers");
	assert_wrong("[numbers]\ngroup = ж\n", "is no mark of numbers");
	assert_wrong("[numbers]\ndecimal = 5\n", "decimal: \"5\" is no mark of numbers");
	assert_wrong("[numbers]\ndecimal = U+0041\n", "is no mark of numbers");
	assert_wrong("[numbers]\ndecimal = none\n", "decimal: \"none\" is no mark of numbers");
	assert_wrong("[numbers]\ngroup = U+002C\ndecimal = ,\n", "are the same mark");
	assert_wrong("[numbers]\ndigits = ٠١٢٣٤٥٦٧٨٨\n", "write the ten digits");
	assert_wrong("[numbers]\ndigits = 1234567890\n", "write the ten digits");
	assert_wrong("[numbers]\nplural = ru\n[counts]\nitems.one = a\n", "items.one: {n} is missing");
	assert_wrong("[dates]\nday = {day} {month2}\n", "day: {year} is missing");
	assert_wrong("[dates]\nday.short = {month2}\n", "day.short: {day} is missing");
	assert_wrong(
	    "[dates]\ndays.month = {from.day}-{to.day} {to.year}\n", "days.month: {to.month} is missing");
	assert_wrong("[dates]\ndays = {from.day} {to.day} {to.year}\n", "days: {from.month} is missing");
	assert_wrong("[dates]\ntime = {hour}\n", "time: {minute} is missing");
	assert_wrong("[dates]\nday.time = {time}\n", "day.time: {date} is missing");
	assert_wrong("[dates]\nuntil.hour = {minute}\n", "until.hour: {time} is missing");
	assert_wrong("[dates]\nyears = {from.year}\n", "years: {to.year} is missing");
	assert_wrong("[dates]\nperiod = {from}\n", "period: {to} is missing");
	assert_wrong(
	    "[language]\nscript = arabic\ndirection = ltr\n", "direction is ltr, and the arabic script");
	assert_wrong(
	    "[language]\nscript = cyrillic\ndirection = rtl\n", "direction is rtl, and the cyrillic script");
	assert_wrong("[search]\nroots = ab\n", "roots does nothing without endings");
	assert_wrong("[search]\nfinals = a:b\n", "finals does nothing without endings");
	assert_wrong("[words]\nhome = 首页：\n", "take the colon out");
	assert_wrong("[punctuation]\nlabel = {value}: {label}\n", "begin with {label}, write {value} once");
	assert_wrong("[punctuation]\nlabel = {label}{value}\n", "begin with {label}");
	assert_wrong("[punctuation]\nlabel = {label}: {value}.\n", "begin with {label}");
	assert_wrong("[punctuation]\nlist = {a}, {b}, {b}\n", "begin with {a}, write {b} once");
	assert_wrong("[punctuation]\nlist = {a} {c} {b}\n", "begin with {a}");
	assert_wrong("[punctuation]\nnote = ({text}) {note}\n", "begin with {text}");
	assert_wrong("[punctuation]\nnote = {text} ({nota})\n", "begin with {text}");
	assert_wrong("[punctuation]\nnote = {text} } ({note})\n", "begin with {text}");
	assert_wrong("[punctuation]\nlabel = {label}: {value}\nlabel = {label}: {value}\n", "is here twice");
	assert_wrong("[punctuation]\nlabels = {label}: {value}\n", "did you mean \"label\"?");
	assert_wrong("[search]\nstemmer = klingon\n", "unknown stemmer \"klingon\"");
	assert_wrong("[search]\ntyped = ab\n", "\"ab\" is no pair");
	assert_wrong("[search]\ntyped = ab:c\n", "\"ab:c\" is no pair");
	assert_wrong("[search]\nalso_typed = ß:ss\n", "\"ß:ss\" is no pair");
	assert_wrong("[ascii]\nletters = дж:j\n", "\"дж:j\" is no pair");
	assert_wrong("[ascii]\nletters = ы:y ж:ж\n", "\"ж:ж\" is not in ASCII after the colon");
	assert_string_equal(read_pack("[ascii]\nletters = ж:ж\n")->translit[0][1], "");
	assert_wrong("[abbreviations]\nА =\n", "\"А\" has no value");
	assert_wrong("[search]\nendings = aaaaaaaaaaaaa\n", "\"aaaaaaaaaaaaa\" cannot be cut");
	assert_wrong("[search]\nendings = \xE6\xB0\xB4\n", "cannot be cut");
	assert_wrong(
	    "[search]\nendings = abcdefghijkl mnopqrstuvwx yz0123456789 абвгдежзиклм нопрстуфхцчш щыьэюя\n",
	    "\"щыьэюя\" cannot be cut");
	assert_wrong("[search]\nendings_of = a\n", "did you mean \"endings\"?");
}

static void rules_of_words_are_read(void **state)
{
	(void)state;
	struct lang *l = read_pack(
	    "[search]\nendings = lar ler\n  da\nendings = -\nfinals = b:p\nroots = su ev\n"
	    "beginnings = al\nelided = l d\nalso_typed = ü:ue\ntyped = ':\n");
	const struct lang_path *path = &l->search.paths[0];
	assert_string_equal(path->slots[0].endings, "lar ler da");
	assert_string_equal(path->slots[1].endings, "-");
	assert_null(path->slots[2].endings);
	assert_string_equal(path->finals[0][1], "p");
	assert_string_equal(path->roots[1], "ev");
	assert_string_equal(l->search.beginnings[0], "al");
	assert_string_equal(l->search.elided[1], "d");
	assert_string_equal(l->search.also_typed[0][1], "ue");
	assert_string_equal(l->search.typed[0][1], "");
}

/* As people write them; the search has them without capitals, accents and what is typed in another way. */
static void lists_are_folded(void **state)
{
	(void)state;
	struct lang *l = read_pack(
	    "[search]\nendings = Үүд -ҮҮДИЙН' ИИ\u0306\nfinals = Ӣ:Ү\nroots = Үг ÉTÉ\nbeginnings = ҮЛ\n"
	    "elided = L D’\nstop_words = БА ’ ё Ёлка әл\nalso_typed = Ü:ue\ntyped = Ү:У Ё:Е ’: Ә:А\n"
	    "[ascii]\nletters = Ж:j И\u0306:y\n");
	const struct lang_path *path = &l->search.paths[0];
	assert_string_equal(path->slots[0].endings, "ууд -уудийн ий");
	assert_string_equal(path->finals[0][0], "ӣ");
	assert_string_equal(path->finals[0][1], "у");
	assert_string_equal(path->roots[0], "уг");
	assert_string_equal(path->roots[1], "ete");
	assert_string_equal(l->search.beginnings[0], "ул");
	assert_string_equal(l->search.elided[1], "d");
	assert_string_equal(l->search.stop_words[0], "ба");
	assert_string_equal(l->search.stop_words[2], "елка");
	assert_string_equal(l->search.stop_words[3], "ал");
	assert_string_equal(l->search.also_typed[0][0], "ü");
	assert_string_equal(l->search.typed[0][0], "ү");
	assert_string_equal(l->search.typed[0][1], "у");
	assert_string_equal(l->search.typed[2][0], "'");
	assert_string_equal(l->translit[0][0], "ж");
	assert_string_equal(l->translit[1][0], "й");
}

static void values_that_are_right_are_taken(void **state)
{
	(void)state;
	struct lang *l = read_named("uz-Cyrl-UZ.lang",
	    STR("[language]\ntag = uz-Cyrl\nlocale = uz_Cyrl_UZ\n[numbers]\ngroup = none\ndecimal = "
	        "U+066B\ndigits = "
	        "٠١٢٣٤٥٦٧٨٩\nplural = ar\n[counts]\nitems.two = a\n[dates]\nday = {year} {month2} {day2}\n"
	        "days.month = {from.year}, {from.month1}: {from.day}, {to.day}\nuntil.hour = {hour}\n"));
	assert_string_equal(l->tag, "uz-cyrl");
	assert_string_equal(l->locale, "uz_Cyrl_UZ");
	assert_string_equal(l->group_mark, "");
	assert_string_equal(l->decimal_mark, "٫");
	assert_string_equal(l->digits[9], "٩");
	assert_int_not_equal(l->dates[DATE_DAYS_MONTH].n, 0);
	for (size_t i = 0; i < problems.n; i++)
		assert_non_null(strstr(words_of(i), "missing in ["));
}

static void endings_come_after_a_stemmer_of_ours(void **state)
{
	(void)state;
	struct lang *l = read_pack("[search]\nstemmer = kyrgyz\nendings = lar\n");
	size_t n = 0;
	while (n < LANG_PATHS_MAX && l->search.paths[n].cuts)
		n++;
	assert_int_equal(n, 3);
	assert_string_equal(l->search.paths[2].slots[0].endings, "lar");
	assert_string_not_equal(l->search.paths[0].slots[0].endings, "lar");
	assert_wrong(
	    "[search]\nstemmer = russian\nendings = lar\n", "endings: this stemmer cuts all of its own");
}

static void the_number_is_kept_with_its_noun(void **state)
{
	(void)state;
	struct lang *l = read_pack(
	    "[counts]\nnews.one = {n} дана\nnews.other = бар {n} дана\nitems.one = ({n})\n");
	struct buf out;
	pack_complete(l, lang_default());
	buf_init(&out, 100);
	lang_counted(l, COUNT_NEWS, 1, &out);
	lang_counted(l, COUNT_NEWS, 2, &out);
	lang_counted(l, COUNT_ITEMS, 1, &out);
	assert_string_equal(out.data, "1\u00A0данабар\u00A02\u00A0дана(1)");
	buf_release(&out);
}

/* How often a line of the problems has these words. */
static size_t said(const char *words)
{
	size_t n = 0;

	for (size_t i = 0; i < problems.n; i++)
		n += strstr(words_of(i), words) != NULL;
	return n;
}

static void what_is_missing_is_named_where_its_section_ends(void **state)
{
	(void)state;
	read_pack("[numbers]\nplural = ru\n[words]\nhome = a\n[counts]\nitems.other = {n} a\n[dates]\nday = "
	          "{day}\n");
	assert_said(6, "\"items.other\" is for no whole number");
	assert_said(2, "\"group\" is missing in [numbers]: write it; until then it is as without this pack");
	assert_said(2, "\"decimal\" is missing in [numbers]");
	assert_said(2, "\"sizes\" is missing in [numbers]");
	assert_said(8, "\"script\" is missing in [language]");
	for (size_t i = 1; i < problems.n; i++)
		assert_true(problems.v[i - 1].line <= problems.v[i].line);
}

static void many_that_are_missing_are_counted_in_one_line(void **state)
{
	(void)state;
	read_pack("[numbers]\nplural = ru\n[words]\nhome = a\n[counts]\nitems.one = {n} a\n");
	assert_said(4,
	    "132 keys are missing in [words], such as \"menu\", \"breadcrumb\" and \"subscribe\": write "
	    "those that \"jarchy languages --new ky\" prints");
	assert_said(6, "11 keys are missing in [counts], such as \"items.few\"");
	assert_said(6, "19 keys are missing in [dates], such as \"day\", \"day.short\" and \"days.month\"");
	assert_int_equal(said("missing in [words]"), 1);
	read_pack(
	    "[numbers]\nplural = ru\n[words]\nhome = a\n[counts]\nitems.one = {n} a\nnews.one = {n} b\n");
	assert_int_equal(said("is missing in [counts]"), 10);
	assert_said(7, "\"results.many\" is missing in [counts]");
	assert_int_equal(problems.n, 4 + 3 + 1 + 1 + 10);
}

static void a_heading_that_is_missing_is_no_flood(void **state)
{
	(void)state;
	struct buf text;
	buf_init(&text, 10000);
	read_pack("[dates]\nyear = {year}\nhome = a\nmenu = b\n[stems]\nhome = x\n");
	assert_said(3, "\"home\" is a key of [words]: write [words] before it");
	assert_int_equal(said("\"menu\""), 0);
	assert_int_equal(said("missing in [words]"), 0);
	assert_int_equal(said("\"year\""), 0);
	read_pack("home = a\nmenu = b\n");
	assert_said(1, "\"home\" is a key of [words]: write [words] before it");
	read_pack("[wrods]\nhome = a\n");
	assert_said(1, "unknown section [wrods]: did you mean [words]?");
	assert_int_equal(said("missing in [words]"), 0);
	for (size_t i = 0; i < 100; i++)
		buf_puts(&text, "[words]\nthis is no pack\n");
	read_pack(text.data);
	assert_int_equal(said("this line is no"), 3);
	assert_said(8, "here and after it there are 97 more faults: mend the others first");
	buf_reset(&text);
	buf_puts(&text, "[words]\n");
	for (size_t i = 0; i < 100; i++)
		buf_printf(&text, "zzzzz%zu = a\n", i);
	read_pack(text.data);
	assert_int_equal(said("unknown key"), 40);
	assert_int_equal(problems.n, 41);
	assert_string_equal(words_of(0), "unknown key \"zzzzz0\": take it out");
	assert_said(42, "here and after it there are");
	buf_release(&text);
}

static void a_fault_is_named_once_in_its_own_line(void **state)
{
	(void)state;
	read_pack("[language]\nname =\ndirection = left\n[numbers]\nplural = qq\nsizes = B\ngroup = none\n"
	          "[words]\nhome =\nsearch_respelt = x\n");
	assert_said(5, "no rules are known of \"qq\"");
	assert_said(9, "\"home\" has no value");
	static const char *const there[] = { "name", "direction", "sizes", "home", "search_respelt" };
	for (size_t i = 0; i < ARRAY_SIZE(there); i++)
		assert_int_equal(said(arena_printf(&arena, "\"%s\" is missing", there[i])), 0);
	read_pack("[numbers]\nplural = ru\n[counts]\nitems.other = {n} a\nitems.one = {m}\n");
	assert_said(4, "\"items.other\" is for no whole number");
	assert_int_equal(said("\"items.one\" is missing"), 0);
}

static void a_list_of_months_with_a_fault_is_named_alone(void **state)
{
	(void)state;
	read_pack("[dates]\nmonths = a b\nmonths.of = a b\nminutes.at = a\nordinals = 1\nmonth = {month}\n"
	          "day = {day.ordinal} {month.of}\ndays = {from.month.of}\nuntil.hour = {minute.at}\n"
	          "year = {month.in}\n");
	assert_said(2, "\"months\" has 2 parts");
	assert_said(3, "\"months.of\" has 2 parts");
	assert_int_equal(said("\"months\" is missing"), 0);
	assert_int_equal(said("cannot be filled in here"), 1);
	assert_said(10, "{month.in} cannot be filled in here");
}

static void a_pack_has_the_name_of_a_tag(void **state)
{
	(void)state;
	assert_null(read_named("packs/notes-.lang", STR("[words]\n")));
	assert_int_equal(problems.n, 1);
	assert_string_equal(read_named("uz-Cyrl.lang", STR("[language]\ntag = uz-Cyrl\n"))->tag, "uz-cyrl");
}

static void what_is_missing_is_taken_from_another(void **state)
{
	(void)state;
	struct lang *l = read_pack("[words]\nhome = Үй\n[counts]\nnews.other = {n} дана\n");
	struct buf out;
	pack_complete(l, lang_default());
	assert_string_equal(l->words[WORD_HOME], "Үй");
	assert_string_equal(l->words[WORD_MENU], lang_default()->words[WORD_MENU]);
	buf_init(&out, 100);
	lang_counted(l, COUNT_NEWS, 1, &out);
	buf_add_char(&out, ' ');
	lang_counted(l, COUNT_ITEMS, 1, &out);
	assert_string_equal(out.data, "1\u00A0дана 1\u00A0item");
	buf_release(&out);
}

static void digits_ordinals_and_minutes_are_the_packs_own(void **state)
{
	(void)state;
	struct lang *l = read_pack(
	    "[numbers]\ndigits = ٠١٢٣٤٥٦٧٨٩\ngroup = U+066C\n[dates]\nmonths = a|b b|c|d|e|f|g|h|i|j|k|l\n"
	    "ordinals = 1er 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 "
	    "31\n"
	    "day = {day.ordinal} {month} {year}, {day2}/{month1}\n");
	struct civil d = { .year = 2022, .month = 2, .day = 1 };
	struct buf out;
	pack_complete(l, lang_default());
	buf_init(&out, 100);
	lang_day(l, &d, &out);
	buf_add_char(&out, ' ');
	lang_number(l, 1203, &out);
	buf_add_char(&out, ' ');
	lang_digits(l, STR("a5"), &out);
	assert_string_equal(out.data, "1er b b ٢٠٢٢, ٠١/٢ ١٬٢٠٣ a٥");
	buf_release(&out);
}

static void texts_are_put_together_by_the_pack(void **state)
{
	(void)state;
	struct lang *l = read_pack(
	    "[punctuation]\nlabel = {label}\u00A0: {value}\nnote = {text}（{note}）\n");
	struct buf out;
	pack_complete(l, lang_default());
	assert_string_equal(lang_join(&arena, l, JOINT_LABEL, "a", "b"), "a\u00A0: b");
	assert_string_equal(lang_join(&arena, l, JOINT_NOTE, "a", "b"), "a（b）");
	assert_string_equal(lang_join(&arena, l, JOINT_LIST, "a", "b"), "a, b");
	buf_init(&out, 100);
	lang_label_end(l, &out);
	lang_label_end(lang_default(), &out);
	assert_string_equal(out.data, "\u00A0::");
	buf_release(&out);
}

static void days_of_the_persian_calendar_are_its_own(void **state)
{
	(void)state;
	struct lang *l = read_pack(
	    "[dates]\ncalendar = persian\nday = {day} {month1} {year}\nday.short = {day} {month1}\n"
	    "days.month = {from.day}-{to.day} {to.month1} {to.year}\n"
	    "days.year = {from.day} {from.month1} - {to.day} {to.month1} {to.year}\n"
	    "days = {from.day} {from.month1} {from.year} - {to.day} {to.month1} {to.year}\n"
	    "month = {month1} {year}\n");
	struct civil d = { .year = 2022, .month = 3, .day = 3 },
	             new_year = { .year = 2022, .month = 3, .day = 21 },
	             before = { .year = 2022, .month = 2, .day = 25 };
	struct buf out;
	pack_complete(l, lang_default());
	buf_init(&out, 100);
	lang_day(l, &d, &out);
	buf_puts(&out, "; ");
	lang_days(l, &d, &new_year, &out);
	buf_puts(&out, "; ");
	lang_days(l, &before, &d, &out);
	buf_puts(&out, "; ");
	lang_month(l, &d, &out);
	assert_string_equal(out.data, "12 12 1400; 12 12 1400 - 1 1 1401; 6-12 12 1400; 3 2022");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_entries_sections_and_comments),
		cmocka_unit_test(lines_that_are_wrong_are_left_out),
		cmocka_unit_test(keys_and_sections_that_are_none_are_named_with_the_nearest),
		cmocka_unit_test(a_key_counts_once),
		cmocka_unit_test(values_are_looked_at),
		cmocka_unit_test(lists_are_folded),
		cmocka_unit_test(values_that_are_right_are_taken),
		cmocka_unit_test(the_number_is_kept_with_its_noun),
		cmocka_unit_test(endings_come_after_a_stemmer_of_ours),
		cmocka_unit_test(rules_of_words_are_read),
		cmocka_unit_test(what_is_missing_is_named_where_its_section_ends),
		cmocka_unit_test(many_that_are_missing_are_counted_in_one_line),
		cmocka_unit_test(a_heading_that_is_missing_is_no_flood),
		cmocka_unit_test(a_fault_is_named_once_in_its_own_line),
		cmocka_unit_test(a_list_of_months_with_a_fault_is_named_alone),
		cmocka_unit_test(a_pack_has_the_name_of_a_tag),
		cmocka_unit_test(what_is_missing_is_taken_from_another),
		cmocka_unit_test(digits_ordinals_and_minutes_are_the_packs_own),
		cmocka_unit_test(texts_are_put_together_by_the_pack),
		cmocka_unit_test(days_of_the_persian_calendar_are_its_own),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
