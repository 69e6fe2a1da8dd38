/*
 * random: bytes that cannot be guessed.
 */
#ifndef JARCHY_BASE_RANDOM_H
#define JARCHY_BASE_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Fills p with n bytes (256 at most) from the kernel. False where it has none yet. */
bool random_bytes(void *p, size_t n);
/* A secret for tables in memory (hash.h). Where the kernel has none yet it is made of the time, and protects nothing. */
uint64_t random_seed(void);

#endif
