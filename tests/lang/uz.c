/*
 * uz: Uzbek in Latin script. A pack that is not shipped: the tests add it to prove that one file is all that a language needs.
 */
#include "lang/pack.h"

static const char *const months[12] = { "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust",
	"sentabr", "oktabr", "noyabr", "dekabr" };

/* "2022-yil 3-mart" */
static void day(struct buf *out, const struct civil *d)
{
	buf_printf(out, "%d-yil %d-%s", d->year, d->day, pack_month(months, d));
}

/* "2022-yil 3–5-mart", "2022-yil 28-fevral – 3-mart", "2021-yil 28-dekabr – 2022-yil 3-yanvar" */
static void interval(struct buf *out, const struct civil *from, const struct civil *to)
{
	if (from->year != to->year) {
		day(out, from);
		buf_puts(out, " – ");
		day(out, to);
	} else if (from->month != to->month) {
		day(out, from);
		buf_printf(out, " – %d-%s", to->day, pack_month(months, to));
	} else if (from->day != to->day) {
		buf_printf(out, "%d-yil %d–%d-%s", from->year, from->day, to->day, pack_month(months, to));
	} else {
		day(out, from);
	}
}

/* "2022-yil mart" */
static void month(struct buf *out, const struct civil *d)
{
	buf_printf(out, "%d-yil %s", d->year, pack_month(months, d));
}

static void span(
    struct buf *out, const struct civil *from, bool from_hour, const struct civil *to, bool to_hour)
{
	day(out, from);
	pack_hour(out, from, from_hour);
	buf_puts(out, " – ");
	day(out, to);
	pack_hour(out, to, to_hour);
}

static void until_hour(struct buf *out, const struct civil *d)
{
	buf_printf(out, "%02d:%02d gacha", d->hour, d->minute);
}

static void period(struct buf *out, const struct civil *from, const struct civil *to)
{
	static const struct pack_period closed = { month, "-yil", "-yillar" };
	pack_period_closed(&closed, out, from ? from : to, to ? to : from);
	if (!from || !to)
		buf_puts(out, from ? "dan beri" : "gacha");
}

/* A number is followed by the one form that nouns have. */
static unsigned plural(uint64_t n)
{
	(void)n;
	return 0;
}

static const char *const translit[][2] = {
	{ "ж", "j" },
	{ "х", "x" },
	{ "қ", "q" },
	{ "ғ", "g" },
	{ "ҳ", "h" },
	{ "ў", "o" },
	{ "ʻ", "" },
	{ "ʼ", "" },
	{ NULL, NULL },
};

