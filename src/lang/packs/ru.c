/*
 * ru: Russian.
 */
#include "lang/pack.h"
#include "lang/russian.h"

static const struct pack_dmy dates = {
	.months = { "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
	    "октября", "ноября", "декабря" },
	.year_suffix = " г.",
};

static const char *const months[12] = { "январь", "февраль", "март", "апрель", "май", "июнь", "июль",
	"август", "сентябрь", "октябрь", "ноябрь", "декабрь" };

static void day(struct buf *out, const struct civil *d)
{
	pack_dmy_day(&dates, out, d);
}

static void interval(struct buf *out, const struct civil *from, const struct civil *to)
{
	pack_dmy_interval(&dates, out, from, to);
}

static void month(struct buf *out, const struct civil *d)
{
	buf_printf(out, "%s %d г.", pack_month(months, d), d->year);
}

static void span(
    struct buf *out, const struct civil *from, bool from_hour, const struct civil *to, bool to_hour)
{
	pack_dmy_span(&dates, out, from, from_hour, to, to_hour);
}

static void until_hour(struct buf *out, const struct civil *d)
{
	buf_printf(out, "до %02d:%02d", d->hour, d->minute);
}

/* "С" asks for the genitive, "по" for the accusative, which months have as the nominative. */
static void period(struct buf *out, const struct civil *from, const struct civil *to)
{
	static const struct pack_period closed = { month, " г.", " гг." };
	if (from && to)
		pack_period_closed(&closed, out, from, to);
	else if (from && from->month)
		buf_printf(out, "с %s %d г.", pack_month(dates.months, from), from->year);
	else if (from)
		buf_printf(out, "с %d г.", from->year);
	else {
		buf_puts(out, "по ");
		pack_period_closed(&closed, out, to, to);
	}
}

/* The common table is Russian usage already. */
static const char *const translit[][2] = {
	{ NULL, NULL },
};

static const char *const typed[][2] = {
	{ "ё", "е" },
	{ NULL, NULL },
};

static const char *const stop_words[] = { "а", "в", "во", "для", "до", "за", "и", "из", "или", "к", "как",
	"ко", "кто", "на", "о", "об", "от", "по", "под", "при", "про", "с", "со", "у", "что", "чем", "где",
	"это", "этот", "эта", "эти", "не", "но", "же", "ли", "бы", "если", "чтобы", "также", "между", "через",
	"над", "его", "ее", "их", "он", "она", "они", "мы", "вы", "который", "которая", "которое", "которые",
	"которых", NULL };

static const char *const short_forms[][2] = {
	{ "АА", "айылный аймак" },
	{ "АО", "айыл окмоту" },
	{ "МСУ", "местное самоуправление" },
	{ "ОМСУ", "органы местного самоуправления" },
	{ "КР", "Кыргызская Республика" },
	{ "ИПР", "Институт политики развития" },
	{ "ТБО", "твёрдые бытовые отходы" },
	{ "ООН", "Организация Объединённых Наций" },
	{ "ПРООН", "Программа развития ООН" },
	{ "ЕС", "Европейский союз" },
	{ "АБР", "Азиатский банк развития" },
	{ "НПО", "неправительственная организация" },
	{ "СМИ", "средства массовой информации" },
	{ "ЧС", "чрезвычайная ситуация" },
	{ "МЧС", "Министерство чрезвычайных ситуаций" },
	{ "АВП", "ассоциация водопользователей" },
	{ "ФАП", "фельдшерско-акушерский пункт" },
	{ "ГЭС", "гидроэлектростанция" },
	{ NULL, NULL },
};

