// SPDX-License-Identifier: Apache-2.0
// North American coupons: AI (8110), "North American Coupon Application Guideline Using GS1
// DataBar Expanded Symbols", and AI (8112), "GS1 AI (8112) Coupon Data Specification".
#include <string.h>

#include "i18n.h"
#include "lint_checks.h"

enum { DATE = 6, NO_VALUE = '9' };

// One field: SIZED is a digit out of `allowed` that says how many digits follow, less `count`;
// CHOICE a digit out of `allowed`; PLAIN are `count` digits; DAY a date YYMMDD.
struct field {
    const char *name; // N_(); NULL ends the list
    enum { SIZED, CHOICE, PLAIN, DAY } kind;
    const char *allowed;
    gsize count;
    bool nine_is_none; // a length of 9 means that nothing follows
};

struct coupon {
    const char *text;
    gsize len, at;
    int this_year;
    struct lint_fault *fault;
    gsize expiry_at; // of the digits, 0 = none
};

#define REQUIREMENT(NAME, CODE, FAMILY)                                                            \
    {NAME, SIZED, "12345", 0, false}, {CODE, CHOICE, "012349", 1, false},                          \
    {                                                                                              \
        FAMILY, PLAIN, NULL, 3, false                                                              \
    }

static const struct field required[] = {
    {N_("company prefix"), SIZED, "0123456", 6, false},
    {N_("offer code"), PLAIN, NULL, 6, false},
    {N_("value to save"), SIZED, "12345", 0, false},
    REQUIREMENT(N_("first purchase requirement"), N_("code of the first purchase requirement"),
                N_("family code of the first purchase")),
    {NULL},
};

static const struct field second_purchase[] = {
    {N_("rule for more purchases"), CHOICE, "0123", 1, false},
    REQUIREMENT(N_("second purchase requirement"), N_("code of the second purchase requirement"),
                N_("family code of the second purchase")),
    {N_("company prefix of the second purchase"), SIZED, "01234569", 6, true},
    {NULL},
};

static const struct field third_purchase[] = {
    REQUIREMENT(N_("third purchase requirement"), N_("code of the third purchase requirement"),
                N_("family code of the third purchase")),
    {N_("company prefix of the third purchase"), SIZED, "01234569", 6, true},
    {NULL},
};

static const struct field expiry[] = {{N_("expiry date"), DAY, NULL, DATE, false}, {NULL}};
static const struct field start[] = {{N_("start date"), DAY, NULL, DATE, false}, {NULL}};
static const struct field serial[] = {{N_("serial number"), SIZED, "0123456789", 6, false}, {NULL}};
static const struct field retailer[] = {{N_("number of the shop"), SIZED, "1234567", 6, false},
                                        {NULL}};

static const struct field miscellaneous[] = {
    {N_("code of the value to save"), CHOICE, "01256", 1, false},
    {N_("item that the value applies to"), CHOICE, "012", 1, false},
    {N_("store coupon flag"), CHOICE, "0123456789", 1, false},
    {N_("flag against multiplying"), CHOICE, "01", 1, false},
    {NULL},
};

// The optional groups of AI (8110) in their order, each behind its digit.
static const struct {
    char sign;
    const struct field *fields;
} options[] = {
    {'1', second_purchase}, {'2', third_purchase}, {'3', expiry},        {'4', start},
    {'5', serial},          {'6', retailer},       {'9', miscellaneous},
};

static const struct field positive_offer[] = {
    {N_("format code"), CHOICE, "01", 1, false},
    {N_("funder"), SIZED, "0123456", 6, false},
    {N_("offer code"), PLAIN, NULL, 6, false},
    {N_("serial number"), SIZED, "0123456789", 6, false},
    {NULL},
};

// Objects to FIELD at the place reached; what is missing altogether counts for the whole.
static bool object(struct coupon *coupon, const struct field *field, enum fault_code code,
                   gsize length)
{
    bool ended = coupon->at >= coupon->len;
    lint_object(coupon->fault, code, ended ? 0 : coupon->at, ended ? coupon->len : length);
    coupon->fault->detail = field->name;
    return false;
}

static bool take(struct coupon *coupon, const struct field *field, gsize count)
{
    if (coupon->len - coupon->at < count)
        return object(coupon, field, FAULT_COUPON_SHORT, coupon->len - coupon->at);
    coupon->at += count;
    return true;
}

static bool take_date(struct coupon *coupon, const struct field *field)
{
    gsize at = coupon->at;
    struct lint_text date = {coupon->text + at, DATE, coupon->this_year};
    struct lint_fault fault;
    if (coupon->len - at < DATE)
        return object(coupon, field, FAULT_COUPON_SHORT, coupon->len - at);
    if (!lint_yymmdd(&date, &fault))
        return object(coupon, field, FAULT_COUPON_INVALID, DATE);
    if (field == expiry)
        coupon->expiry_at = at;
    else if (coupon->expiry_at && memcmp(date.text, coupon->text + coupon->expiry_at, DATE) > 0)
        return lint_object(coupon->fault, FAULT_COUPON_ORDER, coupon->expiry_at - 1, 2 * DATE + 2);
    coupon->at += DATE;
    return true;
}

static bool take_field(struct coupon *coupon, const struct field *field)
{
    if (field->kind == DAY)
        return take_date(coupon, field);
    if (field->kind == PLAIN)
        return take(coupon, field, field->count);
    if (coupon->at >= coupon->len)
        return object(coupon, field, FAULT_COUPON_MISSING, 0);
    char digit = coupon->text[coupon->at];
    if (!strchr(field->allowed, digit))
        return object(coupon, field, FAULT_COUPON_INVALID, 1);
    coupon->at++;
    if (field->kind == CHOICE || (field->nine_is_none && digit == NO_VALUE))
        return true;
    return take(coupon, field, (gsize)(digit - '0') + field->count);
}

static bool take_fields(struct coupon *coupon, const struct field *fields)
{
    for (const struct field *field = fields; field->name; field++)
        if (!take_field(coupon, field))
            return false;
    return true;
}

static bool at_end(struct coupon *coupon)
{
    if (coupon->at == coupon->len)
        return true;
    return lint_object(coupon->fault, FAULT_COUPON_EXCESS, coupon->at, coupon->len - coupon->at);
}

bool lint_couponcode(const struct lint_text *text, struct lint_fault *ret_fault)
{
    struct coupon coupon = {text->text, text->len, 0, text->this_year, ret_fault, 0};
    if (!lint_digits(text, ret_fault) || !take_fields(&coupon, required))
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(options); i++) {
        if (coupon.at >= coupon.len || coupon.text[coupon.at] != options[i].sign)
            continue;
        coupon.at++;
        if (!take_fields(&coupon, options[i].fields))
            return false;
    }
    return at_end(&coupon);
}

bool lint_couponposoffer(const struct lint_text *text, struct lint_fault *ret_fault)
{
    struct coupon coupon = {text->text, text->len, 0, text->this_year, ret_fault, 0};
    return lint_digits(text, ret_fault) && take_fields(&coupon, positive_offer) && at_end(&coupon);
}
