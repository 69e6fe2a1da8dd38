/*
 * message: the tables that the build makes of src/lang/messages/TAG.po (messages.awk).
 */
#include "lang/message.h"

#include <stdlib.h>
#include <string.h>

#include "lang/lang.h"

/* static const struct message_text messages_TAG[] of each file; then a row of each. */
#include "lang_messages.inc"

static const struct {
	const char *tag;
	struct messages messages;
} languages[] = {
#define LANG_MESSAGES(tag) { #tag, { messages_##tag, ARRAY_SIZE(messages_##tag) } },
#include "lang_messages_list.inc"
#undef LANG_MESSAGES
};

const struct messages *lang_messages(const char *tag)
{
	for (size_t i = 0; i < ARRAY_SIZE(languages); i++)
		if (!strcmp(languages[i].tag, tag))
			return &languages[i].messages;
	return NULL;
}

const char *lang_of_environment(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *value = NULL;
	for (size_t i = 0; i < ARRAY_SIZE(names) && !(value && *value); i++)
		value = getenv(names[i]);
	/* "ru_RU.UTF-8@modifier" */
	const struct lang *l = value ? lang_find((struct str){ value, strcspn(value, ".@") }) : NULL;
	return l ? l->tag : "en";
}
