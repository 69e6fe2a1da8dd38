#include "unit/support/shell.h"

#include <sys/stat.h>

#include "command/publish.h"

#define ITEM "content/p/2024-03-05-pump"

static void expect_file(struct shell *s, const char *name, const char *text)
{
	assert_string_equal(folder_read(&s->folder, name), text);
}

static void expect_refused(struct shell *s, const char *name, const char *text, const char *why)
{
	folder_write(&s->folder, name, text);
	assert_int_equal(shell_run(s, &publish_command, folder_path(&s->folder, name), NULL), COMMAND_FAULTY);
	if (!strstr(s->printed.err.data, why))
		fail_msg("%s: %s", name, s->printed.err.data);
	assert_string_equal(s->printed.out.data, "");
	expect_file(s, name, text);
}

static void a_draft_goes_public_and_every_other_byte_stays(void **state)
{
	static const char *const drafts[][3] = {
		{ ".en.gmi", "---\ntitle:  A  pump \n# x\ndraft: yes\n---\n\ndraft: yes\nText  \n",
		    "---\ntitle:  A  pump \n# x\n---\n\ndraft: yes\nText  \n" },
		{ ".en.gmi", "\xEF\xBB\xBF---\r\ntitle: A\r\n  draft :  yes \r\n---\r\nText",
		    "\xEF\xBB\xBF---\r\ntitle: A\r\n---\r\nText" },
		{ ".en.md", "---\ntitle: A\ndraft: true # not yet\n---\nText\n",
		    "---\ntitle: A\n---\nText\n" },
		{ ".en.md", "---\ntitle: \"A\"\npublished: false\nstatus: 'draft'\n---\nText\n",
		    "---\ntitle: \"A\"\n---\nText\n" },
		{ ".en.md", "+++\ntitle = \"A\"\ndraft = true\ntags = [\"a\"]\n+++\nText\n",
		    "+++\ntitle = \"A\"\ntags = [\"a\"]\n+++\nText\n" },
		{ ".en.md", "---json\n{\n\"draft\": true,\n\"title\": \"A\"\n}\n---\nText\n",
		    "---json\n{\n\"title\": \"A\"\n}\n---\nText\n" },
		{ ".en.md", "---\ntitle: A\npublished: 2024-03-05\nPrivate: yes\n---\nText\n",
		    "---\ntitle: A\npublished: 2024-03-05\n---\nText\n" },
	};
	struct shell *s = *state;
	for (size_t i = 0; i < ARRAY_SIZE(drafts); i++) {
		char name[64];
		snprintf(name, sizeof name, ITEM "%s", drafts[i][0]);
		folder_write(&s->folder, name, drafts[i][1]);
		if (shell_run(s, &publish_command, folder_path(&s->folder, name), NULL) != COMMAND_GOOD)
			fail_msg("%zu: %s", i, s->printed.err.data);
		assert_non_null(strstr(s->printed.out.data, "is public now: http://"));
		assert_non_null(strstr(s->printed.out.data, "/en/p/2024-03-05-pump\n"));
		expect_file(s, name, drafts[i][2]);
		folder_remove(&s->folder, name);
	}
}

static void a_file_that_cannot_go_public_is_left_alone_and_said(void **state)
{
	struct shell *s = *state;
	expect_refused(s, ITEM ".en.gmi", "---\ntitle: A\n---\nText\n", "is not a draft");
	expect_refused(s, ITEM ".en.gmi", "---\ntitle: A\ndraft: yes\nnaem: B\n---\nText\n", "has errors");
	expect_refused(s, ITEM ".en.gmi", "---\ntitle: A\ndraft: yes\n# check: which year?\n---\nText\n",
	    "lines \"# check:\", 1 of them");
	expect_refused(s, ITEM ".en.docx", "PK", "open it there, take out the line \"draft: yes\"");
	expect_refused(s, ITEM ".en.md", "---\ntitle: A\npassword: x\ndraft: true\n---\nText\n",
	    "would still be a draft");
	expect_refused(
	    s, "content/p/project.en.gmi", "---\nname: P\n---\nText.\n", "is not the text of an item");
	expect_refused(
	    s, "elsewhere.gmi", "---\ntitle: A\ndraft: yes\n---\n", "is not in the content directory");
}

static void with_yes_open_questions_stay_in_the_text(void **state)
{
	struct shell *s = *state;
	const char *path = folder_path(&s->folder, ITEM ".en.gmi");
	folder_write(
	    &s->folder, ITEM ".en.gmi", "---\ntitle: A\n# check: which year?\ndraft: yes\n---\nText\n");
	assert_int_equal(shell_run(s, &publish_command, "--yes", path, NULL), COMMAND_GOOD);
	expect_file(s, ITEM ".en.gmi", "---\ntitle: A\n# check: which year?\n---\nText\n");
}

static void what_waits_for_its_day_is_told_with_that(void **state)
{
	struct shell *s = *state;
	struct stat st;
	const char *path = folder_path(&s->folder, ITEM ".en.gmi");
	folder_write(
	    &s->folder, ITEM ".en.gmi", "---\ntitle: A\npublish: 2999-01-02 10:00\ndraft: yes\n---\nText\n");
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(shell_run(s, &publish_command, path, NULL), COMMAND_GOOD);
	assert_non_null(strstr(s->printed.out.data, "it will be public at http://"));
	assert_non_null(strstr(s->printed.out.data, " from 2999-01-02T10:00:00"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_draft_goes_public_and_every_other_byte_stays),
		TEST(a_file_that_cannot_go_public_is_left_alone_and_said),
		TEST(with_yes_open_questions_stay_in_the_text),
		TEST(what_waits_for_its_day_is_told_with_that),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
