/*
 * language_tag: subtags by the IANA registry of language subtags (RFC 5646, section 2.2): scripts, regions,
 * areas.
 *
 * "LAPTOP", "old" and "AIDA" have the form of subtags, and are what programs and people add to a name.
 *
 *   tag = language [ sep script ] [ sep region ]     ; sep: "-" or "_"
 */
#include "content/language_tag.h"

#include <string.h>

#include "base/ascii.h"

/* Each between two spaces. */
static const char scripts[] =
    " "
    "Adlm Aghb Ahom Arab Aran Armi Armn Avst Bali Bamu Bass Batk Beng Bhks Bopo Brah Brai "
    "Bugi Buhd Cakm Cans Cari Cham Cher Chrs Copt Cpmn Cprt Cyrl Cyrs Deva Diak Dogr Dsrt "
    "Dupl Egyp Elba Elym Ethi Geok Geor Glag Gong Gonm Goth Gran Grek Gujr Guru Hanb Hang "
    "Hani Hano Hans Hant Hatr Hebr Hira Hluw Hmng Hmnp Hrkt Hung Ital Jamo Java Jpan Kali "
    "Kana Kawi Khar Khmr Khoj Kits Knda Kore Kthi Lana Laoo Latf Latg Latn Lepc Limb Lina "
    "Linb Lisu Lyci Lydi Mahj Maka Mand Mani Marc Medf Mend Merc Mero Mlym Modi Mong Mroo "
    "Mtei Mult Mymr Nagm Nand Narb Nbat Newa Nkoo Nshu Ogam Olck Orkh Orya Osge Osma Ougr "
    "Palm Pauc Perm Phag Phli Phlp Phnx Plrd Prti Rjng Rohg Runr Samr Sarb Saur Sgnw Shaw "
    "Shrd Sidd Sind Sinh Sogd Sogo Sora Soyo Sund Sylo Syrc Syre Syrj Syrn Tagb Takr Tale "
    "Talu Taml Tang Tavt Telu Tfng Tglg Thaa Thai Tibt Tirh Tnsa Toto Ugar Vaii Vith Wara "
    "Wcho Xpeo Xsux Yezi Yiii Zanb ";
static const char regions[] =
    " "
    "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM "
    "BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY "
    "CZ DE DJ DK DM DO DZ EA EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG "
    "GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ IR "
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY "
    "MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG "
    "NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW "
    "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ "
    "TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT "
    "ZA ZM ZW ";
static const char areas[] =
    " "
    "001 002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 054 057 "
    "061 142 143 145 150 151 154 155 202 419 ";

enum { SUBTAG_MAX = 4 };

/* Whether the list has the subtag, whatever its case. */
static bool is_in(const char *list, struct str subtag)
{
	struct str rest = str_of(list), one;
	char word[SUBTAG_MAX + 1];
	if (subtag.n == 0 || subtag.n > SUBTAG_MAX)
		return false;
	memcpy(word, subtag.p, subtag.n);
	word[subtag.n] = '\0';
	while (str_cut(rest, ' ', &one, &rest))
		if (str_is_nocase(one, word))
			return true;
	return false;
}

/* The bytes up to what separates subtags, or ends the tag. */
static size_t subtag_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && ascii_is_alnum(s.p[n]))
		n++;
	return n;
}

size_t language_tag_length(struct str s)
{
	size_t n = subtag_length(s);
	bool script = false, region = false;
	if (!lang_nearest(str_sub(s, 0, n)))
		return 0;
	while (n + 1 < s.n && (s.p[n] == '-' || s.p[n] == '_')) {
		struct str next = str_sub(s, n + 1, s.n);
		next = str_sub(next, 0, subtag_length(next));
		bool is_script = !script && !region && is_in(scripts, next);
		bool is_region = !region && (is_in(regions, next) || is_in(areas, next));
		if (!is_script && !is_region)
			break;
		script |= is_script;
		region |= is_region;
		n += 1 + next.n;
	}
	/* A language may be there in another script only: "uz", where the site has uz-Cyrl. */
	return lang_find(str_sub(s, 0, n)) ? n : 0;
}

const struct lang *language_tag_find(struct str tag)
{
	const struct lang *lang = lang_find(tag);
	/* The name of a pack is right whatever is in it. */
	if (lang && str_is(tag, lang->tag))
		return lang;
	return lang && language_tag_length(tag) == tag.n ? lang : NULL;
}
