// SPDX-License-Identifier: Apache-2.0
// Random messages that are right by the table: every form of one reads back as the same message,
// and what is changed in it is noticed.
#include "dice.h"
#include "gtin.h"
#include "gs1.h"
#include "told.h"

enum { YEAR = 2026, ROUNDS = 4000, VALUE_MAX = 100 };

static const char set82[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                            "abcdefghijklmnopqrstuvwxyz";
static const char set39[] = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char set64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static const char *characters_of(enum lint set)
{
    return set == LINT_NUMERIC  ? "0123456789"
           : set == LINT_CSET39 ? set39
           : set == LINT_CSET64 ? set64
                                : set82;
}

static void fill(struct dice *dice, enum lint set, char *out, gsize len)
{
    const char *from = characters_of(set);
    for (gsize i = 0; i < len; i++)
        out[i] = from[dice_below(dice, (uint32_t)strlen(from))];
}

static bool has_check(const struct ai_part *part, enum lint check)
{
    for (int i = 0; i < AI_CHECKS_MAX; i++)
        if (part->checks[i] == check)
            return true;
    return false;
}

// A value of one component that passes its checks: tried until one does, helped along where
// chance would take too long.
static void make_part(struct dice *dice, const struct ai_part *part, char *out, gsize len)
{
    static const struct {
        enum lint check;
        const char *sample;
    } samples[] = {
        {LINT_IBAN, "GB82WEST12345698765432"},
        {LINT_COUPONCODE, "0614141123456210150010"},
        {LINT_COUPONPOSOFFER, "106141411234560987654"},
        {LINT_POSINSEQSLASH, "2/3"},
        {LINT_HYPHEN, "-"},
        {LINT_PACKAGETYPE, "CT"},
        {LINT_ISO3166ALPHA2, "DE"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++)
        if (has_check(part, samples[i].check)) {
            memcpy(out, samples[i].sample, MIN(len, strlen(samples[i].sample)));
            return;
        }
    for (int tries = 0; tries < 100000; tries++) {
        struct lint_text text = {out, len, YEAR};
        struct lint_fault fault;
        bool good = true;
        fill(dice, part->set, out, len);
        if (has_check(part, LINT_GCPPOS1))
            fill(dice, LINT_NUMERIC, out, MIN(len, 4));
        if (has_check(part, LINT_CSUM))
            out[len - 1] = gs1_check_digit(out, len - 1);
        char pair[3];
        if (has_check(part, LINT_CSUMALPHA) && lint_check_pair(out, len - 2, pair))
            memcpy(out + len - 2, pair, 2);
        for (int i = 0; good && i < AI_CHECKS_MAX; i++)
            good = lint_run(part->checks[i], &text, &fault);
        if (good)
            return;
    }
    g_assert_not_reached();
}

// Length of a component: the sample's where make_part() has one.
static gsize make_length(struct dice *dice, const struct ai_part *part)
{
    gsize least = part->min, most = part->max;
    if (has_check(part, LINT_GCPPOS1) || has_check(part, LINT_CSUMALPHA))
        least = MAX(least, 8);
    if (has_check(part, LINT_IBAN) || has_check(part, LINT_COUPONCODE))
        return 22;
    if (has_check(part, LINT_COUPONPOSOFFER))
        return 21;
    if (has_check(part, LINT_PACKAGETYPE))
        return 2;
    least = MIN(least, most);
    return least + dice_below(dice, (uint32_t)(most - least + 1));
}

static void make_value(struct dice *dice, const struct ai_row *row, GString *out)
{
    char part_text[VALUE_MAX];
    for (const struct ai_part *part = row->parts; part->max; part++) {
        if (part->optional && dice_below(dice, 2))
            break;
        gsize len = make_length(dice, part);
        make_part(dice, part, part_text, len);
        g_string_append_len(out, part_text, (gssize)len);
    }
}

struct pair {
    char ai[8];
    char *value;
};

static void clear_pair(void *data)
{
    g_free(((struct pair *)data)->value);
}

// Some elements of different identifiers, in any order.
static GArray *make_message(struct dice *dice)
{
    gsize count = 0;
    const struct ai_row *rows = ai_rows(&count);
    GArray *pairs = g_array_new(FALSE, TRUE, sizeof(struct pair));
    g_array_set_clear_func(pairs, clear_pair);
    for (guint left = 1 + dice_below(dice, 6); left > 0; left--) {
        const struct ai_row *row = &rows[dice_below(dice, (uint32_t)count)];
        guint first = (guint)g_ascii_strtoull(row->first, NULL, 10);
        guint last = (guint)g_ascii_strtoull(row->last, NULL, 10);
        struct pair pair;
        g_snprintf(pair.ai, sizeof pair.ai, "%0*u", (int)strlen(row->first),
                   first + dice_below(dice, last - first + 1));
        bool there = false;
        for (guint i = 0; i < pairs->len; i++)
            there |= strcmp(g_array_index(pairs, struct pair, i).ai, pair.ai) == 0;
        if (there)
            continue;
        GString *value = g_string_new(NULL);
        make_value(dice, row, value);
        pair.value = g_string_free(value, FALSE);
        g_array_append_val(pairs, pair);
    }
    return pairs;
}

// The message as printed, made without the writer under test.
static char *printed(const GArray *pairs)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < pairs->len; i++) {
        const struct pair *pair = &g_array_index(pairs, struct pair, i);
        g_string_append_printf(out, "(%s)", pair->ai);
        for (const char *c = pair->value; *c; c++)
            g_string_append_printf(out, "%s%c", *c == '(' ? "\\" : "", *c);
    }
    return g_string_free(out, FALSE);
}

