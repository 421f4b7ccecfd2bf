// SPDX-License-Identifier: Apache-2.0
// Rows of codes with their numbers, from the tables of states, kinds of locations and of work.
#include "code_tables.h"

#include <glib.h>

#include "lives.h"
#include "location_kinds.h"
#include "work_kinds.h"

static const char *state_row(const struct code_table *table, size_t n, int64_t *ret_values)
{
    const struct code_states *source = table->source;
    const struct state *state = &source->states->states[n];
    for (size_t i = 0; i < table->n_columns; i++)
        ret_values[i] = source->flags[i] ? (state->flags & source->flags[i]) != 0 : (int64_t)n + 1;
    return state->code;
}

static const struct code_states order_source = {
    &order_states, {ST_OPEN, ST_DEMAND, ST_EDITABLE, ST_LATE, ST_LACKS_GOODS, ST_HOLDS_GOODS, 0}};
static const struct code_states fulfilment_source = {
    &fulfilment_states, {ST_OPEN, ST_HOLDS_GOODS, ST_LEFT, ST_FREE_TO_PICK, ST_FREE_TO_PACK, 0}};
static const struct code_states parcel_source = {&parcel_states, {ST_OPEN, 0}};
static const struct code_states load_source = {&load_states, {ST_OPEN, 0}};
static const struct code_states outbox_source = {
    &job_states, {ST_OPEN, ST_WANTS_PERSON, ST_CANCELLED, ST_CAME_OUT}};
static const struct code_states printer_source = {&printer_states, {ST_WANTS_PERSON}};

static const char *location_row(const struct code_table *table, size_t n, int64_t *ret_values)
{
    size_t all;
    const struct location_kind *kind = &location_kinds(&all)[n];
    g_assert(n < all && table->n_columns == 3);
    ret_values[0] = kind->level;
    ret_values[1] = kind->sells;
    ret_values[2] = kind->picked;
    return kind->code;
}

static const char *work_row(const struct code_table *table, size_t n, int64_t *ret_values)
{
    size_t all;
    const struct work_kind *kind = &work_kinds(&all)[n];
    g_assert(n < all && table->n_columns == 2);
    ret_values[0] = kind->rank;
    ret_values[1] = kind->counts;
    return kind->code;
}

struct plain_row {
    const char *code;
    int64_t values[CODE_COLUMNS];
};

static const char *plain_row(const struct code_table *table, size_t n, int64_t *ret_values)
{
    const struct plain_row *row = (const struct plain_row *)table->source + n;
    for (size_t i = 0; i < table->n_columns; i++)
        ret_values[i] = row->values[i];
    return row->code;
}

// A kit is no goods itself: the parts under it are; split: a share of a line that two sites serve;
// elsewhere: goods that the channel shipped itself, which nobody sends again.
// listed: an order counts it among its lines; priced: its price is part of what the goods cost.
static const struct plain_row line_kinds[] = {
    {"goods", {1, 1, 1, 1}},     {"kit", {0, 0, 1, 1}},     {"part", {1, 1, 0, 1}},
    {"split", {1, 1, 0, 1}},     {"service", {0, 0, 0, 1}}, {"tip", {0, 0, 0, 0}},
    {"elsewhere", {0, 0, 0, 1}},
};

// What an event of a payment does to the money that was taken.
static const struct plain_row pay_kinds[] = {
    {"authorise", {0}}, {"capture", {1}}, {"refund", {-1}}, {"void", {0}}, {"chargeback", {-1}},
};

#define STATES(id, source_, n, ...)                                                                \
    {                                                                                              \
        .name = id, .columns = {__VA_ARGS__}, .n_columns = n, .source = &source_, .row = state_row \
    }
#define PLAIN(id, rows_, n, ...)                                                                   \
    {                                                                                              \
        .name = id, .columns = {__VA_ARGS__}, .n_columns = n, .n_rows = G_N_ELEMENTS(rows_),       \
        .source = rows_, .row = plain_row                                                          \
    }

static const struct code_table tables[] = {
    STATES("order_state", order_source, 7, "open", "demand", "editable", "late", "lacks",
           "holds_goods", "rank"),
    STATES("fulfilment_state", fulfilment_source, 6, "open", "holds_goods", "gone", "picks",
           "packs", "rank"),
    STATES("parcel_state", parcel_source, 2, "open", "rank"),
    STATES("load_state", load_source, 2, "open", "rank"),
    STATES("outbox_state", outbox_source, 4, "open", "wants_person", "cancelled", "came_out"),
    STATES("printer_state", printer_source, 1, "wants_person"),
    {.name = "location_kind",
     .columns = {"level", "sells", "picked"},
     .n_columns = 3,
     .row = location_row},
    {.name = "work_kind", .columns = {"rank", "counts"}, .n_columns = 2, .row = work_row},
    PLAIN("line_kind", line_kinds, 4, "goods", "demand", "listed", "priced"),
    PLAIN("pay_kind", pay_kinds, 1, "sign"),
};

size_t model_code_rows(const struct code_table *table)
{
    size_t n = table->n_rows;
    if (table->row == state_row)
        n = ((const struct code_states *)table->source)->states->n_states;
    else if (table->row == location_row)
        location_kinds(&n);
    else if (table->row == work_row)
        work_kinds(&n);
    return n;
}

const struct code_table *model_code_tables(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(tables);
    return tables;
}

const char *model_code(const struct code_table *table, size_t n, int64_t ret_values[CODE_COLUMNS])
{
    g_assert(n < model_code_rows(table) && table->n_columns <= CODE_COLUMNS);
    return table->row(table, n, ret_values);
}

void model_code_digest(const struct code_table *list, size_t n, char ret_text[DIGEST_TEXT])
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(all, "%s\n", list[i].name);
        for (size_t row = 0; row < model_code_rows(&list[i]); row++) {
            int64_t numbers[CODE_COLUMNS];
            g_string_append(all, model_code(&list[i], row, numbers));
            for (size_t column = 0; column < list[i].n_columns; column++)
                g_string_append_printf(all, " %s %d", list[i].columns[column],
                                       (int)numbers[column]);
            g_string_append_c(all, '\n');
        }
    }
    digest_text(all->str, all->len, ret_text);
}
