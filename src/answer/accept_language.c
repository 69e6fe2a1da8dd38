/*
 * accept_language: parses the field and sorts the site's languages by its weights.
 */
#include "answer/accept_language.h"

enum { WEIGHT_MAX = 1000, RANGES_MAX = 32 };

/*
 *   weight = OWS ";" OWS "q=" qvalue
 *   qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3"0" ] )
 *
 * In thousandths; what is malformed counts least.
 */
static int weight_of(struct str s)
{
	struct str name, value;
	int weight = 0, unit = WEIGHT_MAX;

	if (!str_cut(str_trim(s), '=', &name, &value) || !str_is_nocase(str_trim(name), "q"))
		return 0;
	value = str_trim(value);
	for (size_t i = 0; i < value.n && i < 5; i++) {
		if (i == 1 && value.p[i] == '.')
			continue;
		if (value.p[i] < '0' || value.p[i] > '9')
			return 0;
		weight += (value.p[i] - '0') * unit;
		unit /= 10;
	}
	return weight < WEIGHT_MAX ? weight : WEIGHT_MAX;
}

/* Accept-Language = #( language-range [ weight ] ); the best weight of each language, 0 for those not named. */
static void read_weights(const struct site *site, struct str field, int weights[SITE_LANGS_MAX])
{
	struct str element, range, weight;
	bool more = true;

	for (size_t i = 0; i < site->lang_count; i++)
		weights[i] = 0;
	for (int n = 0; more && n < RANGES_MAX; n++) {
		more = str_cut(field, ',', &element, &field);
		int w = str_cut(element, ';', &range, &weight) ? weight_of(weight) : WEIGHT_MAX;
		const struct lang *l = lang_nearest(str_trim(range));
		for (size_t i = 0; l && i < site->lang_count; i++)
			if (site->langs[i] == l && w > weights[i])
				weights[i] = w;
	}
}

void accept_language_order(
    const struct site *site, struct str accept_language, const struct lang *out[SITE_LANGS_MAX + 1])
{
	int weights[SITE_LANGS_MAX], sorted[SITE_LANGS_MAX];

	read_weights(site, accept_language, weights);
	for (size_t i = 0; i < site->lang_count; i++) {
		size_t at = i;
		for (; at > 0 && sorted[at - 1] < weights[i]; at--) {
			sorted[at] = sorted[at - 1];
			out[at] = out[at - 1];
		}
		sorted[at] = weights[i];
		out[at] = site->langs[i];
	}
	out[site->lang_count] = NULL;
}
