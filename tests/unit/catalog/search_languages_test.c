/*
 * The search in languages other than Kyrgyz, Russian and English, over tests/search/languages.txt: each
 * language as a site of its own, and all of them on one site. Run in the project's folder. VERBOSE=1 shows
 * what was missed and what was too much, ONLY=tr leaves out all other languages. One that has no pack is
 * left out.
 */
#include "unit/support/catalogue.h"

#include "lang/lang.h"

enum { HITS_MAX = 50, LANGS_MAX = 16 };

/* The least, in thousandths: alone, and with the texts and packs of all others. */
static const struct goal {
	const char *tag;
	int recall, precision;
} goals[] = {
	{ "uz", 980, 980 },
	{ "uz-Cyrl", 980, 980 },
	{ "kk", 980, 980 },
	{ "tg", 980, 980 },
	{ "tr", 980, 980 },
	{ "uk", 980, 980 },
	{ "de", 980, 980 },
	{ "fr", 980, 950 },
	{ "es", 980, 980 },
	{ "ar", 960, 960 },
	{ "fa", 980, 980 },
	{ "zh", 980, 980 },
};

/* Sums over the queries of one language; of precision, over those that find something. */
struct figures {
	double recall, precision;
	int queries, answered, first;
};

/* --- the texts --------------------------------------------------------------------------- */

static const char *read_set(struct catalogue *c)
{
	struct buf text;

	buf_init(&text, 1 << 20);
	OK(file_read(AT_FDCWD, "tests/search/languages.txt", 1 << 20, &text, &failure));
	const char *all = arena_str(&c->arena, buf_str(&text));
	buf_release(&text);
	return all;
}

static void put_text(struct catalogue *c, const char *tag, struct str name, struct str title, struct str body)
{
	const char *path = arena_printf(&c->arena, "aid/2024-01-01-%.*s.%s.gmi", STR_ARG(name), tag);
	const char *text = arena_printf(
	    &c->arena, "---\ntitle: %.*s\n---\n%.*s\n", STR_ARG(title), STR_ARG(str_trim(body)));

	catalogue_put(c, path, text);
}

/* The texts of one language, or (NULL) of all. */
static void put_texts(struct catalogue *c, const char *set, const char *only)
{
	struct str rest = str_of(set), line, name = STR(""), title = STR(""), body = STR("");
	const char *tag = "";

	for (bool more = true; more;) {
		more = str_next_line(&rest, &line);
		char kind = more && line.n ? line.p[0] : ' ';
		bool begins = !more || strchr("=?@", kind);
		if (begins && name.n && lang_find(str_of(tag)) && (!only || strcmp(only, tag) == 0))
			put_text(c, tag, name, title, body);
		if (begins)
			name = STR("");
		if (kind == '@')
			tag = arena_str(&c->arena, str_sub(line, 2, line.n));
		if (kind == '=')
			str_cut(str_sub(line, 2, line.n), ' ', &name, &title);
		if (kind == '=')
			body = (struct str){ line.p + line.n, 0 };
		if (!begins)
			body.n = (size_t)(line.p + line.n - body.p);
	}
}

/* A site in these languages. */
static void fill(struct catalogue *c, const char *set, const char *tags, const char *only)
{
	catalogue_reopen_in(c, tags);
	begin(c);
	catalogue_put(c, "aid/project.en.gmi", "---\nname: Aid\n---\nAid.\n");
	put_texts(c, set, only);
	commit_at(c, "2024-02-01");
	index_all(c);
}

/* --- the queries ------------------------------------------------------------------------- */

static bool is_wanted(struct str wanted, const char *stem)
{
	struct str name = str_of(stem + sizeof "2024-01-01-" - 1), word;

	while (wanted.n) {
		str_cut(wanted, ' ', &word, &wanted);
		if (str_eq(word, name))
			return true;
	}
	return false;
}

static int count_wanted(struct str wanted)
{
	int n = !str_is(wanted, "-");

	for (size_t i = 0; i < wanted.n; i++)
		n += wanted.p[i] == ' ';
	return n;
}

