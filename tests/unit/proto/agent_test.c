#include "unit/support/test.h"

#include "proto/agent.h"

static bool is_agent(const char *text, const char *name, const char *id, unsigned count)
{
	struct agent a;
	return agent_parse(str_of(text), &a) && str_is(a.name, name) && str_is(a.id, id) && a.count == count;
}

static void services_say_for_how_many_they_ask(void **state)
{
	static const struct {
		const char *text, *name, *id;
		unsigned count;
	} good[] = {
		{ "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 462 subscribers; )", "Feedly", "", 462 },
		{ "Feedly/1.0 (poller; 16 subscribers; +http://www.feedly.com/poller.html)", "Feedly", "",
		    16 },
		{ "Feedbin feed-id:1373711 - 102 subscribers", "Feedbin", "1373711", 102 },
		{ "NewsBlur Feed Fetcher - 27 subscribers - http://www.newsblur.com/site/5 (Mozilla/5.0 "
		  "(X11))",
		    "NewsBlur Feed Fetcher", "", 27 },
		{ "Mozilla/5.0 (compatible; inoreader.com; 114 subscribers)", "inoreader.com", "", 114 },
		{ "Mozilla/5.0 (compatible; theoldreader.com; 1 subscriber; feed-id=51c9d4)",
		    "theoldreader.com", "51c9d4", 1 },
		{ "Mozilla/5.0 (compatible; BazQux/2.4; +https://bazqux.com/fetcher; 12 subscribers)",
		    "BazQux", "", 12 },
		{ "Mozilla/5.0 (compatible; YandexBlogs/0.99; robot; +http://yandex.com/bots) 3 readers",
		    "YandexBlogs", "", 3 },
		{ "Netvibes (http://www.netvibes.com/; 45 subscribers; feedID: 1234)", "Netvibes", "1234",
		    45 },
		{ "Feedfetcher-Google; (+http://www.google.com/feedfetcher.html; 1 subscribers; feed-id=7)",
		    "Feedfetcher-Google", "7", 1 },
		{ "LiveJournal.com (webmaster@livejournal.com; for http://l.com/users/x/; 7 readers)",
		    "LiveJournal.com", "", 7 },
		{ "G2/1.0  0  Subscribers", "G2", "", 0 },
		{ "Reader https://example.org/ 5 READERS", "Reader", "", 5 },
		{ "Big 99999999 subscribers", "Big", "", 99999999 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		if (!is_agent(good[i].text, good[i].name, good[i].id, good[i].count))
			fail_msg("%s", good[i].text);
	}
}

static void what_is_not_written_so_is_no_count(void **state)
{
	static const char *const bad[] = {
		"",
		"Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0",
		"Feedly/1.0 (; subscribers; )",
		"Feedly/1.0 (; 462subscribers; )",
		"Feedly/1.0 (; 462 subscriberss; )",
		"Feedly/1.0 (; -462 subscribers; )",
		"Feedly/1.0 (; 4.62 subscribers; )",
		"Feedly/1.0 (; 1,462 subscribers; )",
		"Feedly/1.0 (; v462 subscribers; )",
		"Feedly/1.0 (; 100000000 subscribers; )",
		"Feedly/1.0 (; 99999999999999999999999999 subscribers; )",
		"462 subscribers",
		"'; x 462 subscribers",
		"/1.0 462 subscribers",
		"<b>Feedly</b> 462 subscribers",
		"Feed\"ly 462 subscribers",
		"Feed\x1b[2Jly 462 subscribers",
		"Жарчы 462 subscribers",
		"A name of more than forty bytes by one or 462 subscribers",
		"Feedbin feed-id:123456789012345678901234567890123 - 102 subscribers",
	};
	struct agent a;
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (agent_parse(str_of(bad[i]), &a))
			fail_msg("%s: %.*s, %u", bad[i], STR_ARG(a.name), a.count);
	}
	assert_true(is_agent("A name of forty bytes or of one less ... 462 subscribers",
	    "A name of forty bytes or of one less ...", "", 462));
}

static void markup_and_control_characters_never_stand_in_a_part(void **state)
{
	static const char text[] = "Mozilla/5.0 (compatible; Feedbin feed-id:12_a-B - 102 subscribers)";
	struct agent a;
	char changed[sizeof text];
	(void)state;
	for (size_t i = 0; i + 1 < sizeof text; i++) {
		for (int c = 0; c < 256; c++) {
			memcpy(changed, text, sizeof text);
			changed[i] = (char)c;
			if (!agent_parse((struct str){ changed, sizeof text - 1 }, &a))
				continue;
			for (size_t k = 0; k < a.name.n; k++)
				assert_true((unsigned char)a.name.p[k] >= ' ' &&
				            !strchr("<>\"\x7f", a.name.p[k]) &&
				            (unsigned char)a.name.p[k] < 0x80);
			for (size_t k = 0; k < a.id.n; k++)
				assert_true((unsigned char)a.id.p[k] > ' ' &&
				            !strchr("<>\"\x7f", a.id.p[k]) &&
				            (unsigned char)a.id.p[k] < 0x80);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(services_say_for_how_many_they_ask),
		cmocka_unit_test(what_is_not_written_so_is_no_count),
		cmocka_unit_test(markup_and_control_characters_never_stand_in_a_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
