/*
 * send_queue_test: what is queued comes out in order, a large body from the file that it was read from.
 */
#include "serve/send_queue.h"

#include <signal.h>
#include <sys/socket.h>

#include "unit/support/descriptors.h"
#include "unit/support/folder.h"

enum { BODY = 600000, GOT_MAX = 2 << 20 };

static struct folder folder;
static struct io_shared shared;
static struct io io;
static struct send_queue queue;
static struct cache *cache;
static struct buf got;
static int peer;
static char body[BODY];
static size_t descriptors_before;

static int start(void **state)
{
	int pair[2], small = 4096;
	(void)state;
	signal(SIGPIPE, SIG_IGN); /* as the server does: sendfile has no other way */
	descriptors_before = descriptors();
	folder_init(&folder);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair), 0);
	setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
	peer = pair[1];
	io_shared_init(&shared);
	io_init(&io, pair[0], &shared);
	send_queue_init(&queue);
	cache = xcalloc(1, sizeof *cache);
	cache_init(cache, 64 << 20, 8);
	buf_init(&got, GOT_MAX);
	for (size_t i = 0; i < sizeof body; i++)
		body[i] = (char)('a' + i / 7 % 26);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	send_queue_release(&queue);
	cache_clear(cache);
	free(cache);
	io_release(&io);
	io_shared_release(&shared);
	close(peer);
	buf_release(&got);
	folder_release(&folder);
	assert_int_equal(descriptors(), descriptors_before);
	return 0;
}

/* Writes into the file, not in its place, with a time that tells of it or not. */
static void spoil(const char *path, const char *bytes, int64_t second)
{
	const struct timespec times[2] = { { second, 0 }, { second, 0 } };
	int fd = openat(folder.fd, path, O_WRONLY | O_CLOEXEC);
	assert_int_equal(pwrite(fd, bytes, strlen(bytes), 0), strlen(bytes));
	assert_int_equal(futimens(fd, times), 0);
	close(fd);
}

/* An entry of n bytes that are also in a file of that name. The caller has no reference left. */
static struct cached *keep(const char *path, size_t n)
{
	const struct timespec times[2] = { { 1000, 0 }, { 1000, 0 } };
	write_file(folder.fd, path, (struct str){ body, n });
	int fd = openat(folder.fd, path, O_RDONLY | O_CLOEXEC);
	assert_int_equal(utimensat(folder.fd, path, times, 0), 0);
	struct cached *e = cached_new('h', str_of(path));
	e->form[0].body = xstrndup(body, n);
	e->form[0].body_n = n;
	cached_file_take(e, fd, INT64_C(1000) * 1000000000);
	cache_insert(cache, e);
	cached_drop(e);
	return e;
}

static void add_text(const char *text)
{
	buf_puts(send_queue_text(&queue), text);
	send_queue_text_end(&queue);
}

static void take(void)
{
	char some[8192];
	ssize_t n;
	while ((n = recv(peer, some, sizeof some, 0)) > 0)
		buf_add(&got, some, (size_t)n);
}

static enum io_result send_some(void)
{
	uint64_t sent;
	return send_queue_send(&queue, &io, false, &sent);
}

static void send_all(void)
{
	enum io_result r = IO_WANT_WRITE;
	while (r == IO_WANT_WRITE || r == IO_WANT_READ) {
		r = send_some();
		take();
	}
	assert_int_equal(r, IO_DONE);
	take();
}

static void expect(size_t at, const char *p, size_t n)
{
	assert_true(at + n <= got.len);
	assert_memory_equal(got.data + at, p, n);
}

/* A change that the time of the file does not show tells where the bytes came from. */
static void a_large_body_is_sent_from_its_file(void **state)
{
	(void)state;
	struct cached *e = keep("a", BODY);
	spoil("a", "FROM THE FILE", 1000);
	send_queue_add_cached(&queue, e, &e->form[0]);
	send_all();
	assert_int_equal(got.len, BODY);
	expect(0, "FROM THE FILE", 13);
	expect(13, body + 13, BODY - 13);
}

static void a_short_body_is_sent_from_memory_and_keeps_no_file(void **state)
{
	(void)state;
	struct cached *e = keep("a", CACHE_FILE_FROM - 1);
	assert_int_equal(e->file, -1);
	spoil("a", "FROM THE FILE", 1000);
	send_queue_add_cached(&queue, e, &e->form[0]);
	send_all();
	expect(0, body, CACHE_FILE_FROM - 1);
}

