// SPDX-License-Identifier: Apache-2.0
// Shopify's order export: what the shop has shipped already. It says so three times, as the word of
// the order, its date and the words of the lines; where these do not agree a person has to look.
#include <string.h>

#include "card.h"
#include "i18n.h"
#include "intake.h"
#include "shopify_row.h"

enum { SHOWN_CELLS = 40 };

// What one of them says.
enum said { SAID_NOTHING, SAID_NO, SAID_PARTLY, SAID_ALL, N_SAID };

// Any other word (restocked, on_hold …) does not say whether the goods are still to be sent.
static const struct {
    const char *word;
    enum said said;
} words[] = {{"", SAID_NOTHING},
             {"unfulfilled", SAID_NO},
             {"pending", SAID_NO},
             {"partial", SAID_PARTLY},
             {"fulfilled", SAID_ALL}};

// By what the order says, then its lines.
static const enum incoming_shipped shipped_of[N_SAID][N_SAID] = {
    [SAID_NOTHING] = {SHIPPED_NO, SHIPPED_NO, SHIPPED_PARTLY, SHIPPED_UNCLEAR},
    [SAID_NO] = {SHIPPED_NO, SHIPPED_NO, SHIPPED_PARTLY, SHIPPED_UNCLEAR},
    [SAID_PARTLY] = {SHIPPED_PARTLY, SHIPPED_UNCLEAR, SHIPPED_PARTLY, SHIPPED_UNCLEAR},
    [SAID_ALL] = {SHIPPED_WHOLE, SHIPPED_UNCLEAR, SHIPPED_PARTLY, SHIPPED_WHOLE},
};

static bool find_word(const char *word, enum said *ret_said)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_ascii_strcasecmp(words[i].word, word) == 0) {
            *ret_said = words[i].said;
            return true;
        }
    }
    return false;
}

// Reads a word; one that is not known holds the order, whose column it is in.
static bool read_word(struct incoming_order *order, const char *word, const char *column,
                      enum said *ret_said)
{
    if (find_word(word, ret_said))
        return true;
    g_autofree char *shown = cell_quote(word, SHOWN_CELLS);
    ORDER_HOLD(order, order->first_row, TOTE_IMPORT_VALUE, HOLD_SHIPPED_WORD, T_TEXT("word", shown),
               T_TEXT("column", column));
    return false;
}

// The lines of goods by what they say.
struct tally {
    unsigned by[N_SAID], all;
};

static bool count_lines(struct incoming_order *order, struct tally *tally)
{
    for (guint i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        const char *word = line->fulfilment ? line->fulfilment : "";
        enum said said = SAID_NOTHING;
        if (line->kind != LINE_GOODS)
            continue;
        if (!read_word(order, word, shopify_table[C_LINE_FULFILLMENT].name, &said))
            return false;
        tally->by[said]++;
        tally->all++;
    }
    return true;
}

static enum said lines_say(const struct tally *tally)
{
    if (tally->by[SAID_ALL] == tally->all)
        return SAID_ALL;
    if (tally->by[SAID_ALL] || tally->by[SAID_PARTLY])
        return SAID_PARTLY;
    return tally->by[SAID_NO] ? SAID_NO : SAID_NOTHING;
}

// Says what does not agree.
static void doubt(struct incoming_order *order, const char *word, const struct tally *tally)
{
    g_autofree char *shown = cell_quote(word, SHOWN_CELLS);
    const struct term terms[] = {T_TEXT("word", shown), T_INT("done", tally->by[SAID_ALL]),
                                 T_INT("all", tally->all)};
    incoming_order_hold(order, order->first_row, TOTE_IMPORT_SHIPPED,
                        order->fulfilled_at ? SAY_HOLD_SHIPPED_DATE : SAY_HOLD_SHIPPED_DATELESS,
                        terms, G_N_ELEMENTS(terms), NULL);
}

void shopify_settle_shipped(struct incoming_order *order)
{
    const char *slash = strchr(order->source_status ? order->source_status : "", '/');
    const char *word = slash ? slash + 1 : "";
    enum said said = SAID_NOTHING;
    struct tally tally = {.all = 0};
    order->shipped = SHIPPED_NO;
    if (order->cancelled_at || !intake_goods_lines(order))
        return; // nothing that could be sent
    order->shipped = SHIPPED_UNCLEAR;
    if (!read_word(order, word, shopify_table[C_FULFILLMENT].name, &said) ||
        !count_lines(order, &tally))
        return;
    if (said == SAID_NOTHING && order->fulfilled_at)
        said = SAID_ALL;
    if (said != SAID_NO || !order->fulfilled_at)
        order->shipped = shipped_of[said][lines_say(&tally)];
    if (order->shipped == SHIPPED_UNCLEAR)
        doubt(order, word, &tally);
}

void shopify_settle_lines(struct incoming_order *order)
{
    for (guint i = 0; order->shipped == SHIPPED_PARTLY && i < order->lines->len; i++) {
        struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        enum said said = SAID_NOTHING;
        if (line->kind == LINE_GOODS && line->fulfilment && find_word(line->fulfilment, &said) &&
            said == SAID_ALL)
            line->kind = LINE_ELSEWHERE;
    }
}
