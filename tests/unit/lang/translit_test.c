/*
 * Transliteration and slugs.
 */
#include "unit/support/test.h"

#include "base/path.h"
#include "lang/lang.h"

static const struct lang *ky, *ru, *en;
static struct buf out;

static int setup(void **state)
{
	(void)state;
	ky = lang_find(STR("ky"));
	ru = lang_find(STR("ru"));
	en = lang_find(STR("en"));
	buf_init(&out, 100000);
	return ky && ru && en ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static void assert_ascii(const struct lang *l, const char *text, const char *expected)
{
	buf_reset(&out);
	lang_to_ascii(l, str_of(text), &out);
	assert_string_equal(out.data, expected);
}

static void assert_slug(const struct lang *l, const char *title, const char *expected)
{
	buf_reset(&out);
	lang_slug(l, str_of(title), &out);
	assert_string_equal(out.data, expected);
}

static void every_letter_has_its_ascii(void **state)
{
	(void)state;
	assert_ascii(ru, "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "abvgdeyozhziyklmnoprstufkhtschshshchyeyuya");
	assert_ascii(
	    ky, "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя", "abvgdeyojziyklmnngooprstuufkhtschshshchyeyuya");
}

static void the_letter_zhe_depends_on_the_language(void **state)
{
	(void)state;
	assert_ascii(ky, "Жалал-Абад", "Jalal-Abad");
	assert_ascii(ru, "Жалал-Абад", "Zhalal-Abad");
	assert_ascii(en, "Жыргалаң", "Zhyrgalang");
}

static void capitals_follow_their_neighbours(void **state)
{
	(void)state;
	assert_ascii(ru, "Щука, ЩУКА, Я, ТЮЯ", "Shchuka, SHCHUKA, Ya, TYUYA");
	assert_ascii(ky, "ЖӨБ, Ысык-Көл, Өзгөн", "JOB, Ysyk-Kol, Ozgon");
	assert_ascii(ru, "Щ", "Shch");
}

static void typography_becomes_ascii(void **state)
{
	(void)state;
	assert_ascii(ru, "а، б؛ в؟ 1٬000٫5", "a, b; v? 1,000.5");
	assert_ascii(ru, "а，б、в：г。", "a, b, v: g.");
	assert_ascii(ru, "а（б）《в》", "a (b) \"v\"");
	assert_ascii(ru, "«Голос» — „да“ …№ 5, 3–5\u00A0мая, мы\u00ADшь",
	    "\"Golos\" - \"da\" ...No. 5, 3-5 maya, mysh");
	assert_ascii(en, "plain\ttext\n", "plain\ttext\n");
}

/* Each as it is in a sentence, then as it is in the address of a page that is called so. */
static void signs_of_every_language_have_a_form(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *text, *ascii, *slug;
	} rows[] = {
		{ "ru", "«а» и „б“", "\"a\" i \"b\"", "a-i-b" },
		{ "de", "„a“ und ‚b‘", "\"a\" und 'b'", "a-und-b" },
		{ "fr", "«\u00A0a\u00A0»\u202F: l’eau", "\"a\" : l'eau", "a-leau" },
		{ "en", "“a” ‘b’ ‹c›", "\"a\" 'b' 'c'", "a-b-c" },
		{ "es", "¿Qué? ¡Sí!", "Que? Si!", "que-si" },
		{ "es", "1.ª y 2.º", "1.a y 2.o", "1-a-y-2-o" },
		{ "fr", "n° 5", "no 5", "no-5" },
		{ "ru", "20 °C", "20 degC", "20-degc" },
		{ "ru", "№ 5, § 6, 7 €", "No. 5, par. 6, 7 EUR", "no-5-par-6-7-eur" },
		{ "uz", "Oʻzbek tili — gʻoya", "O'zbek tili - g'oya", "ozbek-tili-goya" },
		{ "uk", "п’ять — 5…", "p'yat - 5...", "pyat-5" },
		{ "ar", "٢٠٢٢، ٣؛ ٥؟", "2022, 3; 5?", "2022-3-5" },
		{ "ar", "٣٫٥٪ ١٬٢٠٠", "3.5% 1,200", "3-5-1-200" },
		{ "fa", "۱۴۰۰ \u200E۱۲\u200F", "1400 12", "1400-12" },
		{ "fa", "a\u200Cb\u200Dc\u2067d\u2069", "abcd", "abcd" },
		{ "zh", "a、b。c，d：e；f！g？", "a, b. c, d: e; f! g?", "a-b-c-d-e-f-g" },
		{ "zh", "「a」『b』《c》（d）", "\"a\" 'b' \"c\" (d)", "a-b-c-d" },
		{ "zh", "a\u3000b・c％", "a b c%", "a-b-c" },
		{ "ar", "aـb", "ab", "ab" },
		{ "zh", "２０２２", "2022", "2022" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct lang *l = lang_find(str_of(rows[i].tag));
		assert_non_null(l);
		assert_ascii(l, rows[i].text, rows[i].ascii);
		assert_slug(l, rows[i].text, rows[i].slug);
	}
}

static void words_without_spaces_get_them(void **state)
{
	(void)state;
	static const struct {
		const char *text, *ascii;
	} rows[] = {
		{ "2024年5月", "2024 nian 5 yue" },
		{ "2024年5月，致电+996 312", "2024 nian 5 yue, zhi dian +996 312" },
		{ "5％的USAID项目", "5% de USAID xiang mu" },
		{ "二〇二四年", "er ling er si nian" },
		{ "人々日本", "ren ri ben" },
		{ "项目(一期)完成,好", "xiang mu (yi qi) wan cheng, hao" },
		{ "他说“你好”。好", "ta shuo \"ni hao\". hao" },
		{ "例.中国/中国", "li.zhong guo/zhong guo" },
		{ "5月—6月", "5 yue-6 yue" },
		{ "ไทย 2024ปี", "thiy 2024 pi" },
		{ "2024년 5월 中國년", "2024nyeon 5wol zhong guo nyeon" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_ascii(en, rows[i].text, rows[i].ascii);
	/* Addresses stay as they were. */
	assert_slug(en, "2024年5月", "2024nian5yue");
	assert_slug(en, "二〇二四年（水利）", "er-er-si-nian-shui-li");
	assert_slug(en, "2024年中國년", "2024nian-zhong-guonyeon");
}

static void signs_of_full_width_have_one_space_at_most(void **state)
{
	(void)state;
	assert_ascii(en, "（一） 二。\u3000三，\n（四）", "(yi) er. san,\n(si)");
	assert_ascii(en, "（见《法》）。「『a』」，b", "(jian \"fa\"). \"'a'\", b");
	assert_ascii(en, "Ａ＋ｂ／２＠［ｃ］", "A+b/2@ [c]");
	/* Spaces of the text stay as many as they are. */
	assert_ascii(en, "a  (b)  ", "a  (b)  ");
}

static void quotes_have_no_spaces_within(void **state)
{
	(void)state;
	static const struct {
		const char *text, *ascii;
	} rows[] = {
		{ "l’«\u00A0a\u00A0», «\u202Fb\u202F»", "l'\"a\", \"b\"" },
		{ "« a » et ‹ b ›.", "\"a\" et 'b'." },
		{ "«\u00A0a «\u00A0b\u00A0» c\u00A0»", "\"a \"b\" c\"" },
		/* Those between two quotes, and arrows, have spaces of the text. */
		{ "»a« und »b«", "\"a\" und \"b\"" },
		{ "a « und »b", "a \" und \"b" },
		{ "A » B » C", "A \" B \" C" },
		{ "« A\nB »", "\" A\nB \"" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_ascii(en, rows[i].text, rows[i].ascii);
}

static void accents_are_dropped(void **state)
{
	(void)state;
	assert_ascii(
	    en, "Zürich, Genève, Łódź, straße, ÉCOLE, e\u0301", "Zurich, Geneve, Lodz, strasse, ECOLE, e");
	assert_ascii(en, "Ÿ", "Y");
}

static void decomposed_letters_are_the_same_letters(void **state)
{
	(void)state;
	assert_ascii(ru, "и\u0306 е\u0308 И\u0306", "y yo Y");
}

static void what_is_left_becomes_a_question_mark(void **state)
{
	(void)state;
	assert_ascii(ru, "☀ 😀", "? ?");
	assert_ascii(ru, "a\xff\xd0", "a??");
	buf_reset(&out);
	lang_to_ascii(ru, (struct str){ "a\0b", 3 }, &out);
	assert_string_equal(out.data, "a?b");
}

static void letters_of_every_script_have_a_form(void **state)
{
	(void)state;
	assert_slug(ru, "Қазақстан", "qazaqstan");
	assert_slug(ru, "Тоҷикистон", "tojikiston");
	assert_slug(en, "Україна", "ukraina");
	assert_slug(ky, "العربية", "alrbyt");
	assert_slug(ru, "中国", "zhong-guo");
	assert_ascii(ru, "Ελλάδα", "Ellada");
	assert_ascii(ru, "हिन्दी", "hindi");
	/* The second time from what was remembered, and one that is too long for that. */
	assert_slug(ru, "中国", "zhong-guo");
	assert_slug(ru, "ქართულიქართულიქართულიქართული", "kartulikartulikartulikartuli");
	buf_reset(&out);
	lang_to_ascii_known(ru, STR("中Ж"), &out);
	assert_string_equal(out.data, "?Zh");
}

static void slugs_hold_words_and_hyphens_only(void **state)
{
	(void)state;
	assert_slug(ru, "  Форум аймаков — 2023!  ", "forum-aymakov-2023");
	assert_slug(ky, "«Ийгиликтүү аймак 2» долбоору", "iygiliktuu-aymak-2-dolbooru");
	assert_slug(en, "Who pays? The villagers' answer", "who-pays-the-villagers-answer");
	assert_slug(en, "../../etc/passwd", "etc-passwd");
}

static void a_title_without_letters_gives_no_slug(void **state)
{
	(void)state;
	assert_slug(ru, "", "");
	assert_slug(ru, "— … «»", "");
	assert_slug(ru, "☀ 😀", "");
}

static void a_long_slug_is_cut_at_a_word(void **state)
{
	(void)state;
	assert_slug(ru,
	    "Органы местного самоуправления Нарынской и Чуйской областей изучат лучшую практику сельских "
	    "муниципалитетов",
	    "organy-mestnogo-samoupravleniya-narynskoy-i-chuyskoy");
	/* A word that ends exactly at the limit stays whole. */
	assert_slug(en, "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee ffffffffff ggg",
	    "aaaaaaaaa-bbbbbbbbb-ccccccccc-ddddddddd-eeeeeeeee-ffffffffff");
}

static void a_single_long_word_is_cut_anyway(void **state)
{
	(void)state;
	char word[20001];
	memset(word, 'a', sizeof word - 1);
	word[sizeof word - 1] = 0;
	buf_reset(&out);
	lang_slug(en, str_of(word), &out);
	assert_int_equal(out.len, SLUG_MAX);
	assert_true(path_is_slug(buf_str(&out)));
}

/* Whether what is typed may be this word, by the parts that lang_spellings gives. */
static bool spells(const struct lang *l, struct str typed, struct str word)
{
	struct lang_spelling ways[LANG_SPELLINGS_MAX];

	if (!typed.n)
		return !word.n;
	size_t n = lang_spellings(l, typed, ways);
	for (size_t i = 0; i < n; i++)
		if (str_starts(word, ways[i].letters) && spells(l, str_sub(typed, ways[i].used, typed.n),
		                                             str_sub(word, strlen(ways[i].letters), word.n)))
			return true;
	return false;
}
#define SPELLS(tag, typed, word) spells(lang_find(STR(tag)), STR(typed), STR(word))

static void words_in_latin_letters_are_spelt_in_those_of_the_language(void **state)
{
	(void)state;
	assert_true(SPELLS("ru", "byudzhet", "бюджет"));
	assert_true(SPELLS("ru", "biudjet", "бюджет"));
	assert_true(SPELLS("ru", "konferentsiya", "конференция"));
	assert_true(SPELLS("ru", "konferencija", "конференция"));
	assert_true(SPELLS("ru", "shchuka", "щука"));
	assert_true(SPELLS("ru", "schuka", "щука"));
	assert_true(SPELLS("ru", "poyezdka", "поездка"));
	assert_true(SPELLS("ru", "etap", "этап"));
	assert_true(SPELLS("ru", "opyt", "опыт"));
	assert_true(SPELLS("ru", "noviy", "новый"));
	assert_true(SPELLS("ru", "novy", "новый"));
	assert_true(SPELLS("ru", "hleb", "хлеб"));
	assert_true(SPELLS("ru", "pol'za", "польза"));
	assert_true(SPELLS("ky", "jergiliktuu", "жергиликтуу"));
	assert_true(SPELLS("ky", "djalal", "жалал"));
	assert_false(SPELLS("ru", "byudzhet", "byudzhet"));
	assert_false(SPELLS("ru", "dom", "дам"));
}

static void words_in_the_letters_of_the_language_are_spelt_in_latin_ones(void **state)
{
	(void)state;
	assert_true(SPELLS("ru", "юсаид", "usaid"));
	assert_true(SPELLS("ru", "юнисеф", "unicef"));
	assert_true(SPELLS("ky", "жаз", "jaz"));
	assert_true(SPELLS("ru", "польза", "polza"));
	assert_false(SPELLS("ru", "дом", "dam"));
}

static void the_longest_part_comes_first(void **state)
{
	struct lang_spelling ways[LANG_SPELLINGS_MAX];

	(void)state;
	assert_true(lang_spellings(lang_find(STR("ru")), STR("shchuka"), ways) > 2);
	assert_string_equal(ways[0].letters, "щ");
	assert_int_equal(ways[0].used, 4);
	assert_int_equal(lang_spellings(lang_find(STR("ru")), STR("2022"), ways), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_letter_has_its_ascii),
		cmocka_unit_test(the_letter_zhe_depends_on_the_language),
		cmocka_unit_test(capitals_follow_their_neighbours),
		cmocka_unit_test(typography_becomes_ascii),
		cmocka_unit_test(signs_of_every_language_have_a_form),
		cmocka_unit_test(words_without_spaces_get_them),
		cmocka_unit_test(signs_of_full_width_have_one_space_at_most),
		cmocka_unit_test(quotes_have_no_spaces_within),
		cmocka_unit_test(accents_are_dropped),
		cmocka_unit_test(decomposed_letters_are_the_same_letters),
		cmocka_unit_test(what_is_left_becomes_a_question_mark),
		cmocka_unit_test(letters_of_every_script_have_a_form),
		cmocka_unit_test(slugs_hold_words_and_hyphens_only),
		cmocka_unit_test(a_title_without_letters_gives_no_slug),
		cmocka_unit_test(a_long_slug_is_cut_at_a_word),
		cmocka_unit_test(a_single_long_word_is_cut_anyway),
		cmocka_unit_test(words_in_latin_letters_are_spelt_in_those_of_the_language),
		cmocka_unit_test(words_in_the_letters_of_the_language_are_spelt_in_latin_ones),
		cmocka_unit_test(the_longest_part_comes_first),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
