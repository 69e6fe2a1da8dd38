/*
 * podcast: the categories of Apple Podcasts, as of 2025
 * (https://podcasters.apple.com/support/1691-apple-podcasts-categories). No name is there twice.
 */
#include "content/podcast.h"

#include <stddef.h>

#include "base/ascii.h"

enum { CHILDREN_MAX = 16 };

static const struct group {
	const char *name, *children[CHILDREN_MAX];
} groups[] = {
	{ "Arts", { "Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts" } },
	{ "Business",
	    { "Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit" } },
	{ "Comedy", { "Comedy Interviews", "Improv", "Stand-Up" } },
	{ "Education", { "Courses", "How To", "Language Learning", "Self-Improvement" } },
	{ "Fiction", { "Comedy Fiction", "Drama", "Science Fiction" } },
	{ "Government", { NULL } },
	{ "Health & Fitness",
	    { "Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality" } },
	{ "History", { NULL } },
	{ "Kids & Family", { "Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids" } },
	{ "Leisure", { "Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies",
	                 "Home & Garden", "Video Games" } },
	{ "Music", { "Music Commentary", "Music History", "Music Interviews" } },
	{ "News", { "Business News", "Daily News", "Entertainment News", "News Commentary", "Politics",
	              "Sports News", "Tech News" } },
	{ "Religion & Spirituality",
	    { "Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality" } },
	{ "Science", { "Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics",
	                 "Natural Sciences", "Nature", "Physics", "Social Sciences" } },
	{ "Society & Culture",
	    { "Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships" } },
	{ "Sports",
	    { "Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby",
	        "Running", "Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling" } },
	{ "Technology", { NULL } },
	{ "True Crime", { NULL } },
	{ "TV & Film", { "After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews" } },
};

/* text = [ parent ">" ] name */
static struct str cut_parent(struct str text, struct str *parent)
{
	struct str name;

	if (!str_cut(text, '>', parent, &name)) {
		name = *parent;
		*parent = STR("");
	}
	*parent = str_trim(*parent);
	return str_trim(name);
}

static bool find_child(const struct group *g, struct str name, struct podcast_category *out)
{
	for (size_t i = 0; i < CHILDREN_MAX && g->children[i]; i++)
		if (str_is_nocase(name, g->children[i])) {
			*out = (struct podcast_category){ g->name, g->children[i] };
			return true;
		}
	return false;
}

bool podcast_category_find(struct str text, struct podcast_category *out)
{
	struct str parent, name = cut_parent(text, &parent);

	for (const struct group *g = groups; g < groups + ARRAY_SIZE(groups); g++) {
		if (!parent.n && str_is_nocase(name, g->name)) {
			*out = (struct podcast_category){ NULL, g->name };
			return true;
		}
		if ((!parent.n || str_is_nocase(parent, g->name)) && find_child(g, name, out))
			return true;
	}
	return false;
}

/* As the names are written, so that letters of another case do not count. */
static struct str capitalised(struct str text, char *out, size_t size)
{
	size_t n = 0;

	for (bool begins = true; n < text.n && n < size; n++) {
		out[n] = begins ? ascii_upper(text.p[n]) : ascii_lower(text.p[n]);
		begins = text.p[n] == ' ' || text.p[n] == '-';
	}
	return (struct str){ out, n };
}

const char *podcast_category_near(struct str text)
{
	const char *names[ARRAY_SIZE(groups) * (CHILDREN_MAX + 1) + 1];
	char letters[64];
	struct str parent, name = cut_parent(text, &parent);
	size_t n = 0;

	for (const struct group *g = groups; g < groups + ARRAY_SIZE(groups); g++) {
		names[n++] = g->name;
		for (size_t i = 0; i < CHILDREN_MAX && g->children[i]; i++)
			names[n++] = g->children[i];
	}
	names[n] = NULL;
	return str_nearest(capitalised(name, letters, sizeof letters), names);
}
