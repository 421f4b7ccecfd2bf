// SPDX-License-Identifier: Apache-2.0
// The rules of the scale at the bench.
#include "weight.h"

#include <glib.h>
#include <string.h>

bool weight_possible(int64_t grams)
{
    return grams >= 1 && grams <= WEIGHT_MAX_G;
}

int64_t weight_of_text(const char *text)
{
    guint64 grams = 0;
    bool number = g_ascii_string_to_unsigned(text, 10, 1, WEIGHT_MAX_G, &grams, NULL);
    return number ? (int64_t)grams : 0;
}

int64_t weight_of_kilograms(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    size_t part =
        text[whole] == '.' || text[whole] == ',' ? strspn(text + whole + 1, "0123456789") : 0;
    if (!whole || whole > 3 || !part || part > 3 || text[whole + 1 + part])
        return 0;
    int64_t grams = 1000 * g_ascii_strtoll(text, NULL, 10), unit = 100;
    for (size_t i = 0; i < part; i++, unit /= 10)
        grams += unit * (text[whole + 1 + i] - '0');
    return weight_possible(grams) ? grams : 0;
}

int64_t weight_expected(const struct weight_known *known)
{
    g_assert(known->goods >= 0 && known->tare >= 0);
    return known->goods && !known->weightless ? known->goods + known->tare : 0;
}

int64_t weight_tolerance(const struct weight_known *known)
{
    int64_t share = (known->goods + known->tare) * known->percent / 100;
    return MAX(share, known->at_least);
}

int64_t weight_tolerated(const struct weight_known *known, int64_t grams)
{
    bool below = grams < known->goods + known->tare;
    return weight_tolerance(known) + (below ? 0 : known->carton);
}

void weight_range(const struct weight_known *known, int64_t *ret_least, int64_t *ret_most)
{
    int64_t middle = known->goods + known->tare, tolerance = weight_tolerance(known);
    *ret_least = MAX(1, middle - tolerance);
    *ret_most = middle + tolerance + known->carton;
}

enum weight_verdict weight_judge(const struct weight_known *known, int64_t grams, int64_t *ret_off)
{
    int64_t off = grams - known->goods - known->tare;
    int64_t tolerance = weight_tolerated(known, grams);
    int64_t none, *ret = ret_off ? ret_off : &none;
    g_assert(grams >= 0);
    *ret = ABS(off);
    if (!grams || !known->goods)
        return WEIGHT_UNKNOWN;
    if (off < -tolerance)
        return WEIGHT_LIGHT;
    if (known->weightless)
        return WEIGHT_UNKNOWN;
    return off > tolerance ? WEIGHT_HEAVY : WEIGHT_WITHIN;
}
