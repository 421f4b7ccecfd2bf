// SPDX-License-Identifier: Apache-2.0
// Quantities: read strictly, added and taken away with the overflow seen.
#include "qty.h"

#include <string.h>

#include "errors.h"
#include "i18n.h"
#include "text.h"

// What a number says that is no quantity, by the first sign that gives it away.
static const char *objection(const char *text)
{
    static const struct {
        const char *signs, *sentence;
    } known[] = {
        {"eE", N_("\"%s\" is a number in exponent form, not a quantity")},
        {"-", N_("\"%s\" is negative; a quantity counts from 0")},
        {".,", N_("\"%s\" is not a whole number of pieces")},
    };
    if (strspn(text, "0123456789.,eE+-") != strlen(text) || !strpbrk(text, "0123456789"))
        return N_("\"%s\" is not a number");
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (strpbrk(text, known[i].signs))
            return known[i].sentence;
    return N_("\"%s\" is not a quantity; digits only");
}

// Digits to a number that stops growing once it is too large.
static int64_t value_of(const char *digits)
{
    int64_t value = 0;
    for (; *digits && value <= QTY_MAX; digits++)
        value = value * 10 + (*digits - '0');
    return value;
}

bool qty_parse(const char *text, const char *field, int64_t *ret_qty, GError **error)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(text ? text : ""));
    bool digits = strspn(trimmed, "0123456789") == strlen(trimmed);
    int64_t value = digits ? value_of(trimmed) : 0;
    if (!*trimmed)
        return tote_fail(error, TOTE_IMPORT_MISSING, field, _("The quantity is empty"));
    if (digits && value <= QTY_MAX) {
        *ret_qty = value;
        return true;
    }
    g_autofree char *quoted = text_quote(trimmed, -1, 40);
    return tote_fail(error, TOTE_IMPORT_VALUE, field,
                     digits ? _("\"%s\" is more than a quantity can be (1 000 000 000)")
                            : _(objection(trimmed)),
                     quoted);
}

bool qty_add(int64_t a, int64_t b, int64_t *ret_sum)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return false;
    *ret_sum = sum;
    return true;
}

bool qty_sub(int64_t a, int64_t b, int64_t *ret_difference)
{
    int64_t difference;
    if (__builtin_sub_overflow(a, b, &difference))
        return false;
    *ret_difference = difference;
    return true;
}

bool qty_mul(int64_t a, int64_t b, int64_t *ret_product)
{
    int64_t product;
    if (__builtin_mul_overflow(a, b, &product))
        return false;
    *ret_product = product;
    return true;
}
