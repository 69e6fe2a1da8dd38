/*
 * ky: Kyrgyz. Month names are a table of our own: neither CLDR nor glibc has the
 * possessive that a date takes (3-марты), nor its "from" and "until".
 */
#include "lang/pack.h"

enum form { POSSESSIVE, FROM, UNTIL, FORMS };

static const char *const months[FORMS][12] = {
	[POSSESSIVE] = { "январы", "февралы", "марты", "апрели", "майы", "июну", "июлу", "августу",
	    "сентябры", "октябры", "ноябры", "декабры" },
	[FROM] = { "январынан", "февралынан", "мартынан", "апрелинен", "майынан", "июнунан", "июлунан",
	    "августунан", "сентябрынан", "октябрынан", "ноябрынан", "декабрынан" },
	[UNTIL] = { "январына", "февралына", "мартына", "апрелине", "майына", "июнуна", "июлуна", "августуна",
	    "сентябрына", "октябрына", "ноябрына", "декабрына" },
};

static void add_year(struct buf *out, const struct civil *d)
{
	buf_printf(out, "%d-жылдын ", d->year);
}

static void add_day(struct buf *out, enum form form, const struct civil *d)
{
	buf_printf(out, "%d-%s", d->day, pack_month(months[form], d));
}

static void day(struct buf *out, const struct civil *d)
{
	add_year(out, d);
	add_day(out, POSSESSIVE, d);
}

static void interval(struct buf *out, const struct civil *from, const struct civil *to)
{
	if (pack_same_day(from, to)) {
		day(out, from);
		return;
	}
	add_year(out, from);
	add_day(out, FROM, from);
	buf_add_char(out, ' ');
	if (from->year != to->year)
		add_year(out, to);
	add_day(out, UNTIL, to);
	buf_puts(out, " чейин");
}

static void month(struct buf *out, const struct civil *d)
{
	add_year(out, d);
	buf_puts(out, pack_month(months[POSSESSIVE], d));
}

static const char *const translit[][2] = {
	{ "ж", "j" },
	{ NULL, NULL },
};

/*
 * Plural, possessive and case of nouns, folded (ө is о, ү is у, ң is н). "My" and "your" (familiar) are left
 * out: news seldom say so, and many stems end alike (билим, жаран).
 */
static const struct ending endings[] = { { "дагы", AFTER_ANY }, { "тагы", AFTER_ANY }, { "деги", AFTER_ANY },
	{ "теги", AFTER_ANY }, { "догу", AFTER_ANY }, { "тогу", AFTER_ANY }, { "ыбыз", AFTER_CONSONANT },
	{ "ыныз", AFTER_CONSONANT }, { "ибиз", AFTER_CONSONANT }, { "иниз", AFTER_CONSONANT },
	{ "убуз", AFTER_CONSONANT }, { "унуз", AFTER_CONSONANT }, { "лар", AFTER_ANY }, { "дар", AFTER_ANY },
	{ "тар", AFTER_ANY }, { "дан", AFTER_ANY }, { "тан", AFTER_ANY }, { "нан", AFTER_ANY },
	{ "лер", AFTER_ANY }, { "дер", AFTER_ANY }, { "тер", AFTER_ANY }, { "ден", AFTER_ANY },
	{ "тен", AFTER_ANY }, { "нен", AFTER_ANY }, { "лор", AFTER_ANY }, { "дор", AFTER_ANY },
	{ "тор", AFTER_ANY }, { "дон", AFTER_ANY }, { "тон", AFTER_ANY }, { "нон", AFTER_ANY },
	{ "нын", AFTER_ANY }, { "дын", AFTER_ANY }, { "тын", AFTER_ANY }, { "нин", AFTER_ANY },
	{ "дин", AFTER_ANY }, { "тин", AFTER_ANY }, { "нун", AFTER_ANY }, { "дун", AFTER_ANY },
	{ "тун", AFTER_ANY }, { "сын", AFTER_VOWEL }, { "быз", AFTER_VOWEL }, { "ныз", AFTER_VOWEL },
	{ "син", AFTER_VOWEL }, { "биз", AFTER_VOWEL }, { "низ", AFTER_VOWEL }, { "сун", AFTER_VOWEL },
	{ "буз", AFTER_VOWEL }, { "нуз", AFTER_VOWEL }, { "да", AFTER_ANY }, { "та", AFTER_ANY },
	{ "га", AFTER_ANY }, { "ка", AFTER_ANY }, { "де", AFTER_ANY }, { "те", AFTER_ANY },
	{ "ге", AFTER_ANY }, { "ке", AFTER_ANY }, { "до", AFTER_ANY }, { "то", AFTER_ANY },
	{ "го", AFTER_ANY }, { "ко", AFTER_ANY }, { "ды", AFTER_ANY }, { "ты", AFTER_ANY },
	{ "ди", AFTER_ANY }, { "ти", AFTER_ANY }, { "ду", AFTER_ANY }, { "ту", AFTER_ANY },
	{ "на", AFTER_VOWEL }, { "не", AFTER_VOWEL }, { "но", AFTER_VOWEL }, { "ны", AFTER_VOWEL },
	{ "сы", AFTER_VOWEL }, { "ни", AFTER_VOWEL }, { "си", AFTER_VOWEL }, { "ну", AFTER_VOWEL },
	{ "су", AFTER_VOWEL }, { "ын", AFTER_CONSONANT }, { "ин", AFTER_CONSONANT },
	{ "ун", AFTER_CONSONANT }, { "ы", AFTER_CONSONANT }, { "и", AFTER_CONSONANT },
	{ "у", AFTER_CONSONANT }, { NULL, AFTER_ANY } };

