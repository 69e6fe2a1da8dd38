#include "unit/support/test.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memfile.h"

static struct err failure;

/* What another process sees, which has the descriptor alone: 0 when it is `bytes`, and cannot be written unless `writable`. */
static int looked_at_by_another(int fd, const char *bytes, bool writable)
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		struct memfile m;
		char byte = 'x';
		int kept = dup(fd);
		bool ok = memfile_open(&m, fd, writable, &failure) && m.n == strlen(bytes) &&
		          memcmp(m.bytes, bytes, m.n) == 0;
		if (ok && writable)
			m.bytes[0] = 'X';
		if (ok && !writable)
			ok = pwrite(kept, &byte, 1, 0) < 0 &&
			     mprotect(m.bytes, m.n, PROT_READ | PROT_WRITE) != 0 &&
			     mmap(NULL, m.n, PROT_READ | PROT_WRITE, MAP_SHARED, kept, 0) == MAP_FAILED;
		ok = ok && ftruncate(kept, 1) != 0 && ftruncate(kept, 1 << 20) != 0;
		_exit(ok ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void only_the_process_that_made_it_writes_what_is_its_own(void **state)
{
	(void)state;
	for (int kind = MEMFILE_OWN; kind <= MEMFILE_SECRET; kind++) {
		struct memfile m;
		assert_true(memfile_new(&m, "test", 5, (enum memfile_kind)kind, &failure));
		memcpy(m.bytes, "first", 5);
		assert_int_equal(looked_at_by_another(m.fd, "first", false), 0);
		memcpy(m.bytes, "later", 5);
		assert_int_equal(looked_at_by_another(m.fd, "later", false), 0);
		memfile_release(&m);
		assert_int_equal(m.fd, -1);
	}
}

static void what_is_shared_every_process_writes(void **state)
{
	(void)state;
	struct memfile m;
	assert_true(memfile_new(&m, "test", 5, MEMFILE_SHARED, &failure));
	memcpy(m.bytes, "first", 5);
	assert_int_equal(looked_at_by_another(m.fd, "first", true), 0);
	assert_memory_equal(m.bytes, "Xirst", 5);
	memfile_release(&m);
}

static void a_secret_one_is_empty_when_it_was_let_go(void **state)
{
	(void)state;
	struct memfile m;
	char bytes[6] = "";
	assert_true(memfile_new(&m, "test", 5, MEMFILE_SECRET, &failure));
	memcpy(m.bytes, "first", 5);
	int kept = dup(m.fd);
	memfile_release(&m);
	assert_int_equal(pread(kept, bytes, 5, 0), 5);
	assert_memory_equal(bytes, "\0\0\0\0\0", 5);
	close(kept);
}

static void a_descriptor_that_is_none_is_refused(void **state)
{
	(void)state;
	struct memfile m;
	assert_false(memfile_open(&m, -1, false, &failure));
	assert_null(m.bytes);
	memfile_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_process_that_made_it_writes_what_is_its_own),
		cmocka_unit_test(what_is_shared_every_process_writes),
		cmocka_unit_test(a_secret_one_is_empty_when_it_was_let_go),
		cmocka_unit_test(a_descriptor_that_is_none_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
