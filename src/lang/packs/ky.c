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

static void span(
    struct buf *out, const struct civil *from, bool from_hour, const struct civil *to, bool to_hour)
{
	day(out, from);
	pack_hour(out, from, from_hour);
	buf_puts(out, " – ");
	if (from->year != to->year)
		add_year(out, to);
	add_day(out, POSSESSIVE, to);
	pack_hour(out, to, to_hour);
}

/*
 * The dative of a number as it is read aloud: its last word decides (бирге, үчкө, алтыга, онго, кыркка). Of an hour without minutes
 * that is "нөл".
 */
static const char *dative(int n)
{
	static const char *const ones[] = { "гө", "ге", "ге", "кө", "кө", "ке", "га", "ге", "ге", "га" };
	static const char *const tens[] = { "гө", "го", "га", "га", "ка", "гө" };
	return n % 10 ? ones[n % 10] : tens[n / 10];
}

static void until_hour(struct buf *out, const struct civil *d)
{
	buf_printf(out, "%02d:%02d%s чейин", d->hour, d->minute, dative(d->minute));
}

static void period(struct buf *out, const struct civil *from, const struct civil *to)
{
	static const struct pack_period closed = { month, "-жыл", "-жылдар" };
	if (from && to) {
		pack_period_closed(&closed, out, from, to);
		return;
	}
	const struct civil *end = from ? from : to;
	if (end->month) {
		add_year(out, end);
		buf_printf(
		    out, "%s %s", pack_month(months[from ? FROM : UNTIL], end), from ? "бери" : "чейин");
	} else {
		buf_printf(out, from ? "%d-жылдан бери" : "%d-жылга чейин", end->year);
	}
}

static const char *const translit[][2] = {
	{ "ж", "j" },
	{ NULL, NULL },
};

/* Letters that vary in endings: vowels agree with the word before them, consonants with its last sound. */
static const char *const variants[][2] = {
	{ "А", "аео" },
	{ "Ы", "ыиу" },
	{ "Б", "бп" },
	{ "Г", "гк" },
	{ "Д", "дт" },
	{ "Л", "лдт" },
	{ "Н", "ндт" },
	{ "Т", "т" },
	{ NULL, NULL },
};

/* К, п, т follow voiceless consonants, the others all else; б, в, г, д, ж, з of loan-words have either. */
static const char *const clashes[][2] = {
	{ "кпт", "аеёиоуыэюяйлмнр" },
	{ "бгдлн", "кпстфхцчшщ" },
	{ NULL, NULL },
};

/* A word that has not lost anything. */
enum { WHOLE = 1 };

/*
 * Plural, possessive and case of nouns, and -лык, which makes adjectives of them; folded (ө is о, ү is у).
 * "My" and "your" (familiar) are left out: news seldom say so, and many stems end alike (билим, жаран).
 * "Районуну" is "району" without -ну, but "району" is not "райо", nor "проекти" "проек": н and т are
 * doubtful.
 */
enum { IN_CASE = 2, OWNED = 4, MANY = 8, MADE = 16 }; /* what a noun has lost */
static const struct lang_slot noun_slots[] = {
	{ "нЫн нЫ", AFTER_VOWEL, true, WHOLE, IN_CASE },
	{ "дЫн дЫ", AFTER_CONSONANT, false, WHOLE, IN_CASE },
	{ "ТЫн ТЫ", AFTER_CONSONANT, true, WHOLE, IN_CASE },
	{ "ГА ДА ДАн", AFTER_ANY, false, WHOLE, IN_CASE },
	{ "ДАгЫ", AFTER_ANY, false, WHOLE | IN_CASE | OWNED | MANY, WHOLE },
	{ "Ын ЫнА ЫнАн ЫндА ЫндАгЫ Ы ЫбЫз ЫнЫз", AFTER_CONSONANT, false, WHOLE | IN_CASE, OWNED },
	{ "сЫн сЫнА сЫнАн сЫндА сЫндАгЫ сЫ бЫз нЫз", AFTER_VOWEL, false, WHOLE | IN_CASE, OWNED },
	{ "ЛАр", AFTER_ANY, false, WHOLE | IN_CASE | OWNED, MANY },
	{ "ЛЫк ЛЫг", AFTER_ANY, false, WHOLE | IN_CASE | OWNED | MANY, MADE },
	{ NULL, AFTER_ANY, false, 0, 0 },
};

