#include "unit/support/test.h"

#include <fcntl.h>

#include "base/file.h"
#include "content/key.h"
#include "content/rule.h"

static void rules_are_sorted_and_found(void **state)
{
	(void)state;
	for (const struct rule *r = content_rules; r->name; r++) {
		assert_ptr_equal(rule_find(r->name), r);
		assert_true(r[1].name == NULL || strcmp(r->name, r[1].name) < 0);
	}
	assert_null(rule_find("no-such-rule"));
}

static void the_manual_explains_every_rule_and_key(void **state)
{
	(void)state;
	struct buf page, head;
	struct err err;
	buf_init(&page, 1 << 20);
	buf_init(&head, 256);
	assert_true(file_read(AT_FDCWD, "src/man/jarchy-content.5", 1 << 20, &page, &err));
	for (const struct rule *r = content_rules; r->name; r++) {
		buf_reset(&head);
		buf_printf(&head, "\n.TP\n.B %s\n", r->name);
		if (!strstr(page.data, head.data))
			fail_msg("jarchy-content(5) says nothing of %s", r->name);
	}
	for (const struct key *k = content_keys; k->name; k++) {
		buf_reset(&head);
		buf_printf(&head, "\n.TP\n.B %s", k->name);
		if (!strstr(page.data, head.data))
			fail_msg("jarchy-content(5) says nothing of %s", k->name);
	}
	buf_release(&page);
	buf_release(&head);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_are_sorted_and_found),
		cmocka_unit_test(the_manual_explains_every_rule_and_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