static void ask(struct catalogue *c, const char *tag, struct str query, struct str wanted, struct figures *f)
{
	struct search_request request = { .text = query, .lang = tag, .limit = HITS_MAX };
	struct hits hits;
	int good = 0, bad = 0, all = count_wanted(wanted);
	const char *too_much = "";

	OK(catalog_search(writer_catalog(c->writer), &request, &c->arena, &hits, &failure));
	/* Where readers are told that other words were looked for, theirs were not found. */
	for (size_t i = 0; i < hits.n && !hits.respelt_n; i++) {
		/* Other languages come after the reader's, and are marked as such. */
		if (strcmp(hits.v[i].entry.lang, tag) != 0)
			continue;
		bool right = is_wanted(wanted, hits.v[i].entry.stem);
		good += right;
		bad += !right;
		if (!right)
			too_much = arena_printf(&c->arena, "%s %s", too_much, hits.v[i].entry.stem + 11);
	}
	f->queries++;
	f->recall += all ? (double)good / all : bad == 0;
	f->answered += good + bad > 0;
	f->precision += good + bad ? (double)good / (good + bad) : 0;
	if (getenv("VERBOSE") && (bad || good < all))
		printf("# %s: %.*s: %d of %d;%s%s\n", tag, STR_ARG(query), good, all,
		    *too_much ? " too much:" : "", too_much);
}

static struct figures ask_all(struct catalogue *c, const char *set, const struct goal *goal, const char *tag)
{
	struct str rest = str_of(set), line, query, wanted;
	struct figures f = { 0 };
	bool here = false;

	while (str_next_line(&rest, &line)) {
		if (line.n > 2 && line.p[0] == '@')
			here = str_is(str_sub(line, 2, line.n), goal->tag);
		if (!here || line.n < 2 || line.p[0] != '?')
			continue;
		assert_true(str_cut(str_sub(line, 2, line.n), '\t', &query, &wanted));
		ask(c, tag, query, wanted, &f);
	}
	assert_true(f.queries > 0);
	return f;
}

static void check(const struct figures *f, const struct goal *goal, bool of_all)
{
	double recall = f->recall / f->queries, precision = f->answered ? f->precision / f->answered : 0;

	printf("# %-8s %s %3d  %.3f %.3f\n", goal->tag, of_all ? "on one site" : "alone      ", f->queries,
	    recall, precision);
	assert_true(recall * 1000 >= goal->recall);
	assert_true(precision * 1000 >= goal->precision);
}

/* The language as the catalogue calls it; NULL: there is no such pack, or it is not asked for. */
static const char *tag_of(const struct goal *goal)
{
	const char *only = getenv("ONLY");
	const struct lang *lang = lang_find(str_of(goal->tag));

	return lang && !(only && strcmp(only, goal->tag) != 0) ? lang->tag : NULL;
}

static void each_language_finds_its_words(void **state)
{
	struct catalogue *c = *state;
	const char *set = read_set(c);

	for (size_t i = 0; i < ARRAY_SIZE(goals); i++) {
		const char *tag = tag_of(&goals[i]);
		if (!tag)
			continue;
		fill(c, set, tag, goals[i].tag);
		struct figures f = ask_all(c, set, &goals[i], tag);
		check(&f, &goals[i], false);
	}
}

static void no_language_harms_another(void **state)
{
	struct catalogue *c = *state;
	const char *set = read_set(c), *tags = "ky ru en";

	for (size_t i = 0; i < ARRAY_SIZE(goals); i++)
		if (tag_of(&goals[i]))
			tags = arena_printf(&c->arena, "%s %s", tags, goals[i].tag);
	fill(c, set, tags, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(goals); i++) {
		const char *tag = tag_of(&goals[i]);
		if (!tag)
			continue;
		struct figures f = ask_all(c, set, &goals[i], tag);
		check(&f, &goals[i], true);
	}
}

/* How many items in each of two languages are found by a word. */
static void assert_in_both(struct catalogue *c, const char *lang, const char *query)
{
	struct search_request request = { .text = str_of(query), .lang = lang, .limit = HITS_MAX };
	struct hits hits;

	OK(catalog_search(writer_catalog(c->writer), &request, &c->arena, &hits, &failure));
	if (hits.n != 2 || hits.respelt_n)
		fail_msg("%s: %zu", query, hits.n);
	assert_string_equal(hits.v[0].entry.lang, lang);
	assert_true(hits.v[0].in_title.n > 0 && hits.v[1].in_title.n > 0);
}

