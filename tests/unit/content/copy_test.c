#include "unit/support/test.h"

#include "content/copy.h"

static const char *const kinds[] = { "none", "if beside", "sure" };

static void expect(const char *file, enum copy_kind kind, const char *plain)
{
	struct buf found;
	buf_init(&found, 512);
	enum copy_kind is = copy_find(str_of(file), &found);
	if (is != kind || strcmp(found.data, plain))
		fail_msg(
		    "%s: %s of \"%s\", not %s of \"%s\"", file, kinds[is], found.data, kinds[kind], plain);
	buf_release(&found);
}

static void what_sync_programs_make_is_told_with_the_name_that_it_had(void **state)
{
	(void)state;
	static const char *const copies[] = { "a.ru (conflicted copy 2026-11-21).gmi",
		"a.ru (Aida's conflicted copy 2026-11-21).gmi", "a (Aida conflicted copy 2026-11-21).ru.gmi",
		"a.ru (конфликтующая копия, Аида, 2026-11-21).gmi",
		"a.ru (Конфликтующая копия с компьютера Аида 2026-11-21).gmi",
		"a.ru.sync-conflict-20261121-101500-ABCDEF1.gmi",
		"a.sync-conflict-20261121-101500-ABCDEF1.ru.gmi",
		"a.ru.gmi.sync-conflict-20261121-101500-ABCDEF1", "a.ru_conflict-20261121-101500.gmi",
		"a.ru (SFConflict aida@example.org 2026-11-21-10-15-00).gmi", "a.ru (Case Conflict).gmi",
		"a.ru (Case Conflict 1).gmi", "a.ru - Copy.gmi", "a.ru - Copy (2).gmi", "a.ru — копия.gmi",
		"a.ru — копия 2.gmi", "a.ru - Копия (3).gmi", "a - Копия.ru.gmi", "a.ru - көчүрмө.gmi",
		"a.ru-LAPTOP.gmi", "a.ru-AIDA-LAPTOP.gmi", "a.ru-DESKTOP-AB12CD3.gmi", "a.ru-PC.gmi",
		"a.ru-old.gmi", "a.ru_v2.gmi", "a.ru (1).gmi", "a.ru(1).gmi", "a.ru 2.gmi", "a.ru копия.gmi",
		"a.ru copy.gmi", "a.ru_LOCAL_1234.gmi", "Copy (2) of a.ru.gmi", "Копия (2) a.ru.gmi",
		"Копия файла a.ru.gmi", "a.ru - көчүрмө (2).gmi", "a.ru көчүрмө.gmi", "a.ru (копия).gmi",
		"a (копия 2).ru.gmi", "a.ru (copy).gmi", "a (Copy 2).ru.gmi", "a (көчүрмө).ru.gmi",
		"a.ru (Selective Sync Conflict).gmi", "a.ru (Unicode Encoding Conflict 1).gmi",
		"a.ru [Conflict].gmi", "a [Conflict].ru.gmi", "a.ru [conflicted].gmi",
		"a.ru (case clash from aida).gmi", "a.ru.Conflict.gmi", "a.Conflict.ru.gmi",
		"a.ru.Conflict(1).gmi", "a.ru (aida's conflicting copy 2026-11-21).gmi",
		"a.ru (conflicted copy 2026-11-21 101500).gmi", "a-old.ru.gmi", "a-copy.ru.gmi",
		"a-kopiya.ru.gmi", "a-backup.ru.gmi", "a_old.ru.gmi", "a.ru (Конфликт регистра).gmi",
		"a.ru (конфликтная копия Аида 2026-11-21).gmi", "a (2).ru.gmi" };
	for (size_t i = 0; i < ARRAY_SIZE(copies); i++) {
		struct buf plain;
		buf_init(&plain, 512);
		if (copy_find(str_of(copies[i]), &plain) == COPY_NONE || strcmp(plain.data, "a.ru.gmi"))
			fail_msg("%s is a copy of \"%s\"", copies[i], plain.data);
		buf_release(&plain);
	}
}

static void attachments_are_copies_by_the_mark_or_by_what_is_beside_them(void **state)
{
	(void)state;
	expect("report (conflicted copy 2026-11-21).pdf", COPY_SURE, "report.pdf");
	expect("report - Copy.pdf", COPY_SURE, "report.pdf");
	expect("фото — копия (2).jpg", COPY_SURE, "фото.jpg");
	/* й in two code points, as macOS has it. */
	expect("план — копия.pdf", COPY_SURE, "план.pdf");
	expect("report (1).pdf", COPY_IF_BESIDE, "report.pdf");
	expect("report (1) (1).pdf", COPY_IF_BESIDE, "report (1).pdf");
	expect("report copy.pdf", COPY_IF_BESIDE, "report.pdf");
	expect("report copy 2.pdf", COPY_IF_BESIDE, "report.pdf");
	expect("report-AIDA-LAPTOP.pdf", COPY_IF_BESIDE, "report.pdf");
	expect("report-DESKTOP-AB12CD3.pdf", COPY_IF_BESIDE, "report.pdf");
	expect("Copy of report.pdf", COPY_IF_BESIDE, "report.pdf");
	expect("Копия report.pdf", COPY_IF_BESIDE, "report.pdf");
	expect("report.pdf (1)", COPY_IF_BESIDE, "report.pdf");
}

static void ordinary_names_are_no_copies(void **state)
{
	(void)state;
	static const char *const names[] = { "a.ru.gmi", "a.ru-RU.gmi", "a.ru-Latn.gmi", "a.ru-Cyrl-KG.gmi",
		"a.en_GB.gmi", "index.ky.gmi", "2026-11-21-bridge-2.ru.gmi", "2026-11-21-photocopy.ru.gmi",
		"report 2.pdf", "report-2.pdf", "annex-EN.pdf", "annex-II.pdf",
		"Bridge - copy for the press.pdf", "photocopy of a map.pdf", "north-conflict-report.pdf",
		"report (2026).pdf", "report (final).pdf", "north.conflict-report.pdf", "map [1].pdf",
		"report (copyright).pdf", "a-threshold.ru.gmi", "plan-old.pdf", "map_copy.jpg",
		"IMG_0001.JPG", "ПЛАН.pdf", "(1).pdf", "1.pdf", "a", "", " ", ".", "-", "(", "()", ").(",
		"copy of " };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		expect(names[i], COPY_NONE, "");
}

static void broken_names_are_read_to_their_end_and_no_further(void **state)
{
	(void)state;
	struct buf plain;
	buf_init(&plain, 512);
	static const char bytes[] = "\xD0\xCC\x88 (conflicted copy\xE2\x80.\xFF-\xC3(1)";
	for (size_t from = 0; from < sizeof bytes; from++)
		for (size_t n = 0; from + n < sizeof bytes; n++) {
			char *tight = xmalloc(n + 1);
			memcpy(tight, bytes + from, n);
			copy_find((struct str){ tight, n }, &plain);
			free(tight);
		}
	buf_release(&plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_sync_programs_make_is_told_with_the_name_that_it_had),
		cmocka_unit_test(attachments_are_copies_by_the_mark_or_by_what_is_beside_them),
		cmocka_unit_test(ordinary_names_are_no_copies),
		cmocka_unit_test(broken_names_are_read_to_their_end_and_no_further),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
