/*
 * kyrgyz: the endings of nouns and verbs as tables, and what they must not be cut off.
 */
#include "lang/kyrgyz.h"

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

const struct lang_search kyrgyz_stemmer = {
	.paths = { { .slots = noun_slots, .cuts = 5, .finals = finals, .roots = noun_roots },
	    { .slots = verb_slots,
	        .done = VERB,
	        .cuts = 8,
	        .respelled = verb_spellings,
	        .finals = verb_finals,
	        .roots = verb_roots,
	        .others = no_verbs } },
	.variants = variants,
	.clashes = clashes,
	.vowels = "аеёиоуыэюя",
};