const struct lang lang_pack_uz = {
	.tag = "uz",
	.name = "Oʻzbekcha",
	.dir = "ltr",
	.locale = "uz_UZ",
	.words = {
	    [WORD_HOME] = "Bosh sahifa",
	    [WORD_MENU] = "Menyu",
	    [WORD_BREADCRUMB] = "Siz shu yerdasiz",
	    [WORD_SUBSCRIBE] = "Obuna",
	    [WORD_SITEMAP] = "Sayt xaritasi",
	    [WORD_THIS_PAGE_ELSEWHERE] = "Bu sahifa boshqa yoʻllar bilan",
	    [WORD_EVERY_NEWS] = "Barcha xabarlar",
	    [WORD_PROJECTS] = "Loyihalar",
	    [WORD_RUNNING_PROJECTS] = "Amaldagi loyihalar",
	    [WORD_FINISHED_PROJECTS] = "Yakunlangan loyihalar",
	    [WORD_NEWEST] = "Yangi xabarlar",
	    [WORD_ARCHIVE] = "Arxiv",
	    [WORD_ALL_ITEMS] = "Barcha materiallar",
	    [WORD_FEEDS] = "Obuna",
	    [WORD_FEED_OPENED] = "Bu tasma: sahifa emas, tasma oʻqish dasturi uchun fayl. Brauzer qatoridagi manzilni nusxalab, shunday dasturga qoʻshing.",
	    [WORD_FEEDS_HELP] = "Yangiliklarni bitta ilovada oʻqing. Bu bepul: na ism, na raqam kerak.",
	    [WORD_FOLLOW_TAKE] = "1. Bepul ilovani oʻrnating",
	    [WORD_FOLLOW_TAKE_HELP] = "Bunday ilova lenta oʻquvchi deb ataladi. Telefoningiz yoki kompyuteringizga mosini "
	                            "tanlang.",
	    [WORD_FOLLOW_COPY] = "2. Manzildan nusxa oling",
	    [WORD_FOLLOW_COPY_HELP] = "Nimani kuzatishni tanlang. Manzilni bosib turing va «Nusxa olish»ni tanlang.",
	    [WORD_FOLLOW_PASTE] = "3. Uni ilovaga qoʻying",
	    [WORD_FOLLOW_PASTE_HELP] = "Ilovani oching. «+» yoki «Lenta qoʻshish»ni bosing. Manzilni qoʻying. Endi yangiliklar "
	                            "oʻzi keladi.",
	    [WORD_COMPUTER] = "kompyuter",
	    [WORD_FOLLOW_PAGES] = "Obuna boʻlish mumkin boʻlgan sahifalar",
	    [WORD_FOLLOW_PAGES_HELP] = "Dasturingiz sahifani oʻzi kuzatishi mumkin: har bir material sanali satr. Sahifani "
	                            "oching va «Obuna»ni tanlang.",
	    [WORD_FOLLOW_CHANNELS] = "Biz bu yerda ham bormiz",
	    [WORD_FOLLOW_FORMATS] = "Boshqa formatlar va protokollar",
	    [WORD_FOLLOW_FORMATS_HELP] = "Loyiha lentasi uning sahifasi manzilida, oxirida atom.xml. RSS uchun rss.xml, JSON Feed "
	                            "uchun feed.json yozing.",
	    [WORD_KINDS_TITLE] = "Material turlari",
	    [WORD_TOGETHER] = "Bir nechta loyiha bitta lentada",
	    [WORD_TOGETHER_HELP] = "Kuzatmoqchi boʻlgan loyihalarni belgilang: ikkita yoki undan koʻp.",
	    [WORD_TOGETHER_NAMES] = "Bu manzilga kerakli loyihalarning nomlarini "
				    "+ belgisi bilan birlashtirib qoʻying",
	    [WORD_TOGETHER_SHOW] = "Ularning yangiliklarini koʻrsatish",
	    [WORD_FOLLOW_PART] = "Faqat kerakligi",
	    [WORD_FOLLOW_PROJECT] = "Bu loyihaga obuna boʻlish",
	    [WORD_ALL_NEWS] = "Barcha loyihalar yangiliklari",
	    [WORD_LANGUAGES] = "Boshqa tillarda",
	    [WORD_ONLY_OTHER] = "Faqat boshqa tillarda bor materiallar",
	    [WORD_ALSO_IN] = "Boshqa tillarda",
	    [WORD_ATTACHMENTS] = "Ilovalar",
	    [WORD_PICTURE_MISSING] = "rasm mavjud emas",
	    [WORD_FILE_MISSING] = "fayl mavjud emas",
	    [WORD_PASSPORT] = "Loyiha pasporti",
	    [WORD_TOPIC] = "Mavzu",
	    [WORD_TOPICS] = "Mavzular",
	    [WORD_PLACE] = "Joy",
	    [WORD_PLACES] = "Joylar",
	    [WORD_SEARCH] = "Qidiruv",
	    [WORD_SEARCH_PROMPT] = "Qidirilayotgan soʻzlarni yozing",
	    [WORD_ASCII] = "kirill harflarisiz dasturlar uchun",
	    [WORD_SEARCH_NOTHING] = "Hech narsa topilmadi. Boshqa soʻzlarni sinab koʻring.",
	    [WORD_SEARCH_NARROW] = "Qidiruvni aniqlashtirish",
	    [WORD_SEARCH_PROMPT_HELP] = "Qidirilayotgan soʻzlarni yozing (? — yordam)",
	    [WORD_SEARCH_MOST] = "Barcha soʻzlar bor matn yoʻq. Baʼzilari bor matnlar koʻrsatildi.",
	    [WORD_SEARCH_RESPELT] = "Matnlarda “%s” soʻzi yoʻq. Oʻrniga koʻrsatildi: %s.",
	    [WORD_SEARCH_UNKNOWN] = "Bu yerda bunday yil, loyiha, tur, mavzu yoki joy yoʻq, shuning "
				"uchun qidiruv bu shartsiz oʻtdi.",
	    [WORD_SEARCH_HELP] = "Qanday qidiriladi",
	    [WORD_SEARCH_HELP_WORDS] = "barcha soʻzlar, har qanday shaklda",
	    [WORD_SEARCH_HELP_PHRASE] = "aynan shu soʻzlar, shu tartibda",
	    [WORD_SEARCH_HELP_WITHOUT] = "ikkinchi soʻzsiz",
	    [WORD_SEARCH_HELP_YEAR] = "faqat shu yil",
	    [WORD_SEARCH_HELP_KIND] = "faqat shu tur",
	    [WORD_SEARCH_HELP_PROJECT] = "faqat shu loyiha",
	    [WORD_SEARCH_HELP_TOPIC] = "faqat shu mavzu",
	    [WORD_SEARCH_HELP_PLACE] = "faqat shu joy",
	    [WORD_SEARCH_HELP_FORGIVES] = "Bularning hammasini birga ishlatish mumkin. Kichik xato "
				"xalaqit bermaydi.",
	    [WORD_YEAR] = "Yil",
	    [WORD_PROJECT] = "Loyiha",
	    [WORD_KIND] = "Tur",
	    [WORD_ALL] = "hammasi",
	    [WORD_NEXT_PAGE] = "Keyingi sahifa",
	    [WORD_PREVIOUS_PAGE] = "Oldingi sahifa",
	    [WORD_OLDER] = "Oldingi",
	    [WORD_NEWER] = "Keyingi",
	    [WORD_OLDER_AND_NEWER] = "Loyihaning boshqa yangiliklari",
	    [WORD_NOTHING_YET] = "Bu yerda hali hech narsa eʼlon qilinmagan.",
	    [WORD_UPDATED] = "Yangilangan",
	    [WORD_CORRECTION] = "Tuzatish",
	    [WORD_PUBLISHED] = "Eʼlon qilingan",
	    [WORD_WHEN] = "Qachon",
	    [WORD_WHERE] = "Qayerda",
	    [WORD_TO_CALENDAR] = "Taqvimimga qoʻshish",
	    [WORD_CANCELLED] = "Bekor qilindi",
	    [WORD_POSTPONED] = "Keyinga qoldirildi",
	    [WORD_CANCELLED_TEXT] = "Bu tadbir bekor qilindi.",
	    [WORD_POSTPONED_TEXT] = "Bu tadbir keyinga qoldirildi.",
	    [WORD_COMING_EVENTS] = "Kutilayotgan tadbirlar",
	    [WORD_PAST_EVENTS] = "Oʻtgan tadbirlar",
	    [WORD_SHARE] = "Ulashish",
	    [WORD_EMAIL] = "Elektron pochta",
	    [WORD_PAGE_ADDRESS] = "Bu sahifa manzili",
	    [WORD_LINKS] = "Havolalar",
	    [WORD_NOT_FOUND] = "Sahifa topilmadi",
	    [WORD_NOT_FOUND_HELP] = "Bunday sahifa yoʻq; u koʻchirilgan boʻlishi mumkin. Bosh sahifadan boshlang.",
	    [WORD_GONE] = "Bu material olib tashlangan",
	    [WORD_REASON] = "Sababi",
	    [WORD_BUSY] = "Server band. Birozdan keyin urinib koʻring.",
	    [WORD_BAD_REQUEST] = "Notoʻgʻri soʻrov",
	    [WORD_FAILED] = "Serverda xatolik yuz berdi. Birozdan keyin urinib koʻring.",
	    [WORD_SKIP_TO_TEXT] = "Matnga oʻtish",
	    [WORD_PREVIEW] = "Oldindan koʻrish",
	    [WORD_DRAFTS] = "Qoralamalar",
	    [WORD_DRAFT] = "Bu qoralama. Uni faqat muharrirlar koʻradi.",
	    [WORD_SCHEDULED] = "Rejalashtirilgan",
	    [WORD_EXPIRED] = "Muddati oʻtgan",
	    [WORD_PROBLEMS] = "Fayllardagi xatolar",
	    [WORD_NO_PROBLEMS] = "Fayllarda xato yoʻq.",
	    [WORD_CERTIFICATE_NEEDED] = "Bu sahifa muharrirlar uchun. Sertifikatingizni koʻrsating.",
	    [WORD_CERTIFICATE_UNKNOWN] = "Bu kalit muharrirlar roʻyxatida yoʻq. Uning izini administratorga yuboring",
	    [WORD_CERTIFICATE_EARLY] = "Sertifikatingiz hali kuchga kirmagan. Qurilmangiz soatini tekshiring.",
	    [WORD_CERTIFICATE_EXPIRED] = "Sertifikatingizning muddati tugagan. Yangisini yarating.",
	    [WORD_DONOR] = "Donor",
	    [WORD_IMPLEMENTER] = "Ijrochi",
	    [WORD_PARTNER] = "Hamkorlar",
	    [WORD_AREA] = "Hudud",
	    [WORD_BUDGET] = "Byudjet",
	    [WORD_PERIOD] = "Muddati",
	    [WORD_WEBSITE] = "Sayt",
	    [WORD_CONTACT] = "Aloqa",
	    [WORD_PREDECESSOR] = "Oldingi loyiha",
	    [WORD_AUTHOR] = "Muallif",
	    [WORD_SOURCE] = "Manba",
	    [WORD_LICENCE] = "Litsenziya",
	    [WORD_KIND_NEWS] = "Yangilik",
	    [WORD_KIND_PRESS_RELEASE] = "Press-reliz",
	    [WORD_KIND_EVENT] = "Tadbir",
	    [WORD_KIND_PRACTICE] = "Ilgʻor tajriba",
	    [WORD_KIND_PUBLICATION] = "Nashr",
	    [WORD_KINDS_NEWS] = "Yangiliklar",
	    [WORD_KINDS_PRESS_RELEASE] = "Press-relizlar",
	    [WORD_KINDS_EVENT] = "Tadbirlar",
	    [WORD_KINDS_PRACTICE] = "Ilgʻor tajribalar",
	    [WORD_KINDS_PUBLICATION] = "Kutubxona",
	},
	.plural = plural,
	.counts = {
	    [COUNT_ITEMS] = { "ta yangilik" },
	    [COUNT_NEWS] = { "ta yangilik" },
	    [COUNT_PROJECTS] = { "ta loyiha" },
	    [COUNT_RESULTS] = { "ta natija" },
	},
	.day = day,
	.interval = interval,
	.month = month,
	.span = span,
	.until_hour = until_hour,
	.period = period,
	.group_mark = "\u00A0",
	.decimal_mark = ",",
	.size_units = { "B", "KB", "MB", "GB", "TB" },
	.translit = translit,
};