static const char *const finals[][2] = {
	{ "г", "к" },
	{ "б", "п" },
	{ NULL, NULL },
};

static const char *const typed[][2] = {
	{ "ө", "о" },
	{ "ү", "у" },
	{ "ң", "н" },
	{ NULL, NULL },
};

static const char *const stop_words[] = { "жана", "менен", "учун", "боюнча", "тууралуу", "жонундо", "кантип",
	"кандай", "эмне", "кайсы", "да", "де", "бул", "ошол", "бир", NULL };

static const char *const short_forms[][2] = {
	{ "АА", "айыл аймагы" },
	{ "АӨ", "айыл өкмөтү" },
	{ "ЖӨБ", "жергиликтүү өз алдынча башкаруу" },
	{ "КР", "Кыргыз Республикасы" },
	{ "ӨСИ", "Өнүктүрүү саясат институту" },
	{ "АКШ", "Америка Кошмо Штаттары" },
	{ NULL, NULL },
};

const struct lang lang_pack_ky = {
	.tag = "ky",
	.name = "Кыргызча",
	.dir = "ltr",
	.words = {
	    [WORD_HOME] = "Башкы бет",
	    [WORD_PROJECTS] = "Долбоорлор",
	    [WORD_RUNNING_PROJECTS] = "Ишке ашырылып жаткан долбоорлор",
	    [WORD_FINISHED_PROJECTS] = "Аяктаган долбоорлор",
	    [WORD_NEWEST] = "Жаңы материалдар",
	    [WORD_ARCHIVE] = "Архив",
	    [WORD_ALL_ITEMS] = "Бардык материалдар",
	    [WORD_FEEDS] = "Жаңылыктарга жазылуу",
	    [WORD_FEEDS_HELP] = "Жаңылыктар тасмасы — жаңы материалдар топтолуп туруучу файл. Анын дарегин тасма окуучу "
				"программага кошуп койсоңуз, жаңылыктар өзү келип турат: почта да, катталуу да керек эмес. "
				"Ар бир долбоордун ар бир тилде өз тасмасы бар. Atom, RSS жана JSON Feed тасмаларынын "
				"мазмуну бирдей, программаңызга ылайыктуусун тандаңыз.",
	    [WORD_ALL_NEWS] = "Бардык долбоорлордун жаңылыктары",
	    [WORD_LANGUAGES] = "Башка тилдерде",
	    [WORD_ONLY_OTHER] = "Башка тилдерде гана бар материалдар",
	    [WORD_ALSO_IN] = "Башка тилдерде",
	    [WORD_ATTACHMENTS] = "Тиркелген файлдар",
	    [WORD_PASSPORT] = "Долбоордун паспорту",
	    [WORD_TOPICS] = "Темалар",
	    [WORD_PLACES] = "Аймактар",
	    [WORD_SEARCH] = "Издөө",
	    [WORD_SEARCH_PROMPT] = "Издеген сөзүңүздү жазыңыз",
	    [WORD_SEARCH_NOTHING] = "Эч нерсе табылган жок. Башка сөздөр менен издеп көрүңүз.",
	    [WORD_NEXT_PAGE] = "Кийинки бет",
	    [WORD_PREVIOUS_PAGE] = "Мурунку бет",
	    [WORD_NOTHING_YET] = "Азырынча эч нерсе жарыялана элек.",
	    [WORD_UPDATED] = "Жаңыртылды",
	    [WORD_PUBLISHED] = "Жарыяланды",
	    [WORD_WHEN] = "Качан",
	    [WORD_WHERE] = "Кайда",
	    [WORD_COMING_EVENTS] = "Алдыдагы иш-чаралар",
	    [WORD_PAST_EVENTS] = "Өткөн иш-чаралар",
	    [WORD_LINKS] = "Шилтемелер",
	    [WORD_NOT_FOUND] = "Бет табылган жок",
	    [WORD_NOT_FOUND_HELP] = "Мындай бет жок, балким, ал башка дарекке көчкөндүр. Башкы беттен издеп көрүңүз.",
	    [WORD_GONE] = "Материал жарыялоодон алынды",
	    [WORD_REASON] = "Себеби",
	    [WORD_BUSY] = "Сервер азыр бош эмес. Бир аздан кийин кайра аракет кылыңыз.",
	    [WORD_BAD_REQUEST] = "Суроо-талап туура эмес",
	    [WORD_FAILED] = "Сервердин өзүнөн ката кетти. Бир аздан кийин кайра аракет кылыңыз.",
	    [WORD_SKIP_TO_TEXT] = "Текстке өтүү",
	    [WORD_DONOR] = "Донор",
	    [WORD_IMPLEMENTER] = "Ишке ашыруучу уюм",
	    [WORD_PARTNER] = "Өнөктөштөр",
	    [WORD_AREA] = "Камтыган аймагы",
	    [WORD_BUDGET] = "Бюджет",
	    [WORD_PERIOD] = "Ишке ашыруу мөөнөтү",
	    [WORD_WEBSITE] = "Сайт",
	    [WORD_CONTACT] = "Байланыш",
	    [WORD_PREDECESSOR] = "Мурунку долбоор",
	    [WORD_AUTHOR] = "Автор",
	    [WORD_SOURCE] = "Булак",
	    [WORD_LICENCE] = "Лицензия",
	    [WORD_KIND_NEWS] = "Жаңылык",
	    [WORD_KIND_PRESS_RELEASE] = "Пресс-релиз",
	    [WORD_KIND_EVENT] = "Иш-чара",
	    [WORD_KIND_PRACTICE] = "Мыкты тажрыйба",
	    [WORD_KIND_PUBLICATION] = "Басылма",
	    [WORD_KINDS_NEWS] = "Жаңылыктар",
	    [WORD_KINDS_PRESS_RELEASE] = "Пресс-релиздер",
	    [WORD_KINDS_EVENT] = "Иш-чаралар",
	    [WORD_KINDS_PRACTICE] = "Мыкты тажрыйбалар",
	    [WORD_KINDS_PUBLICATION] = "Китепкана",
	},
	.plural = pack_plural_one_other,
	/* A noun behind a number stays in the singular. */
	.counts = {
	    [COUNT_ITEMS] = { "жаңылык", "жаңылык" },
	    [COUNT_PROJECTS] = { "долбоор", "долбоор" },
	    [COUNT_RESULTS] = { "натыйжа", "натыйжа" },
	},
	.day = day,
	.interval = interval,
	.month = month,
	.group_mark = "\u00A0",
	.decimal_mark = ",",
	.size_units = { "Б", "КБ", "МБ", "ГБ", "ТБ" },
	.translit = translit,
	.search = {
	    .script = SCRIPT_CYRILLIC,
	    .endings = endings,
	    .vowels = "аеёиоуыэюя",
	    .finals = finals,
	    .typed = typed,
	    .stop_words = stop_words,
	    .short_forms = short_forms,
	},
};
