/*
 * message: which translations there are of the messages for editors (base/message.h), and which language
 * a person reads.
 *
 * The translations of a language are one file, src/lang/messages/TAG.po (gettext's format); the build
 * makes tables of them. What readers see on pages is in the packs, not here.
 */
#ifndef JARCHY_LANG_MESSAGE_H
#define JARCHY_LANG_MESSAGE_H

#include "base/message.h"

/* By the tag of a pack; NULL for English, or when there are no translations. */
const struct messages *lang_messages(const char *tag);
/*
 * The tag of the pack that the environment asks for by LC_ALL, LC_MESSAGES or LANG, the first of them
 * that is not empty (POSIX, XBD 8.2): "ru_RU.UTF-8", "ky". The C library need not know the locale. "en"
 * when there is none.
 */
const char *lang_of_environment(void);

#endif