static void uzbek_texts_are_found_in_both_alphabets(void **state)
{
	struct catalogue *c = *state;
	const struct lang *latin = lang_find(STR("uz")), *cyrillic = lang_find(STR("uz-Cyrl"));

	if (!latin || latin == cyrillic)
		skip();
	fill(c, "", "uz uz-Cyrl ru", NULL);
	begin(c);
	catalogue_put(
	    c, "aid/2024-01-02-books.uz.gmi", "---\ntitle: Qishloq kutubxonasi bo‘limi\n---\nKitoblar.\n");
	catalogue_put(c, "aid/2024-01-03-papers.uz-Cyrl.gmi",
	    "---\ntitle: Қишлоқ кутубхонаси бўлими\n---\nГазеталар.\n");
	commit_at(c, "2024-02-02");
	index_all(c);
	assert_in_both(c, latin->tag, "kutubxona");
	assert_in_both(c, latin->tag, "qishloqlar");
	assert_in_both(c, latin->tag, "bolim");
	assert_in_both(c, cyrillic->tag, "кутубхона");
	assert_in_both(c, cyrillic->tag, "қишлоқ");
	assert_in_both(c, cyrillic->tag, "kutubxona");
}

static const struct {
	const char *name, *title, *body;
} friends[] = {
	{ "en-gift.en", "A gift for the school", "Children got books." },
	{ "de-gift.de", "Gift im Wasser", "Die Proben wurden untersucht." },
	{ "en-die.en", "Bees die in the frost", "Farmers lost hives." },
	{ "en-war.en", "After the war", "Roads were mended." },
	{ "de-war.de", "Das Dach war alt und rot", "Es wurde erneuert." },
	{ "en-rot.en", "Potatoes rot in cellars", "New stores were built." },
	{ "en-chair.en", "A chair of the council", "Pain is treated in the clinic." },
	{ "fr-chair.fr", "La chair des poissons et le sol", "Le lac est suivi." },
	{ "en-coin.en", "A coin for each well", "Villagers paid together." },
	{ "fr-coin.fr", "Au coin de la rue, le pain", "Une boulangerie ouvre." },
	{ "es-sol.es", "Energía del sol", "Los paneles funcionan." },
	{ "tr-bos.tr", "Boş odalar ders için", "Okul büyüdü." },
	{ "uz-bosh.uz", "Bosh muhandis keldi", "Suv tarmogʻi." },
	{ "ky-bar.ky", "Айылда суу бар", "Калган үйлөргө да жетет." },
	{ "ru-bar.ru", "Бар у дороги", "Слышны стоны ветра, галган растёт." },
};

/* "name name …" in their order. */
static void assert_found(struct catalogue *c, const char *lang, const char *query, const char *wanted)
{
	struct search_request request = { .text = str_of(query), .lang = lang, .limit = HITS_MAX };
	struct hits hits;
	const char *all = "";

	OK(catalog_search(writer_catalog(c->writer), &request, &c->arena, &hits, &failure));
	for (size_t i = 0; i < hits.n; i++)
		all = arena_printf(&c->arena, "%s%s%s", all, i ? " " : "", hits.v[i].entry.stem + 11);
	if (strcmp(all, wanted) != 0)
		fail_msg("%s: %s: %s", lang, query, all);
}

/*
 * Words that are others in another language of the site. What is in the reader's comes first; of the others,
 * those that have the word as it was typed, or as one of their own forms.
 */
static void a_search_begins_with_texts_of_its_language(void **state)
{
	struct catalogue *c = *state;
	static const struct {
		const char *lang, *query, *found;
	} cases[] = {
		{ "de", "Gift", "de-gift en-gift" },
		{ "en", "gift", "en-gift de-gift" },
		{ "en", "die", "en-die de-gift" },
		{ "en", "war", "en-war de-war" },
		{ "en", "rot", "en-rot de-war" },
		{ "en", "chair", "en-chair fr-chair" },
		{ "fr", "chair", "fr-chair en-chair" },
		{ "fr", "coin", "fr-coin en-coin" },
		{ "en", "coins", "en-coin fr-coin" },
		{ "fr", "pain", "fr-coin en-chair" },
		{ "es", "sol", "es-sol fr-chair" },
		{ "fr", "sol", "fr-chair es-sol" },
		{ "uz", "bosh", "uz-bosh" },
		{ "tr", "boş", "tr-bos" },
		{ "tr", "ders", "tr-bos" },
		{ "ky", "бар", "ky-bar ru-bar" },
		{ "ru", "бар", "ru-bar ky-bar" },
		{ "ky", "калган", "ky-bar" },
		{ "ru", "стоны", "ru-bar" },
	};

	catalogue_reopen_in(c, "ky ru en de fr es tr uz");
	begin(c);
	for (size_t i = 0; i < ARRAY_SIZE(friends); i++)
		catalogue_put(c, arena_printf(&c->arena, "aid/2024-01-01-%s.gmi", friends[i].name),
		    arena_printf(&c->arena, "---\ntitle: %s\n---\n%s\n", friends[i].title, friends[i].body));
	commit_at(c, "2024-02-01");
	index_all(c);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_found(c, cases[i].lang, cases[i].query, cases[i].found);
}

