/*
 * sound_test: the length of each format, and that what cannot be told is not told.
 */
#include "unit/support/sounds.h"

#include "picture/sound.h"

static struct folder folder;
static struct buf b;

static int begin(void **state)
{
	(void)state;
	folder_init(&folder);
	buf_init(&b, 4 * PICTURES_MAX);
	return 0;
}

static int end(void **state)
{
	(void)state;
	buf_release(&b);
	folder_release(&folder);
	return 0;
}

static struct sound probe(struct str bytes)
{
	struct sound s;
	folder_write_bytes(&folder, "file", bytes);
	int fd = open(folder_path(&folder, "file"), O_RDONLY | O_CLOEXEC);
	sound_probe(fd, &s);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
	close(fd);
	return s;
}

/* Of the file in b, which is emptied; it is of a known format. */
static int64_t seconds(void)
{
	struct sound s = probe(buf_str(&b));
	assert_true(s.known);
	buf_reset(&b);
	return s.seconds;
}

static void a_table_of_frames_tells_the_length_of_an_mp3(void **state)
{
	(void)state;
	put_bytes(&b, STR("ID3\4\0\0\0\0\2\0")); /* 256 bytes */
	put_zeros(&b, 256);
	put_xing(&b, 3828, 0, 900);
	assert_int_equal(seconds(), 100); /* 3828 × 1152 / 44100 */
	/* "VBRI", at one place whatever the channels. */
	put_bytes(&b, STR("\xff\xfb\x10\xc0"));
	put_zeros(&b, 32);
	put_bytes(&b, STR("VBRI\0\1\0\0\0\0\0\0\0\0\0\0\0\x4d"));
	put_zeros(&b, MP3_BYTES - b.len);
	put_frames(&b, "\xff\xfb\x10\xc0", MP3_BYTES, 77);
	assert_int_equal(seconds(), 2);
}

static void a_table_of_more_than_the_file_has_is_not_believed(void **state)
{
	(void)state;
	put_xing(&b, 3828, 3828 * MP3_BYTES, 900);
	assert_int_equal(seconds(), 0); /* it is cut */
	put_xing(&b, 1000000, 0, 900);
	assert_int_equal(seconds(), 0); /* no frames are so small */
	put_xing(&b, 0, 0, 900);
	assert_int_equal(seconds(), 0);
}

static void one_bit_rate_and_the_size_tell_it_too(void **state)
{
	(void)state;
	put_frames(&b, MP3_32, MP3_BYTES, 3846); /* 32000 bits a second */
	assert_int_equal(seconds(), 100);
	/* Something before, tags before and after; the last frame is cut. */
	put_zeros(&b, 500);
	put_frames(&b, MP3_32, MP3_BYTES, 3846);
	put_zeros(&b, 200000);
	put_bytes(&b, STR("APETAGEX\xd0\7\0\0"));
	put_little(&b, 4, 200000 + 32);
	put_zeros(&b, 16);
	put_bytes(&b, STR("TAG"));
	put_zeros(&b, 125);
	assert_int_equal(seconds(), 100);
	/* MPEG 2, one channel, 16 kHz, 8 kbit/s: 36 bytes. */
	put_frames(&b, "\xff\xf3\x18\xc0", 36, 2000);
	assert_int_equal(seconds(), 72);
	/* Layer II, 48 kHz, 32 kbit/s: 96 bytes. */
	put_frames(&b, "\xff\xfd\x14\0", 96, 1000);
	assert_int_equal(seconds(), 24);
}

static void bit_rates_that_change_without_a_table_tell_nothing(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 40; i++) {
		put_frames(&b, MP3_32, MP3_BYTES, 30);
		put_frames(&b, MP3_64, 2 * MP3_BYTES, 30);
	}
	assert_int_equal(seconds(), 0);
	put_frames(&b, MP3_32, MP3_BYTES, 2000);
	put_frames(&b, MP3_64, 2 * MP3_BYTES, 100);
	assert_int_equal(seconds(), 0);
}