/*
 * Nouns of two letters, but for those that many longer words begin with and end after ("ак": "акты", an act),
 * and loan-words that are no plurals.
 */
static const char *const noun_roots[] = { "аз", "ай", "ат", "аш", "из", "ит", "ич", "иш", "оз", "ой", "ок",
	"он", "от", "ош", "уй", "ун", "уч", "уя", "ыр", "ээ", "эл", "эс", "эт", "директор", "доктор",
	"инспектор", "лидер", "ректор", "сектор", "тендер", "трактор", "фактор", NULL };

/* "For" is not of three. */
static const char *const exceptions[][2] = {
	{ "учун", "учун" },
	/* Children have lost a vowel, and are not of honey. */
	{ "балдар балдардын балдарды балдарга балдарда балдардан балдары балдарынын балдарын балдарына "
	  "балдарында балдарынан балдарыбыз балдарыбыздын балдарыбызды балдарыбызга балдарыбызда",
	    "бала" },
	{ NULL, NULL },
};

static const char *const finals[][2] = {
	{ "г", "к" },
	{ "б", "п" },
	{ NULL, NULL },
};

/* What a verb has lost. Only with a tense, or as a participle, is it a verb at all. */
enum { ASKED = 2, CASED = 4, HELD = 8, TENSED = 16, NEGATED = 32, VOICED = 64 };
enum { FINITE = WHOLE | ASKED, NOMINAL = FINITE | CASED | HELD, VERB = TENSED | NEGATED | VOICED };

static const struct lang_slot verb_slots[] = {
	{ "БЫ", AFTER_ANY, false, WHOLE, ASKED },
	/* Participles and verbal nouns, which have cases: барган-дар-ы-нан. */
	{ "ЛАр ДАн НЫн НЫ ГА ДА ДАгЫ ДАй", AFTER_ANY, false, NOMINAL, CASED },
	{ "Ы Ын Ым ЫбЫз ЫнЫз", AFTER_CONSONANT, false, NOMINAL, HELD },
	{ "сЫ сЫн нА нАн н м бЫз нЫз", AFTER_VOWEL, false, NOMINAL, HELD },
	{ "ГАн ГАндЫк ГАндЫг БАс чу", AFTER_ANY, false, NOMINAL, TENSED },
	{ "уу ААр Ыш", AFTER_CONSONANT, false, NOMINAL, TENSED },
	{ "Ар", AFTER_CONSONANT, false, FINITE | HELD, TENSED },
	{ "о у", AFTER_VOWEL, false, NOMINAL, TENSED },
	{ "ш", AFTER_VOWEL, false, CASED | HELD, TENSED },
	{ "уучу уудАбЫз", AFTER_CONSONANT, false, WHOLE, TENSED },
	{ "очу одАбЫз", AFTER_VOWEL, false, WHOLE, TENSED },
	/* Tenses and moods with their persons. "You wrote" (familiar) ends like "of the spring": жаздын. */
	{ "ДЫ ДЫм ДЫк ДЫнЫз ДЫнАр ДЫнЫздАр", AFTER_ANY, false, FINITE, TENSED },
	{ "ГАнмЫн ГАнсЫн ГАнбЫз ГАнсЫз ГАнсЫнАр ГАнсЫздАр ГАндЫр", AFTER_ANY, false, FINITE, TENSED },
	{ "БАсмЫн БАссЫн БАсБЫз БАссЫз", AFTER_ANY, false, FINITE, TENSED },
	{ "БАсЫн БАсЫнАр", AFTER_ANY, false, FINITE, NEGATED },
	{ "сА сАм сАн сАк сАнЫз сАнАр сАнЫздАр", AFTER_ANY, false, FINITE, TENSED },
	{ "сЫн ГЫн ГЫлА мАк мАкчЫ ГАй ГАнчА ГЫчА ГАлЫ ГЫс ГЫсЫ ГЫм", AFTER_ANY, false, FINITE, TENSED },
	/* "You go", which news seldom say, ends like "may he do": барасың, жасасын. */
	{ "АсЫн", AFTER_CONSONANT, true, FINITE, TENSED },
	{ "А Ат Ам АмЫн АбЫз АсЫз АсЫнАр АсЫздАр", AFTER_CONSONANT, false, FINITE, TENSED },
	{ "Ып ЫптЫр ЫптЫрмЫн АйЫн АлЫ АлЫк АйлЫ ЫнЫз ЫнЫздАр", AFTER_CONSONANT, false, FINITE, TENSED },
	{ "АрмЫн АрсЫн АрБЫз АрсЫз", AFTER_CONSONANT, false, FINITE, TENSED },
	{ "й йт йм ймЫн йсЫн йбЫз йсЫз йсЫнАр йсЫздАр", AFTER_VOWEL, false, FINITE, TENSED },
	{ "п птЫр птЫрмЫн йЫн йлЫ йлЫк нЫз нЫздАр", AFTER_VOWEL, false, FINITE, TENSED },
	{ "р рмЫн рсЫн рБЫз рсЫз", AFTER_VOWEL, false, FINITE, TENSED },
	{ "БА", AFTER_ANY, false, TENSED | FINITE, NEGATED },
	/* Passive, reflexive, reciprocal, causative. */
	{ "дЫр тЫр ГЫз ГЫр кор", AFTER_ANY, false, VERB, VOICED },
	{ "Ыл Ын Ыш Ыр Ыт", AFTER_CONSONANT, false, VERB, VOICED },
	{ "л н ш т", AFTER_VOWEL, false, VERB, VOICED },
	{ NULL, AFTER_ANY, false, 0, 0 },
};