const struct lang lang_pack_ru = {
	.tag = "ru",
	.name = "Русский",
	.dir = "ltr",
	.locale = "ru_RU",
	.words = {
	    [WORD_HOME] = "Главная",
	    [WORD_MENU] = "Меню",
	    [WORD_BREADCRUMB] = "Вы здесь",
	    [WORD_SUBSCRIBE] = "Подписка",
	    [WORD_SITEMAP] = "Карта сайта",
	    [WORD_THIS_PAGE_ELSEWHERE] = "Эта страница по-другому",
	    [WORD_PROJECTS] = "Проекты",
	    [WORD_RUNNING_PROJECTS] = "Действующие проекты",
	    [WORD_FINISHED_PROJECTS] = "Завершённые проекты",
	    [WORD_NEWEST] = "Новые материалы",
	    [WORD_ARCHIVE] = "Архив",
	    [WORD_EVERY_NEWS] = "Все новости",
	    [WORD_ALL_ITEMS] = "Все материалы",
	    [WORD_FEEDS] = "Подписка на новости",
	    [WORD_FEED_OPENED] = "Это лента новостей: файл для программы чтения лент, а не страница. "
				"Скопируйте адрес из строки браузера и добавьте его в такую программу: "
				"новости будут приходить сами.",
	    [WORD_FEEDS_HELP] = "Читайте новости в одном приложении, как только они выйдут. Это "
				"бесплатно. Ни имени, ни номера указывать не нужно.",
	    [WORD_FOLLOW_TAKE] = "1. Установите бесплатное приложение",
	    [WORD_FOLLOW_TAKE_HELP] = "Такое приложение называется программой для чтения лент. Выберите "
				"то, что подходит вашему телефону или компьютеру.",
	    [WORD_FOLLOW_COPY] = "2. Скопируйте адрес",
	    [WORD_FOLLOW_COPY_HELP] = "Выберите, за чем хотите следить. Задержите палец на адресе и "
				"нажмите «Копировать».",
	    [WORD_FOLLOW_PASTE] = "3. Вставьте адрес в приложение",
	    [WORD_FOLLOW_PASTE_HELP] = "Откройте приложение. Нажмите «+» или «Добавить ленту». Вставьте "
				"адрес и подтвердите. Теперь новости будут приходить сами.",
	    [WORD_COMPUTER] = "компьютер",
	    [WORD_FOLLOW_PAGES] = "Страницы, на которые можно подписаться",
	    [WORD_FOLLOW_PAGES_HELP] = "Ваша программа может сама следить за страницей: каждый материал "
				"на ней — строка с датой. Откройте страницу из этого списка и выберите в "
				"меню программы «Подписаться».",
	    [WORD_FOLLOW_CHANNELS] = "Мы есть и здесь",
	    [WORD_FOLLOW_FORMATS] = "Другие форматы и протоколы",
	    [WORD_FOLLOW_FORMATS_HELP] = "Адрес ленты проекта — это адрес его страницы с atom.xml в "
				"конце. Для RSS поставьте вместо atom.xml имя rss.xml, для JSON Feed — "
				"feed.json.",
	    [WORD_KINDS_TITLE] = "Виды материалов",
	    [WORD_TOGETHER] = "Несколько проектов в одной ленте",
	    [WORD_TOGETHER_HELP] = "Отметьте проекты, за которыми хотите следить: два или больше.",
	    [WORD_TOGETHER_NAMES] = "Подставьте в этот адрес имена нужных проектов, соединив их знаком +",
	    [WORD_TOGETHER_SHOW] = "Показать их новости",
	    [WORD_FOLLOW_PART] = "Только нужное",
	    [WORD_FOLLOW_PROJECT] = "Подписаться на этот проект",
	    [WORD_ALL_NEWS] = "Новости всех проектов",
	    [WORD_LANGUAGES] = "На других языках",
	    [WORD_ONLY_OTHER] = "Материалы, которые есть только на других языках",
	    [WORD_ALSO_IN] = "На других языках",
	    [WORD_ATTACHMENTS] = "Приложенные файлы",
	    [WORD_PICTURE_MISSING] = "изображение недоступно",
	    [WORD_FILE_MISSING] = "файл недоступен",
	    [WORD_PASSPORT] = "Паспорт проекта",
	    [WORD_TOPIC] = "Тема",
	    [WORD_TOPICS] = "Темы",
	    [WORD_PLACE] = "Место",
	    [WORD_PLACES] = "Места",
	    [WORD_SEARCH] = "Поиск",
	    [WORD_SEARCH_PROMPT] = "Введите слова для поиска",
	    [WORD_ASCII] = "для программ без кириллицы",
	    [WORD_SEARCH_NOTHING] = "Ничего не нашлось. Попробуйте другие слова.",
	    [WORD_SEARCH_NARROW] = "Уточнить поиск",
	    [WORD_SEARCH_PROMPT_HELP] = "Введите слова для поиска (? — подсказка)",
	    [WORD_SEARCH_MOST] = "Текста со всеми этими словами нет. Показаны те, где есть "
				"некоторые из них.",
	    [WORD_SEARCH_RESPELT] = "Слова «%s» в текстах нет. Показано: %s.",
	    [WORD_SEARCH_UNKNOWN] = "Такого года, проекта, вида материалов, темы или места здесь "
				"нет, поэтому поиск идёт без этого условия.",
	    [WORD_SEARCH_HELP] = "Как искать",
	    [WORD_SEARCH_HELP_WORDS] = "все слова, в любой форме",
	    [WORD_SEARCH_HELP_PHRASE] = "именно эти слова подряд",
	    [WORD_SEARCH_HELP_WITHOUT] = "без второго слова",
	    [WORD_SEARCH_HELP_YEAR] = "только за этот год",
	    [WORD_SEARCH_HELP_KIND] = "только материалы этого вида",
	    [WORD_SEARCH_HELP_PROJECT] = "только по этому проекту",
	    [WORD_SEARCH_HELP_TOPIC] = "только по этой теме",
	    [WORD_SEARCH_HELP_PLACE] = "только об этом месте",
	    [WORD_SEARCH_HELP_FORGIVES] = "Всё это можно сочетать. Небольшая опечатка не мешает. "
				"Слова можно набирать и латиницей: по shkola найдётся «школа».",
	    [WORD_YEAR] = "Год",
	    [WORD_PROJECT] = "Проект",
	    [WORD_KIND] = "Вид",
	    [WORD_ALL] = "все",
	    [WORD_NEXT_PAGE] = "Следующая страница",
	    [WORD_PREVIOUS_PAGE] = "Предыдущая страница",
	    [WORD_OLDER] = "Раньше",
	    [WORD_NEWER] = "Позже",
	    [WORD_OLDER_AND_NEWER] = "Другие материалы проекта",
	    [WORD_NOTHING_YET] = "Здесь пока ничего не опубликовано.",
	    [WORD_UPDATED] = "Обновлено",
	    [WORD_CORRECTION] = "Исправление",
	    [WORD_PUBLISHED] = "Опубликовано",
	    [WORD_WHEN] = "Когда",
	    [WORD_WHERE] = "Где",
	    [WORD_TO_CALENDAR] = "Добавить в мой календарь",
	    [WORD_CANCELLED] = "Отменено",
	    [WORD_POSTPONED] = "Перенесено",
	    [WORD_CANCELLED_TEXT] = "Мероприятие отменено.",
	    [WORD_POSTPONED_TEXT] = "Мероприятие перенесено.",
	    [WORD_COMING_EVENTS] = "Предстоящие мероприятия",
	    [WORD_PAST_EVENTS] = "Прошедшие мероприятия",
	    [WORD_SHARE] = "Поделиться",
	    [WORD_EMAIL] = "Электронная почта",
	    [WORD_PAGE_ADDRESS] = "Адрес этой страницы",
	    [WORD_LINKS] = "Ссылки",
	    [WORD_NOT_FOUND] = "Страница не найдена",
	    [WORD_NOT_FOUND_HELP] = "Такой страницы нет: возможно, она переехала. Начните поиск с главной.",
	    [WORD_GONE] = "Материал снят с публикации",
	    [WORD_REASON] = "Причина",
	    [WORD_BUSY] = "Сервер сейчас занят. Повторите попытку чуть позже.",
	    [WORD_BAD_REQUEST] = "Неверный запрос",
	    [WORD_FAILED] = "Произошла ошибка на сервере. Повторите попытку чуть позже.",
	    [WORD_SKIP_TO_TEXT] = "Перейти к тексту",
	    [WORD_PREVIEW] = "Предпросмотр",
	    [WORD_DRAFTS] = "Черновики",
	    [WORD_DRAFT] = "Это черновик. Его видят только редакторы.",
	    [WORD_SCHEDULED] = "Запланировано",
	    [WORD_EXPIRED] = "Срок показа истёк",
	    [WORD_PROBLEMS] = "Ошибки в файлах",
	    [WORD_NO_PROBLEMS] = "Ошибок в файлах нет.",
	    [WORD_CERTIFICATE_NEEDED] = "Эта страница для редакторов. Предъявите свой сертификат.",
	    [WORD_CERTIFICATE_UNKNOWN] = "Этого ключа нет в списке редакторов. Передайте администратору "
				"его отпечаток",
	    [WORD_CERTIFICATE_EARLY] = "Ваш сертификат ещё не действует. Проверьте часы на своём "
				"устройстве.",
	    [WORD_CERTIFICATE_EXPIRED] = "Срок действия вашего сертификата истёк. Создайте новый.",
	    [WORD_DONOR] = "Донор",
	    [WORD_IMPLEMENTER] = "Исполнитель",
	    [WORD_PARTNER] = "Партнёры",
	    [WORD_AREA] = "Географический охват",
	    [WORD_BUDGET] = "Бюджет",
	    [WORD_PERIOD] = "Сроки",
	    [WORD_WEBSITE] = "Сайт",
	    [WORD_CONTACT] = "Контакты",
	    [WORD_PREDECESSOR] = "Предыдущий проект",
	    [WORD_AUTHOR] = "Автор",
	    [WORD_SOURCE] = "Источник",
	    [WORD_LICENCE] = "Лицензия",
	    [WORD_KIND_NEWS] = "Новость",
	    [WORD_KIND_PRESS_RELEASE] = "Пресс-релиз",
	    [WORD_KIND_EVENT] = "Мероприятие",
	    [WORD_KIND_PRACTICE] = "Лучшая практика",
	    [WORD_KIND_PUBLICATION] = "Публикация",
	    [WORD_KINDS_NEWS] = "Новости",
	    [WORD_KINDS_PRESS_RELEASE] = "Пресс-релизы",
	    [WORD_KINDS_EVENT] = "Мероприятия",
	    [WORD_KINDS_PRACTICE] = "Лучшие практики",
	    [WORD_KINDS_PUBLICATION] = "Библиотека",
	},
	.plural = pack_plural_east_slavic,
	.counts = {
	    [COUNT_ITEMS] = { "материал", "материала", "материалов" },
	    [COUNT_NEWS] = { "новость", "новости", "новостей" },
	    [COUNT_PROJECTS] = { "проект", "проекта", "проектов" },
	    [COUNT_RESULTS] = { "результат", "результата", "результатов" },
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
	    .paths = { RUSSIAN_NOUNS, RUSSIAN_VERBS, RUSSIAN_ADJECTIVES },
	    .exceptions = russian_exceptions,
	    .typed = typed,
	    .stop_words = stop_words,
	    .short_forms = short_forms,
	},
};
