/*
 * Kyrgyz words: forms that a search has to bring together, and words that it must not.
 */
#include "unit/support/stems.h"

#include "lang/lang.h"

static int begin(void **state)
{
	*state = stemmer_new("ky ru en");
	return 0;
}

static int end(void **state)
{
	stemmer_free(*state);
	return 0;
}

/* In a Kyrgyz text, and in one whose language is not known. */
static void assert_meet(struct stemmer *s, const char *const *lines, bool meet)
{
	assert_meet_in(s, lang_find(STR("ky")), lines, meet);
	if (meet)
		assert_meet_in(s, NULL, lines, meet);
}

static void forms_of_a_noun_meet(void **state)
{
	static const char *const lines[] = {
		"кызмат кызматы кызматын кызматынын кызматтар кызматтын кызматка кызматтардын",
		"документ документи документинин документтер документтерди документке",
		"проект проекти проектинин проектке проекттер",
		"айыл айылдар айылга айылдын айылдан айылында айылдагы айылдарыбыздагы",
		"шаар шаары шаарда шаардын шаарлар шаарынын",
		"бала баланын балага баласы балдар балдарга балдардын балдарынын балдарыбыз",
		"директор директорлор директордун директору",
		"китепкана китепканасы китепканага китепканадан китепканалар",
		"эл элдин элге эли элдер элинин элдик",
		NULL,
	};
	assert_meet(*state, lines, true);
}

static void nouns_that_differ_stay_apart(void **state)
{
	static const char *const lines[] = {
		"китеп китепкана китепканасы",
		"тендер теңдик теңи",
		"бал бала балдар балдарга",
		"жаңылык жан жанга",
		"үч үчүн",
		NULL,
	};
	assert_meet(*state, lines, false);
}

static void forms_of_a_verb_meet(void **state)
{
	static const char *const lines[] = {
		"барды барган барып барат барса баруу барууга барганын барбайт барбаган барыңыз барсын "
		"барчу",
		"келди келет келген келүү келбеген келгенден келсе келишти келээр келүүдө келүүдөбүз кел",
		"жасады жасаган жасап жасайт жасоо жасоого жасалды жасалган жасашты жасатты жасабайт жасаса "
		"жасасын",
		"иштеди иштеген иштейт иштөө иштөөнүн иштебейт иштешет иштетүү иштетилген",
		"окуду окуган окуп окуйт окуу окууга окутуу окулат окубайт окуганыңызды окуса",
		"көрдү көргөн көрүп көрөт көрүү көрбөйт көрүңүз көрсө көрүлгөн көрүштү",
		"чыкты чыккан чыгып чыгат чыгуу чыкпайт чыкса чыккандар",
		"тапты тапкан таап табат табуу табылды табылган таппайт",
		"койду койгон коюп коёт коюу коюлду койбойт койсо",
		"айтты айткан айтып айтат айтуу айтылат айтылган айткыла айтам айтасыз айтаарын айтпайт",
		"алды алган алып алат алуу албайт алса алынды алышты алганы",
		"жетти жеткен жетет жетүү жеткирди жеткирет жетпейт",
		"ичти ичкен ичип ичет ичүү ичпейт",
		"түшүндү түшүнгөн түшүнүп түшүнөт түшүнүү түшүнбөйт түшүндүрүү",
		"өттү өткөн өтүп өтөт өтүү өтпөйт өткөрүлдү өткөрүлөт",
		"курулду курду курган куруп курат куруу курулуш",
		"башталды баштады баштаган баштайт баштоо башталган",
		NULL,
	};
	assert_meet(*state, lines, true);
}

static void words_that_are_no_forms_of_a_verb_stay_apart(void **state)
{
	static const char *const lines[] = {
		"барган барак баракта бардык",
		"алган алар алардын алма",
		"жазган жаздын",
		"аштым ашар ашарга",
		"айып айылдын",
		"батты Баткен Баткенде",
		"түшүнгөн түшкөн",
		"төлөдү толду толгон",
		"жасады жазды жазган",
		"көргөн короо короого",
		"окуган окуучу окуучуга",
		"жанган жана",
		"ташыды таш ташка",
		NULL,
	};
	assert_meet(*state, lines, false);
}

/* A text that has a root as it is seldom means the verb. */
static void a_root_that_is_looked_for_is_a_verb_too(void **state)
{
	static const char *const lines[] = { "жаз жазган жазып", "кал калган калып", "жаса жасоо жасалды",
		"көр көрүп көрүү", "кой коюп койгон", "ич ичкен ичип", NULL };

	for (const char *const *line = lines; *line; line++) {
		struct str rest = str_of(*line), word;
		struct kept_stems root, plain;
		assert_true(word_next(&rest, &word));
		keep_stems(&root, stemmer_query_stems(*state, word));
		keep_stems(&plain, stemmer_stems(*state, word, lang_find(STR("ky"))));
		bool only_asked = false;
		while (word_next(&rest, &word)) {
			const struct stems *form = stemmer_stems(*state, word, lang_find(STR("ky")));
			assert_true(stems_meet(&root.v, form));
			only_asked = only_asked || !stems_meet(&plain.v, form);
		}
		assert_true(only_asked);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(forms_of_a_noun_meet, begin, end),
		cmocka_unit_test_setup_teardown(nouns_that_differ_stay_apart, begin, end),
		cmocka_unit_test_setup_teardown(forms_of_a_verb_meet, begin, end),
		cmocka_unit_test_setup_teardown(a_root_that_is_looked_for_is_a_verb_too, begin, end),
		cmocka_unit_test_setup_teardown(words_that_are_no_forms_of_a_verb_stay_apart, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