/* A text, and what people type for a word of it: each is found, and readers are told nothing of a mistake. */
static const struct {
	const char *lang, *title, *typed;
} typings[] = {
	{ "zh", "2024年的水利",
	    "２０２４ ２０２４年 ｙｅａｒ：２０２４ 水利　ｙｅａｒ：２０２４ year:２０２４ 「水利」 －学校" },
	{ "zh", "USAID项目", "ＵＳＡＩＤ ｕｓａｉｄ usaid" },
	{ "ar", "المدرسة الجديدة", "مدرسة مدرسه المدرسه مـدرسـة المـدرسـه مَدْرَسَة" },
	{ "ar", "إدارة المسؤولية والآبار", "ادارة اداره أدارة المسوولية المسئولية آبار ابار" },
	{ "ar", "قرى ٢٠٢٤", "قري قرى 2024 ٢٠٢٤ ۲۰۲۴" },
	{ "fa", "کتاب‌های روستا آماده می‌شود",
	    "كتاب کتابهای كتابهاي می‌شود میشود ميشود اماده" },
	{ "fa", "مسئولان آب", "مسئولان مسؤولان مسوولان اب" },
	{ "tr", "İstanbul'da sığınma",
	    "istanbul İSTANBUL ISTANBUL Istanbul ıstanbul siginma SIĞINMA sığınma SIGINMA" },
	{ "tr", "Isparta'nın gölü", "isparta ISPARTA ısparta Isparta İsparta gol GÖLÜ golu" },
	{ "de", "Straße für Schüler",
	    "strasse STRASSE straße STRAẞE schueler schuler SCHÜLER fuer Schülern" },
	{ "de", "Größe und Maße", "groesse grosse größe GRÖSSE masse" },
	{ "uk", "Ґрунт об'єднання",
	    "грунт ґрунт ГРУНТ об'єднання об’єднання обʼєднання обєднання об`єднання об´єднання" },
	{ "uk", "Київ і їжа", "киів київ їжа іжа" },
	{ "uz", "Oʻqituvchi sunʼiy",
	    "oʻqituvchi o'qituvchi o‘qituvchi o’qituvchi o`qituvchi o´qituvchi oqituvchi oʼqituvchi "
	    "suniy sun'iy sun’iy" },
	{ "tg", "Маорифи миллӣ", "миллӣ милли миллй маориф" },
	{ "tg", "Ҷумҳурӣ ва рӯд", "ҷумҳурӣ чумхури чумхурй рӯд руд" },
	{ "kk", "Қазақ әкімдік өңірде", "қазақ казак әкімдік акимдик онир өңір" },
	/* A sound that softens before an ending, and one that is lost there. */
	{ "kk", "Әкімдік пен министрлік",
	    "әкімдігі әкімдігінің акимдигине министрлігі министрлігінде министрліктер" },
	{ "kk", "Министрлігі мен әкімдігінің басшылығы", "министрлік әкімдік басшылық министрлікке" },
	{ "kk", "Халық орны", "халық халқы халқының халыққа халқымыз орын орнында орындар" },
	{ "kk", "Ауылдағы халқымыз ішкі", "халық ауыл ішкі" },
	{ "tr", "Şehrin nehri", "şehir şehri sehrinde şehirde şehirler nehir nehre nehirler" },
	{ "tr", "Bir isim ve bir izin", "isim ismi isimleri izin iznini izinler" },
	{ "tr", "Çocuk hakları metni", "hak hakkı haklar metin metinler metnin" },
	{ "uz", "Shahar o'rni", "shahar shahri shahrida shaharlar o'rin orin o'rnida o'rinlar" },
	{ "uz-Cyrl", "Шаҳри ўғли", "шаҳар шахар шаҳрида шаҳарлар ўғил угил ўғлига" },
	{ "ky", "Айыл өкмөтү", "окмоту өкмөт окмот ОКМОТУ" },
};