static void a_file_that_was_written_to_is_not_sent(void **state)
{
	(void)state;
	struct cached *e = keep("a", BODY);
	spoil("a", "FROM THE FILE", 1001);
	send_queue_add_cached(&queue, e, &e->form[0]);
	send_all();
	expect(0, body, BODY);
}

static void a_file_that_is_cut_while_it_is_sent_is_made_up_for(void **state)
{
	(void)state;
	struct cached *e = keep("a", BODY);
	send_queue_add_cached(&queue, e, &e->form[0]);
	assert_int_equal(send_some(), IO_WANT_WRITE);
	int fd = openat(folder.fd, "a", O_WRONLY | O_CLOEXEC);
	assert_int_equal(ftruncate(fd, BODY / 2), 0);
	close(fd);
	send_all();
	assert_int_equal(got.len, BODY);
	expect(0, body, BODY);
}

static void answers_in_a_row_keep_their_order(void **state)
{
	(void)state;
	struct cached *large = keep("a", BODY), *small = keep("b", 1000), *other = keep("c", CACHE_FILE_FROM);
	add_text("one");
	send_queue_add_cached(&queue, large, &large->form[0]);
	add_text("two");
	send_queue_add_cached(&queue, small, &small->form[0]);
	add_text("three");
	send_queue_add_cached(&queue, other, &other->form[0]);
	send_queue_add_cached(&queue, large, &large->form[0]);
	add_text("four");
	write_file(folder.fd, "last", STR("the end"));
	send_queue_add_file_take(&queue, openat(folder.fd, "last", O_RDONLY | O_CLOEXEC), 0, 7);
	send_all();
	assert_int_equal(got.len, 3 + BODY + 3 + 1000 + 5 + CACHE_FILE_FROM + BODY + 4 + 7);
	expect(0, "one", 3);
	expect(3, body, BODY);
	expect(BODY + 3, "two", 3);
	expect(BODY + 6, body, 1000);
	expect(BODY + 1006, "three", 5);
	expect(BODY + 1011, body, CACHE_FILE_FROM);
	expect(BODY + 1011 + CACHE_FILE_FROM, body, BODY);
	expect(BODY + 1011 + CACHE_FILE_FROM + BODY, "fourthe end", 11);
	assert_false(send_queue_pending(&queue));
}

static void an_entry_that_is_dropped_while_it_is_sent_goes_out_whole(void **state)
{
	(void)state;
	struct cached *e = keep("a", BODY);
	send_queue_add_cached(&queue, e, &e->form[0]);
	assert_int_equal(send_some(), IO_WANT_WRITE);
	cache_clear(cache);
	send_all();
	expect(0, body, BODY);
}

static void a_peer_that_leaves_costs_no_descriptor(void **state)
{
	(void)state;
	struct cached *e = keep("a", BODY);
	send_queue_add_cached(&queue, e, &e->form[0]);
	assert_int_equal(send_some(), IO_WANT_WRITE);
	shutdown(peer, SHUT_RD);
	assert_int_equal(send_some(), IO_ERROR);
	/* stop() counts */
}

static void a_turn_ends_after_its_share(void **state)
{
	int large = 16 << 20;
	uint64_t sent;
	(void)state;
	setsockopt(io.fd, SOL_SOCKET, SO_SNDBUFFORCE, &large, sizeof large);
	struct cached *e = keep("a", BODY);
	send_queue_add_cached(&queue, e, &e->form[0]);
	send_queue_add_cached(&queue, e, &e->form[0]);
	send_queue_send(&queue, &io, false, &sent);
	assert_true(sent <= 512 << 10);
	assert_true(send_queue_pending(&queue));
	send_all();
	assert_int_equal(got.len, 2 * BODY);
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_WORLD(a_large_body_is_sent_from_its_file),
		WITH_WORLD(a_short_body_is_sent_from_memory_and_keeps_no_file),
		WITH_WORLD(a_file_that_was_written_to_is_not_sent),
		WITH_WORLD(a_file_that_is_cut_while_it_is_sent_is_made_up_for),
		WITH_WORLD(answers_in_a_row_keep_their_order),
		WITH_WORLD(an_entry_that_is_dropped_while_it_is_sent_goes_out_whole),
		WITH_WORLD(a_peer_that_leaves_costs_no_descriptor),
		WITH_WORLD(a_turn_ends_after_its_share),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