/*
 * Verbs of two letters, verbs that end as if they had lost less than they have (түшүн is not a form of түш),
 * and common ones that are seldom anything else, which are so without an ending too.
 */
static const char *const verb_roots[] = { "ак", "ал", "ас", "ат", "ач", "аш", "де", "же", "ий", "ил", "ич",
	"ой", "ол", "оп", "ос", "от", "оч", "ук", "ур", "ут", "уч", "эз", "эк", "эт", "айт", "бер", "бил",
	"билдир", "жашыр", "жет", "жур", "жургуз", "жуу", "туу", "куу", "кайт", "катыш", "кел", "кет", "кир",
	"кыл", "оку", "отур", "сат", "суйун", "тап", "тарт", "тушун", "уйуш", "чакыр", "чык", NULL };

/* Common words and names that look as if they were forms of verbs. */
static const char *const no_verbs[] = { "айыл", "алар", "ата", "ашар", "базар", "бала", "бардык", "бармак",
	"баткен", "билет", "жана", "жер", "жумуш", "кабар", "карар", "катар", "кенеш", "кочо", "короо",
	"куйоо", "назар", "окуучу", "салам", "тармак", "тартип", "уруу", "шаар", NULL };

/* A word is compared by its sounds: коюу is кой-уу, and таап is what became of тап-ып. */
static const char *const verb_spellings[][2] = {
	{ "ю", "йу" },
	{ "я", "йа" },
	{ "ё", "йо" },
	{ "ае", "айе" }, /* ё without its dots */
	{ "ое", "ойе" },
	{ "уе", "уйе" },
	{ "аап", "апып" },
	{ "ээп", "епип" },
	{ "ээ", "ее" },
	{ "ооп", "опуп" },
	{ NULL, NULL },
};

/* A vowel at the end is lost before others, as in жаса- and жасоо. */
static const char *const verb_finals[][2] = {
	{ "е", "а" },
	{ "о", "а" },
	{ "ы", "" },
	{ "и", "" },
	{ "у", "" },
	{ "г", "к" },
	{ "б", "п" },
	{ NULL, NULL },
};