static void assert_finds(struct catalogue *c, size_t i, struct str typed)
{
	struct search_request request = { .text = typed, .lang = typings[i].lang, .limit = HITS_MAX };
	struct hits hits;

	OK(catalog_search(writer_catalog(c->writer), &request, &c->arena, &hits, &failure));
	for (size_t k = 0; k < hits.n && !hits.respelt_n; k++)
		if (strcmp(hits.v[k].entry.title, typings[i].title) == 0)
			return;
	fail_msg("%s: %.*s does not find %s", typings[i].lang, STR_ARG(typed), typings[i].title);
}

static void what_people_type_finds_words_in_their_letters(void **state)
{
	struct catalogue *c = *state;
	/* Alone, and beside all others. */
	static const char all[] = "ky ru en uz uz-Cyrl kk tg tr uk de ar fa zh";

	for (size_t i = 0; i < ARRAY_SIZE(typings) * 2; i++) {
		size_t at = i / 2;
		struct str rest = str_of(typings[at].typed), typed;
		catalogue_reopen_in(c, i % 2 ? all : typings[at].lang);
		begin(c);
		catalogue_put(c, arena_printf(&c->arena, "aid/2024-01-01-one.%s.gmi", typings[at].lang),
		    arena_printf(&c->arena, "---\ntitle: %s\n---\n.\n", typings[at].title));
		commit_at(c, "2024-02-01");
		index_all(c);
		while (rest.n) {
			str_cut(rest, ' ', &typed, &rest);
			assert_finds(c, at, typed);
		}
	}
}

/* Mongolian has no pack: its words are known by what they begin with. */
static void other_forms_are_found_in_a_language_without_a_pack(void **state)
{
	struct catalogue *c = *state;
	bool has_pack;
	const struct lang *lang = lang_take(STR("mn"), &has_pack);
	struct search_request request = { .lang = "mn", .limit = HITS_MAX };
	static const struct {
		const char *query;
		size_t found;
	} cases[] = { { "сургууль", 1 }, { "сургуулиуд", 1 }, { "сургуулийн", 1 }, { "ус", 1 },
		{ "сурвалж", 0 } };

	if (has_pack)
		skip();
	lang_show((const struct lang *const[]){ lang, lang_find(STR("ru")), lang_find(STR("en")), NULL });
	fill(c, "", "mn ru en", NULL);
	begin(c);
	catalogue_put(c, "aid/2024-01-02-school.mn.gmi", "---\ntitle: Сургуулиудад ус хүрлээ\n---\nСум.\n");
	catalogue_put(c, "aid/2024-01-03-school.ru.gmi", "---\ntitle: Сургучная печать\n---\nЦех.\n");
	commit_at(c, "2024-02-02");
	index_all(c);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct hits hits;
		request.text = str_of(cases[i].query);
		OK(catalog_search(writer_catalog(c->writer), &request, &c->arena, &hits, &failure));
		if ((hits.respelt_n ? 0 : hits.n) != cases[i].found)
			fail_msg("%s: %zu", cases[i].query, hits.n);
	}
	lang_show(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    each_language_finds_its_words, catalogue_set_up_in_memory, catalogue_tear_down),
		cmocka_unit_test_setup_teardown(
		    no_language_harms_another, catalogue_set_up_in_memory, catalogue_tear_down),
		cmocka_unit_test_setup_teardown(
		    uzbek_texts_are_found_in_both_alphabets, catalogue_set_up_in_memory, catalogue_tear_down),
		cmocka_unit_test_setup_teardown(a_search_begins_with_texts_of_its_language,
		    catalogue_set_up_in_memory, catalogue_tear_down),
		cmocka_unit_test_setup_teardown(what_people_type_finds_words_in_their_letters,
		    catalogue_set_up_in_memory, catalogue_tear_down),
		cmocka_unit_test_setup_teardown(other_forms_are_found_in_a_language_without_a_pack,
		    catalogue_set_up_in_memory, catalogue_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