// Faults that are no matter of what stands together.
static guint own_faults(const struct explanation *explanation)
{
    const struct faults *faults = &explanation->message.faults;
    guint count = 0;
    for (unsigned i = 0; i < faults->count; i++)
        count += faults->list[i].code != FAULT_REQUIRES && faults->list[i].code != FAULT_EXCLUDES &&
                 faults->list[i].code != FAULT_NO_SERIAL;
    return count;
}

static void explain(struct explanation *explanation, const char *code)
{
    explain_code(explanation, code, strlen(code), YEAR, false);
}

static void assert_same(const struct explanation *explanation, const GArray *pairs)
{
    g_assert_cmpuint(explanation->count, ==, pairs->len);
    for (guint i = 0; i < pairs->len; i++) {
        const struct pair *pair = &g_array_index(pairs, struct pair, i);
        g_assert_cmpstr(explanation->parts[i].id, ==, pair->ai);
        g_assert_cmpstr(explanation->parts[i].value, ==, pair->value);
    }
}

// The elements of a link may come in another order: key, qualifiers, then the others.
static void assert_same_set(const struct explanation *explanation, const GArray *pairs)
{
    g_assert_cmpuint(explanation->count, ==, pairs->len);
    for (guint i = 0; i < pairs->len; i++) {
        const struct pair *pair = &g_array_index(pairs, struct pair, i);
        const struct gs1_element *element = gs1_find(&explanation->message, pair->ai);
        g_assert_nonnull(element);
        g_assert_cmpmem(element->value, element->len, pair->value, strlen(pair->value));
    }
}

static void test_forms_agree(void)
{
    struct dice dice;
    guint links = 0;
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        dice_seed(&dice, seed);
        g_autoptr(GArray) pairs = make_message(&dice);
        g_autofree char *text = printed(pairs);
        g_test_message("seed %u: %s", (guint)seed, text);
        explain(explanation, text);
        g_assert_cmpuint(own_faults(explanation), ==, 0);
        assert_same(explanation, pairs);
        g_assert_cmpstr(explanation->bracketed, ==, text);
        g_autofree char *symbol = g_strconcat("]d2", explanation->element_string, NULL);
        g_autofree char *link = g_strdup(explanation->link);
        explain(explanation, symbol);
        g_assert_cmpuint(own_faults(explanation), ==, 0);
        assert_same(explanation, pairs);
        g_assert_cmpstr(explanation->bracketed, ==, text);
        if (!link)
            continue;
        links++;
        explain(explanation, link);
        g_assert_cmpuint(own_faults(explanation), ==, 0);
        assert_same_set(explanation, pairs);
        g_assert_cmpstr(explanation->link, ==, link);
    }
    g_assert_cmpuint(links, >, ROUNDS / 10); // or the test of links would be empty
}

// A changed character of a value is noticed wherever a check digit or a set guards it.
static void test_changes_are_noticed(void)
{
    struct dice dice;
    dice_seed(&dice, 7);
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (int round = 0; round < ROUNDS; round++) {
        char sscc[19] = "";
        fill(&dice, LINT_NUMERIC, sscc, 17);
        sscc[17] = gs1_check_digit(sscc, 17);
        g_autofree char *good = g_strconcat("(00)", sscc, NULL);
        explain(explanation, good);
        g_assert_cmpuint(explanation->message.faults.count, ==, 0);
        gsize at = 4 + dice_below(&dice, 18);
        char before = good[at];
        good[at] = (char)('0' + dice_below(&dice, 10));
        explain(explanation, good);
        g_assert_true((explanation->message.faults.count == 0) == (good[at] == before));
    }
}

// Any bytes: an answer, places within the code, and every sentence can be shown.
static void test_any_bytes(void)
{
    static const char *const starts[] = {
        "",  "]C1",     "]d2",           "]Q3", "]E0", "]E3",  "]Q1", "(01)", "^", "https://a/01/",
        "+", "[)>\036", "[)>\03605\035", "=",   "RR",  "8110", "O-"};
    static const char signs[] = "0123456789()%/?&=+ABxyz\x1d\x1e\x04^|\\]\xc3\xa4\x00$.:-";
    struct dice dice;
    dice_seed(&dice, 11);
    g_autoptr(explanation_handle) explanation = explanation_new();
    for (int round = 0; round < 60000; round++) {
        const char *start = starts[dice_below(&dice, G_N_ELEMENTS(starts))];
        char code[80];
        gsize len = strlen(start);
        memcpy(code, start, len);
        for (gsize end = len + dice_below(&dice, 60); len < end; len++)
            code[len] = signs[dice_below(&dice, sizeof signs)];
        explain_code(explanation, code, len, YEAR, round % 2);
        const struct faults *faults = &explanation->message.faults;
        for (unsigned i = 0; i < faults->count; i++) {
            g_autofree char *sentence = fault_sentence(&faults->list[i]);
            g_assert_true(g_utf8_validate(sentence, -1, NULL));
            g_assert_cmpuint(faults->list[i].position + faults->list[i].length, <=, len);
        }
        for (unsigned i = 0; i < explanation->count; i++)
            g_assert_cmpuint(explanation->parts[i].position + explanation->parts[i].length, <=,
                             len);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/codes-property/forms-agree", test_forms_agree);
    g_test_add_func("/codes-property/changes", test_changes_are_noticed);
    g_test_add_func("/codes-property/any-bytes", test_any_bytes);
    return g_test_run();
}