static void the_last_page_of_an_ogg_tells_its_length(void **state)
{
	(void)state;
	put_ogg(&b, STR(OPUS_HEAD), 312 + 48000 * 90);
	assert_int_equal(seconds(), 90);
	put_ogg(&b, STR(VORBIS_HEAD), 22050 * 61);
	assert_int_equal(seconds(), 61);
	put_ogg(&b,
	    STR("\x7f"
	        "FLAC\1\0\0\1fLaC\0\0\0\x22\x10\0\x10\0\0\0\0\0\0\0\x0a\xc4\x40"),
	    44100 * 5);
	assert_int_equal(seconds(), 5);
	put_ogg(&b, STR("Speex   1.2                 \0\0\0\0\0\0\0\0\x40\x1f\0\0"), 8000 * 7);
	assert_int_equal(seconds(), 7);
	/* The picture of a film ends later, and the mark is in its bytes. */
	put_page(&b, PAGE_FIRST, 0, 1, STR("\x80theora"));
	put_ogg(&b, STR(OPUS_HEAD), 312 + 48000 * 90);
	put_page(&b, 0, UINT64_MAX, 7, STR("no sample ends here"));
	for (unsigned i = 0; i < 500; i++)
		put_page(&b, 0, 5000, 1, STR("pictures OggS pictures OggS\0 pictures"));
	assert_int_equal(seconds(), 90);
}

static void an_ogg_that_is_none_from_its_beginning_to_its_end_tells_nothing(void **state)
{
	(void)state;
	/* Two after each other. */
	put_ogg(&b, STR(OPUS_HEAD), 48000);
	put_page(&b, PAGE_FIRST, 0, 8, STR(OPUS_HEAD));
	put_page(&b, PAGE_LAST, 48000 * 5, 8, STR("sound"));
	assert_int_equal(seconds(), 0);
	/* A piece of a broadcast. */
	put_page(&b, PAGE_FIRST, 0, 7, STR(OPUS_HEAD));
	put_page(&b, 0, UINT64_C(48000) * 3600, 7, STR("sound"));
	put_page(&b, PAGE_LAST, UINT64_C(48000) * 3660, 7, STR("sound"));
	assert_int_equal(seconds(), 0);
	put_ogg(&b, STR("\x80theora"), 5000);
	assert_int_equal(seconds(), 0);
}

/* Of what is cut, only what is there plays. */
static void a_cut_ogg_is_as_long_as_its_whole_pages(void **state)
{
	(void)state;
	put_ogg(&b, STR(OPUS_HEAD), 312 + 48000 * 90);
	for (size_t n = 0; n < b.len; n++) {
		struct sound s = probe(str_sub(buf_str(&b), 0, n));
		assert_int_equal(s.seconds, s.seconds > 0); /* that of the page before */
	}
}

static void samples_of_one_size_tell_the_length_of_a_wave(void **state)
{
	(void)state;
	put_wave(&b, 80000, 80000);
	assert_int_equal(seconds(), 10);
	/* Written before it was known. */
	put_wave(&b, 0xffffffff, 80000);
	assert_int_equal(seconds(), 10);
	put_wave(&b, 80000, 60000);
	assert_int_equal(seconds(), 0);
	/* ADPCM: how many samples there are is said apart. */
	put_bytes(
	    &b, STR("RIFF\0\0\0\0WAVEfmt \x14\0\0\0\x11\0\1\0\x40\x1f\0\0\x40\x1f\0\0\0\1\4\0\2\0\xf9\1"));
	put_bytes(&b, STR("fact\4\0\0\0\x80\x3e\0\0data\4\0\0\0...."));
	assert_int_equal(seconds(), 2);
}

static void the_head_of_a_flac_tells_its_length_if_its_last_frame_is_there(void **state)
{
	(void)state;
	put_flac(&b, 44100 * 30, true);
	assert_int_equal(seconds(), 30);
	put_bytes(&b, STR("ID3\4\0\0\0\0\0\0"));
	put_flac(&b, 4096 * 100, true);
	assert_int_equal(seconds(), 9);
	put_flac(&b, 44100 * 30, false);
	assert_int_equal(seconds(), 0);
	/* Its check is not that of its bytes. */
	put_flac(&b, 44100 * 30, true);
	b.data[b.len - 21] ^= 1;
	assert_int_equal(seconds(), 0);
	put_flac(&b, 0, true);
	assert_int_equal(seconds(), 0);
	/* Frames that name their first sample. */
	put_flac(&b, 44100 * 30, false);
	put_bytes(&b, STR("\xff\xf9\xc9\x08\xf5\x81\xbf\xb8")); /* 1318904, 4096 of them */
	end_flac_frame(&b, 8);
	assert_int_equal(seconds(), 30);
}

