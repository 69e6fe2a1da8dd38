/*
 * order: two sorts: things together, then the best first.
 */
#include "catalog/search/order.h"

#include <stdlib.h>
#include <string.h>

#include "content/fields.h"

/* Of age, in which a weight loses a tenth of what it has at most. */
static const double year_seconds = 31557600.0;

static int compare_numbers(double a, double b)
{
	return (a > b) - (a < b);
}

static int compare_things(const struct candidate *a, const struct candidate *b)
{
	int order = strcmp(a->stem, b->stem);
	return order ? order : strcmp(a->project, b->project);
}

/* Of one thing the best first. */
static int by_thing(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;
	int order = compare_things(a, b);

	if (!order)
		order = a->foreign - b->foreign;
	if (!order)
		order = b->words - a->words;
	if (!order)
		order = compare_numbers(b->weight, a->weight);
	return order ? order : strcmp(a->lang, b->lang);
}

static int by_place(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;
	int order = a->foreign - b->foreign;

	if (!order)
		order = b->words - a->words;
	if (!order)
		order = compare_numbers(b->weight, a->weight);
	if (!order)
		order = (a->date < b->date) - (a->date > b->date);
	if (!order)
		order = strcmp(a->project, b->project);
	return order ? order : strcmp(a->stem, b->stem);
}

/* What has no date is as good as new. */
static void weigh_age(struct candidate *v, size_t n)
{
	int64_t newest = INSTANT_NONE;

	for (size_t i = 0; i < n; i++)
		if (v[i].date > newest)
			newest = v[i].date;
	for (size_t i = 0; i < n; i++)
		if (v[i].date != INSTANT_NONE)
			v[i].weight /= 1.0 + 0.1 * (double)(newest - v[i].date) / year_seconds;
}

size_t order_best(struct candidate *v, size_t n)
{
	size_t left = 0;

	if (!n)
		return 0;
	qsort(v, n, sizeof *v, by_thing);
	for (size_t i = 0; i < n; i++)
		if (!left || compare_things(&v[left - 1], &v[i]) != 0)
			v[left++] = v[i];
	weigh_age(v, left);
	qsort(v, left, sizeof *v, by_place);
	return left;
}