static const char *const typed[][2] = {
	{ "ө", "о" },
	{ "ү", "у" },
	{ "ң", "н" },
	/* What old fonts and other keyboards have for ө, ү, ң. */
	{ "ѳ", "о" },
	{ "ɵ", "о" },
	{ "ӱ", "у" },
	{ "ұ", "у" },
	{ "ҥ", "н" },
	{ "ӊ", "н" },
	{ "ӈ", "н" },
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
	.locale = "ky_KG",
	.words = {
	    [WORD_HOME] = "Башкы бет",
	    [WORD_MENU] = "Меню",
	    [WORD_BREADCRUMB] = "Сиз бул жердесиз",
	    [WORD_SUBSCRIBE] = "Жазылуу",
	    [WORD_SITEMAP] = "Сайттын картасы",
	    [WORD_THIS_PAGE_ELSEWHERE] = "Бул барак башка жолдор менен",
	    [WORD_PROJECTS] = "Долбоорлор",
	    [WORD_RUNNING_PROJECTS] = "Ишке ашырылып жаткан долбоорлор",
	    [WORD_FINISHED_PROJECTS] = "Аяктаган долбоорлор",
	    [WORD_NEWEST] = "Жаңы материалдар",
	    [WORD_ARCHIVE] = "Архив",
	    [WORD_EVERY_NEWS] = "Бардык жаңылыктар",
	    [WORD_ALL_ITEMS] = "Бардык материалдар",
	    [WORD_FEEDS] = "Жаңылыктарга жазылуу",
	    [WORD_FEED_OPENED] = "Бул жаңылыктар тасмасы: барак эмес, тасма окуучу программа үчүн файл. "
				"Браузердин сабындагы даректи көчүрүп, ошондой программага кошуңуз: "
				"жаңылыктар өзү келип турат.",
	    [WORD_FEEDS_HELP] = "Жаңылыктарды чыгары менен бир колдонмодон окуңуз. Бул акысыз. Атыңызды "
				"да, номериңизди да жазуунун кереги жок.",
	    [WORD_FOLLOW_TAKE] = "1. Акысыз колдонмону орнотуңуз",
	    [WORD_FOLLOW_TAKE_HELP] = "Мындай колдонмо тасма окуучу программа деп аталат. Телефонуңузга "
				"же компьютериңизге ылайыктуусун тандаңыз.",
	    [WORD_FOLLOW_COPY] = "2. Даректи көчүрүп алыңыз",
	    [WORD_FOLLOW_COPY_HELP] = "Эмнени окуп турууну каалаганыңызды тандаңыз. Анын дарегин басып "
				"туруп, «Көчүрүү» дегенди тандаңыз.",
	    [WORD_FOLLOW_PASTE] = "3. Аны колдонмого чаптаңыз",
	    [WORD_FOLLOW_PASTE_HELP] = "Колдонмону ачыңыз. «+» же «Тасма кошуу» дегенди басыңыз. Даректи "
				"чаптап, ырастаңыз. Эми жаңылыктар өзү келип турат.",
	    [WORD_COMPUTER] = "компьютер",
	    [WORD_FOLLOW_PAGES] = "Жазылса боло турган барактар",
	    [WORD_FOLLOW_PAGES_HELP] = "Программаңыз баракты өзү көзөмөлдөй алат: андагы ар бир материал "
				"— датасы бар сап. Бул тизмеден баракты ачып, программанын менюсунан "
				"«Жазылуу» дегенди тандаңыз.",
	    [WORD_FOLLOW_CHANNELS] = "Биз бул жерде да барбыз",
	    [WORD_FOLLOW_FORMATS] = "Башка форматтар жана протоколдор",
	    [WORD_FOLLOW_FORMATS_HELP] = "Долбоордун тасмасынын дареги — анын барагынын дареги, аягында "
				"atom.xml. RSS үчүн atom.xml ордуна rss.xml, JSON Feed үчүн feed.json "
				"жазыңыз.",
	    [WORD_KINDS_TITLE] = "Материалдын түрлөрү",
	    [WORD_TOGETHER] = "Бир тасмада бир нече долбоор",
	    [WORD_TOGETHER_HELP] = "Көз салгыңыз келген долбоорлорду белгилеңиз: экөө же андан көп.",
	    [WORD_TOGETHER_NAMES] = "Бул дарекке керектүү долбоорлордун аттарын "
				    "+ белгиси менен бириктирип коюңуз",
	    [WORD_TOGETHER_SHOW] = "Алардын жаңылыктарын көрсөтүү",
	    [WORD_FOLLOW_PART] = "Керектүүсү гана",
	    [WORD_FOLLOW_PROJECT] = "Бул долбоорго жазылуу",
	    [WORD_ALL_NEWS] = "Бардык долбоорлордун жаңылыктары",
	    [WORD_LANGUAGES] = "Башка тилдерде",
	    [WORD_ONLY_OTHER] = "Башка тилдерде гана бар материалдар",
	    [WORD_ALSO_IN] = "Башка тилдерде",
	    [WORD_ATTACHMENTS] = "Тиркелген файлдар",
	    [WORD_PICTURE_MISSING] = "сүрөт жеткиликсиз",
	    [WORD_FILE_MISSING] = "файл жеткиликсиз",
	    [WORD_PASSPORT] = "Долбоордун паспорту",
	    [WORD_TOPIC] = "Тема",
	    [WORD_TOPICS] = "Темалар",
	    [WORD_PLACE] = "Аймак",
	    [WORD_PLACES] = "Аймактар",
	    [WORD_SEARCH] = "Издөө",
	    [WORD_SEARCH_PROMPT] = "Издей турган сөзүңүздү жазыңыз",
	    [WORD_ASCII] = "кириллицаны көрсөтпөгөн программалар үчүн",
	    [WORD_SEARCH_NOTHING] = "Эч нерсе табылган жок. Башка сөздөр менен издеп көрүңүз.",
	    [WORD_SEARCH_NARROW] = "Издөөнү тактоо",
	    [WORD_SEARCH_PROMPT_HELP] = "Издей турган сөзүңүздү жазыңыз (? — кеңеш)",
	    [WORD_SEARCH_MOST] = "Бул сөздөрдүн баары бар текст жок. Айрымдары бар тексттер көрсөтүлдү.",
	    [WORD_SEARCH_RESPELT] = "«%s» деген сөз тексттерде жок. Анын ордуна көрсөтүлдү: %s.",
	    [WORD_SEARCH_UNKNOWN] = "Мындай жыл, долбоор, материалдын түрү, тема же аймак бул жерде "
				"жок, ошондуктан издөө бул шартсыз жүрдү.",
	    [WORD_SEARCH_HELP] = "Кантип издөө керек",
	    [WORD_SEARCH_HELP_WORDS] = "бардык сөздөр, ар кандай мүчөлөрү менен",
	    [WORD_SEARCH_HELP_PHRASE] = "дал ушул сөздөр, ушул тартипте",
	    [WORD_SEARCH_HELP_WITHOUT] = "экинчи сөзү жок тексттер",
	    [WORD_SEARCH_HELP_YEAR] = "ушул жылдын материалдары гана",
	    [WORD_SEARCH_HELP_KIND] = "ушул түрдөгү материалдар гана",
	    [WORD_SEARCH_HELP_PROJECT] = "ушул долбоор гана",
	    [WORD_SEARCH_HELP_TOPIC] = "ушул тема гана",
	    [WORD_SEARCH_HELP_PLACE] = "ушул аймак гана",
	    [WORD_SEARCH_HELP_FORGIVES] = "Мунун баарын чогуу колдонсо болот. Кичинекей ката тоскоол "
				"болбойт. Сөздөрдү латын тамгалары менен да жазсаңыз болот: mektep деп "
				"жазсаңыз, «мектеп» табылат.",
	    [WORD_YEAR] = "Жыл",
	    [WORD_PROJECT] = "Долбоор",
	    [WORD_KIND] = "Түрү",
	    [WORD_ALL] = "баары",
	    [WORD_NEXT_PAGE] = "Кийинки бет",
	    [WORD_PREVIOUS_PAGE] = "Мурунку бет",
	    [WORD_OLDER] = "Мурунку",
	    [WORD_NEWER] = "Кийинки",
	    [WORD_OLDER_AND_NEWER] = "Долбоордун башка материалдары",
	    [WORD_NOTHING_YET] = "Азырынча эч нерсе жарыялана элек.",
	    [WORD_UPDATED] = "Жаңыртылды",
	    [WORD_CORRECTION] = "Оңдоо",
	    [WORD_PUBLISHED] = "Жарыяланды",
	    [WORD_WHEN] = "Качан",
	    [WORD_WHERE] = "Кайда",
	    [WORD_TO_CALENDAR] = "Календарыма кошуу",
	    [WORD_CANCELLED] = "Жокко чыгарылды",
	    [WORD_POSTPONED] = "Кийинкиге жылдырылды",
	    [WORD_CANCELLED_TEXT] = "Бул иш-чара жокко чыгарылды.",
	    [WORD_POSTPONED_TEXT] = "Бул иш-чара кийинкиге жылдырылды.",
	    [WORD_COMING_EVENTS] = "Алдыдагы иш-чаралар",
	    [WORD_PAST_EVENTS] = "Өткөн иш-чаралар",
	    [WORD_SHARE] = "Бөлүшүү",
	    [WORD_EMAIL] = "Электрондук почта",
	    [WORD_PAGE_ADDRESS] = "Бул барактын дареги",
	    [WORD_LINKS] = "Шилтемелер",
	    [WORD_NOT_FOUND] = "Бет табылган жок",
	    [WORD_NOT_FOUND_HELP] = "Мындай бет жок, балким, ал башка дарекке көчкөндүр. Башкы беттен "
				"издеп көрүңүз.",
	    [WORD_GONE] = "Материал жарыядан алынды",
	    [WORD_REASON] = "Себеби",
	    [WORD_BUSY] = "Сервер азыр бош эмес. Бир аздан кийин кайра аракет кылыңыз.",
	    [WORD_BAD_REQUEST] = "Суроо-талап туура эмес",
	    [WORD_FAILED] = "Серверде ката кетти. Бир аздан кийин кайра аракет кылыңыз.",
	    [WORD_SKIP_TO_TEXT] = "Текстке өтүү",
	    [WORD_PREVIEW] = "Алдын ала көрүү",
	    [WORD_DRAFTS] = "Караламалар",
	    [WORD_DRAFT] = "Бул каралама. Аны редакторлор гана көрөт.",
	    [WORD_SCHEDULED] = "Жарыялоого белгиленген",
	    [WORD_EXPIRED] = "Мөөнөтү бүткөн",
	    [WORD_PROBLEMS] = "Файлдардагы каталар",
	    [WORD_NO_PROBLEMS] = "Файлдарда ката жок.",
	    [WORD_CERTIFICATE_NEEDED] = "Бул бет редакторлор үчүн. Сертификатыңызды көрсөтүңүз.",
	    [WORD_CERTIFICATE_UNKNOWN] = "Бул ачкыч редакторлордун тизмесинде жок. Анын изин "
				"(fingerprint) администраторго жөнөтүңүз",
	    [WORD_CERTIFICATE_EARLY] = "Сертификатыңыз али күчүнө кире элек. Түзмөгүңүздүн саатын "
				"текшериңиз.",
	    [WORD_CERTIFICATE_EXPIRED] = "Сертификатыңыздын мөөнөтү бүткөн. Жаңысын түзүңүз.",
	    [WORD_DONOR] = "Донор",
	    [WORD_IMPLEMENTER] = "Ишке ашыруучу уюм",
	    [WORD_PARTNER] = "Өнөктөштөр",
	    [WORD_AREA] = "Камтылган аймактар",
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
	/* A noun after a number stays in the singular. */
	.counts = {
	    [COUNT_ITEMS] = { "материал", "материал" },
	    [COUNT_NEWS] = { "жаңылык", "жаңылык" },
	    [COUNT_PROJECTS] = { "долбоор", "долбоор" },
	    [COUNT_RESULTS] = { "натыйжа", "натыйжа" },
	},
	.day = day,
	.interval = interval,
	.month = month,
	.span = span,
	.until_hour = until_hour,
	.period = period,
	.group_mark = "\u00A0",
	.decimal_mark = ",",
	.size_units = { "Б", "КБ", "МБ", "ГБ", "ТБ" },
	.translit = translit,
	.search = {
	    .script = SCRIPT_CYRILLIC,
	    .paths = { { .slots = noun_slots, .cuts = 5, .finals = finals, .roots = noun_roots },
		{ .slots = verb_slots, .done = VERB, .cuts = 8, .respelled = verb_spellings,
		    .finals = verb_finals, .roots = verb_roots, .others = no_verbs, }, },
	    .variants = variants,
	    .clashes = clashes,
	    .exceptions = exceptions,
	    .vowels = "аеёиоуыэюя",
	    .typed = typed,
	    .stop_words = stop_words,
	    .short_forms = short_forms,
	},
};