static void the_head_of_an_mp4_tells_it_at_either_end(void **state)
{
	(void)state;
	for (int first = 0; first < 2; first++) {
		put_m4a(&b, first);
		for (size_t n = 8; n < b.len; n++)
			assert_int_equal(probe(str_sub(buf_str(&b), 0, n)).seconds, 0);
		assert_int_equal(seconds(), 90);
	}
	/* What a phone puts after it does no harm. */
	put_m4a(&b, true);
	put_bytes(&b, STR("SEFT....."));
	assert_int_equal(seconds(), 90);
	put_box(&b, "ftyp", STR("M4A \0\0\0\0isom"));
	put_moov(&b, 0, 600, 0xffffffff);
	put_box(&b, "mdat", STR("sound"));
	assert_int_equal(seconds(), 0);
}

static void lengths_are_rounded_and_none_is_beyond_belief(void **state)
{
	(void)state;
	put_wave(&b, 12000, 12000); /* 1.5 s */
	assert_int_equal(seconds(), 2);
	put_wave(&b, 80, 80);
	assert_int_equal(seconds(), 1);
	put_ogg(&b, STR(OPUS_HEAD), UINT64_C(48000) * (SOUND_SECONDS_MAX - 1));
	assert_int_equal(seconds(), SOUND_SECONDS_MAX - 1);
	put_ogg(&b, STR(OPUS_HEAD), UINT64_C(48000) * SOUND_SECONDS_MAX + 312);
	assert_int_equal(seconds(), 0);
	put_ogg(&b, STR(OPUS_HEAD), UINT64_MAX - 1);
	assert_int_equal(seconds(), 0);
}

static void what_is_no_sound_has_no_length(void **state)
{
	static const struct str files[] = { { "", 0 }, { "ID3", 3 }, { "\xff\xfb", 2 }, { "%PDF-1.4\n", 9 },
		{ "RIFF\0\0\0\0WEBPVP8 ", 16 },
		{ "\0\0\0\x14"
		  "ftypheic\0\0\0\0mif1",
		    20 } };
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct sound s = probe(files[i]);
		assert_false(s.known);
		assert_int_equal(s.seconds, 0);
	}
	assert_true(sound_plays("audio/mpeg") && sound_plays("video/mp4") && sound_plays("application/ogg"));
	assert_false(sound_plays("image/png"));
}

static void a_file_of_false_frames_costs_a_bounded_reading(void **state)
{
	(void)state;
	while (b.len + 5 < 3 * PICTURES_MAX)
		put_bytes(&b, STR("\xff\xfb\xe0\0\0"));
	assert_int_equal(probe(buf_str(&b)).seconds, 0);
	buf_reset(&b);
	put_page(&b, PAGE_FIRST, 0, 7, STR(OPUS_HEAD));
	put_page(&b, 0, 1000, 7, STR("sound"));
	while (b.len + 5 < 3 * PICTURES_MAX)
		put_bytes(&b, STR("OggS"));
	assert_int_equal(seconds(), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_table_of_frames_tells_the_length_of_an_mp3),
		TEST(a_table_of_more_than_the_file_has_is_not_believed),
		TEST(one_bit_rate_and_the_size_tell_it_too),
		TEST(bit_rates_that_change_without_a_table_tell_nothing),
		TEST(the_last_page_of_an_ogg_tells_its_length),
		TEST(an_ogg_that_is_none_from_its_beginning_to_its_end_tells_nothing),
		TEST(a_cut_ogg_is_as_long_as_its_whole_pages),
		TEST(samples_of_one_size_tell_the_length_of_a_wave),
		TEST(the_head_of_a_flac_tells_its_length_if_its_last_frame_is_there),
		TEST(the_head_of_an_mp4_tells_it_at_either_end),
		TEST(lengths_are_rounded_and_none_is_beyond_belief),
		TEST(what_is_no_sound_has_no_length),
		TEST(a_file_of_false_frames_costs_a_bounded_reading),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
