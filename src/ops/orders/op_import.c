// SPDX-License-Identifier: Apache-2.0
// Orders of channels: new ones come in, known ones change only where that cannot hurt.
#include <string.h>

#include "batch.h"
#include "card.h"
#include "common.h"
#include "i18n.h"
#include "import_found.h"
#include "import_people.h"
#include "intake.h"
#include "keep.h"
#include "kit_recipes.h"
#include "lives.h"
#include "names.h"
#include "numbers.h"
#include "qty.h"
#include "registry.h"
#include "store_admin.h"

enum {
    HOUR_MS = 3600000,
    WORTH_A_COMMIT = 8, // orders; fewer would cost more than they
    SHOWN_CELLS = 40,
};

void import_problem(const struct import_batch *batch, int64_t row, const char *order,
                    enum tote_code code, const char *message)
{
    g_ptr_array_add(batch->problems, incoming_problem_new(row, order, code, false, message));
}

// What follows from the state that the order will have.
static void settle_fate(struct order_fate *fate)
{
    fate->open = state_has(&order_states, fate->status, ST_OPEN);
    fate->ships = state_has(&order_states, fate->status, ST_DEMAND);
}

// A batch in work: what came, and what was found of it.
struct taking {
    const struct import_batch *batch;
    struct import_found *found;
    struct kit_book *kits; // recipes, NULL = the shop has none
};

static bool make_fate(struct op_ctx *ctx, const struct taking *taking,
                      const struct incoming_order *order, struct order_fate *ret_fate,
                      GError **error)
{
    const char *reason = "";
    int64_t hours = store_setting_number(ctx->db, SETTING_PROMISE_HOURS, error);
    const char *event = intake_event(order, &reason);
    const struct transition *row =
        state_next(&order_states, order_states.initial, event, order->external_name, error);
    if (hours < 0 || !row)
        return false;
    int64_t from = order->paid_at ? order->paid_at : order->placed_at;
    *ret_fate = (struct order_fate){.status = row->to,
                                    .hold_reason = reason,
                                    .held_by = *reason ? "import" : "",
                                    .promise_at = from + hours * HOUR_MS,
                                    .now = ctx->now,
                                    .items = import_found_items(taking->found)};
    settle_fate(ret_fate);
    return true;
}

// What became of it, and why it is held, if it is. ABOUT is the first term.
static bool note(struct op_ctx *ctx, int64_t id, enum say_id plain, enum say_id held,
                 struct term about, const char *reason, GError **error)
{
    const struct term terms[] = {about, T_TEXT("reason", reason)};
    return op_note(ctx, 0, id, *reason ? held : plain, terms, *reason ? 2 : 1, error);
}

// Numbers of tote come first wherever an order is named, so people have to know this one's.
static void tell_number(const struct import_batch *batch, const struct incoming_order *order,
                        int64_t id)
{
    g_autofree char *name = cell_quote(order->external_name, SHOWN_CELLS);
    g_autofree char *message =
        g_strdup_printf(_("The name %s looks like a number of tote; here this order is %s"), name,
                        number_of(NUMBER_ORDER, id).text);
    import_problem(batch, order->first_row, order->external_name, TOTE_IMPORT_VALUE, message);
}

static bool create(struct op_ctx *ctx, const struct taking *taking,
                   const struct incoming_order *order, GError **error)
{
    const struct import_texts *texts = import_found_texts(taking->found);
    struct order_fate fate;
    int64_t channel = import_found_channel(taking->found, ctx, error);
    if (!channel || !make_fate(ctx, taking, order, &fate, error) ||
        !import_people(ctx, texts, &fate, error))
        return false;
    fate.kits = taking->kits;
    int64_t id = store_order_add(ctx->db, channel, order, &fate, error);
    if (id && name_is_number(order->external_name))
        tell_number(taking->batch, order, id);
    taking->batch->counts->created++;
    taking->batch->counts->held += !strcmp(fate.status, "held");
    import_found_written(taking->found);
    return id && op_keep_text(ctx, id, texts->kept, texts->n_kept, error) &&
           note(ctx, id, SAY_IMPORT_CREATED, SAY_IMPORT_CREATED_HELD,
                T_TEXT("name", order->external_name), fate.hold_reason, error);
}

// --- known orders

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *joined(GPtrArray *lines)
{
    g_ptr_array_sort(lines, by_text);
    g_ptr_array_add(lines, NULL);
    return g_strjoinv("\n", (char **)lines->pdata);
}

static char *line_text(const char *sku, const char *name, int64_t price, int64_t qty)
{
    return g_strdup_printf("%s\t%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT, sku ? sku : "",
                           name ? name : "", price, qty);
}

// Do the lines say the same, in whatever order?
static bool same_lines(struct op_ctx *ctx, int64_t id, const struct incoming_order *order,
                       bool *ret_same, GError **error)
{
    g_autoptr(rowlist) lines = store_order_lines_shown(ctx->db, id, error);
    if (!lines)
        return false;
    g_autoptr(GPtrArray) ours = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) theirs = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *row = list_at(lines, struct line_row, i);
        if (!*row->part_of) // the channel knows the kit
            g_ptr_array_add(ours, line_text(row->sku, row->name, row->price, row->qty));
    }
    for (unsigned i = 0; i < order->lines->len; i++) {
        const struct incoming_line *row = &g_array_index(order->lines, struct incoming_line, i);
        g_ptr_array_add(theirs, line_text(row->sku, row->name, row->price, row->qty));
    }
    g_autofree char *a = joined(ours);
    g_autofree char *b = joined(theirs);
    *ret_same = !strcmp(a, b);
    return true;
}

// The goods are not promised to anybody's hands yet: take everything over as it is now.
static bool rewrite(struct op_ctx *ctx, const struct taking *taking, const struct order_row *known,
                    const struct incoming_order *order, GError **error)
{
    struct order_fate fate;
    if (!order_free_goods(ctx, known->id, error) || !make_fate(ctx, taking, order, &fate, error))
        return false;
    bool ships = strcmp(fate.status, "cancelled") && strcmp(fate.status, "elsewhere");
    if (ships && !strcmp(known->held_by, "person")) { // taken off by a person only
        fate.status = "held";
        fate.hold_reason = known->hold_reason;
        fate.held_by = "person";
    } else if (!strcmp(known->status, "cancelled")) {
        fate.status = "cancelled";
        fate.hold_reason = fate.held_by = "";
    }
    settle_fate(&fate);
    fate.kits = taking->kits;
    taking->batch->counts->updated++;
    taking->batch->counts->held += !strcmp(fate.status, "held");
    return import_people(ctx, import_found_texts(taking->found), &fate, error) &&
           store_order_rewrite(ctx->db, known->id, order, &fate, error) &&
           note(ctx, known->id, SAY_IMPORT_CHANGED, SAY_IMPORT_CHANGED_HELD,
                T_TEXT("channel", taking->batch->channel), fate.hold_reason, error);
}

static bool conflict(struct op_ctx *ctx, const struct import_batch *batch,
                     const struct order_row *known, const struct incoming_order *order,
                     enum say_id what, GError **error)
{
    g_autofree char *state = g_strconcat("order:", known->status, NULL);
    struct number number = number_of(NUMBER_ORDER, known->id);
    const struct term terms[] = {T_TEXT("order", number.text), T_TEXT("name", order->external_name),
                                 T_WORD("what", say_code(what)), T_WORD("state", state)};
    g_autofree char *message = say_text(say_code(SAY_IMPORT_CONFLICT), terms, G_N_ELEMENTS(terms));
    import_problem(batch, order->first_row, order->external_name, TOTE_IMPORT_CONFLICT, message);
    batch->counts->updated++;
    batch->counts->held++;
    return store_order_review(ctx->db, known->id, order->hash, error) &&
           op_note(ctx, 0, known->id, SAY_IMPORT_CONFLICT, terms, G_N_ELEMENTS(terms), error);
}

static bool given_back(const struct incoming_order *order)
{
    return order->paid == PAID_REFUNDED || order->paid == PAID_VOID;
}

// What a person has to decide, because it would change goods in somebody's hands; N_SAYS = nothing.
static bool what_differs(struct op_ctx *ctx, const struct order_row *known,
                         const struct incoming_order *order, enum say_id *ret_what, GError **error)
{
    bool lines = true, delivery = true;
    bool refund = given_back(order) && g_strcmp0(known->paid, intake_paid_code(order->paid));
    if (!same_lines(ctx, known->id, order, &lines, error) ||
        !import_same_delivery(ctx, known->delivery_id, &order->delivery, &delivery, error))
        return false;
    *ret_what = order->cancelled_at ? SAY_IMPORT_WHAT_CANCELLED
                : refund            ? SAY_IMPORT_WHAT_REFUNDED
                : !lines            ? SAY_IMPORT_WHAT_LINES
                : !delivery         ? SAY_IMPORT_WHAT_ADDRESS
                                    : N_SAYS;
    return true;
}

// Nobody has begun to pick it: a cancelled one is cancelled, a refunded one is held.
static bool stop(struct op_ctx *ctx, const struct taking *taking, const struct order_row *known,
                 const struct incoming_order *order, GError **error)
{
    if (!order->cancelled_at)
        return rewrite(ctx, taking, known, order, error);
    taking->batch->counts->updated++;
    return order_free_goods(ctx, known->id, error) &&
           store_lines_cancel(ctx->db, known->id, error) &&
           order_event(ctx, known->id, known->status, "cancel", NULL, error) &&
           store_order_money(ctx->db, known->id, order, error) &&
           OP_NOTE(ctx, known->id, error, IMPORT_CANCELLED,
                   T_TEXT("channel", taking->batch->channel));
}

// Is anything of it in somebody's hands, in a box or gone? Then its lines stay as they are.
static bool handled(struct op_ctx *ctx, int64_t order, bool *ret_handled, GError **error)
{
    g_autoptr(rowlist) lines = store_order_lines(ctx->db, order, error);
    *ret_handled = false;
    for (unsigned i = 0; lines && i < list_len(lines); i++)
        *ret_handled = *ret_handled || list_at(lines, struct line_row, i)->picked > 0;
    return lines != NULL;
}

// Somebody works on it: only what concerns money is taken over, the rest is for a person.
static bool amend(struct op_ctx *ctx, const struct taking *taking, const struct order_row *known,
                  const struct incoming_order *order, GError **error)
{
    enum say_id what = N_SAYS;
    bool busy = false;
    if (!handled(ctx, known->id, &busy, error))
        return false;
    if (!busy && !strcmp(known->status, "released") && (order->cancelled_at || given_back(order)))
        return stop(ctx, taking, known, order, error);
    if (!what_differs(ctx, known, order, &what, error))
        return false;
    if (what != N_SAYS)
        return conflict(ctx, taking->batch, known, order, what, error);
    taking->batch->counts->updated++;
    return store_order_money(ctx->db, known->id, order, error) &&
           OP_NOTE(ctx, known->id, error, IMPORT_PAYMENT,
                   T_TEXT("channel", taking->batch->channel));
}

static bool update(struct op_ctx *ctx, const struct taking *taking, const struct known_row *known,
                   const struct incoming_order *order, GError **error)
{
    if (!strcmp(known->source_hash, order->hash) || !strcmp(known->review_hash, order->hash)) {
        taking->batch->counts->unchanged++;
        return true;
    }
    import_found_written(taking->found);
    g_autoptr(rowlist) taken = store_order_take(ctx->db, known->id, error);
    if (!taken)
        return false;
    const struct order_row *row = list_at(taken, struct order_row, 0);
    bool busy = false;
    if (!handled(ctx, row->id, &busy, error))
        return false;
    bool open = state_has(&order_states, row->status, ST_EDITABLE) && !busy;
    const struct import_texts *texts = import_found_texts(taking->found);
    return op_keep_text(ctx, row->id, texts->kept, texts->n_kept, error) &&
           (open ? rewrite(ctx, taking, row, order, error) : amend(ctx, taking, row, order, error));
}

// The lines of an order with those of the parts of its kits; too many where so many pieces of a
// part are wanted that no number holds them.
static int64_t lines_with_parts(struct kit_book *kits, const struct incoming_order *order)
{
    int64_t n = order->lines->len, pieces;
    for (unsigned i = 0; kits && i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        const GArray *parts = line->sku ? kit_book_find(kits, line->sku) : NULL;
        for (unsigned k = 0; parts && k < parts->len; k++, n++)
            if (!qty_mul(line->qty, g_array_index(parts, struct kit_part, k).per, &pieces))
                return INT32_MAX;
    }
    return n;
}

// A channel's id stands for one order for ever: under another name it would overwrite that one.
static void refuse_twin(const struct import_batch *batch, const struct known_row *known,
                        const struct incoming_order *order)
{
    g_autofree char *id = cell_quote(order->external_id, SHOWN_CELLS);
    g_autofree char *old = cell_quote(known->external_name, SHOWN_CELLS);
    g_autofree char *message =
        g_strdup_printf(_("Its id %s is that of order %s (%s) already; nothing of it was taken in"),
                        id, old, number_of(NUMBER_ORDER, known->id).text);
    import_problem(batch, order->first_row, order->external_name, TOTE_IMPORT_DUPLICATE, message);
    batch->counts->rejected++;
}

static bool take_in(struct op_ctx *ctx, const struct taking *taking, unsigned i, GError **error)
{
    const struct import_batch *batch = taking->batch;
    const struct incoming_order *order = batch->orders->pdata[i];
    const struct known_row *known = NULL;
    for (unsigned k = 0; k < order->problems->len; k++) {
        const struct incoming_problem *problem = order->problems->pdata[k];
        import_problem(batch, problem->row, order->external_name, problem->code, problem->message);
    }
    int64_t lines = lines_with_parts(taking->kits, order);
    if (lines >= PARTS_OF_ORDER) {
        g_autofree char *message = g_strdup_printf(
            _("%" G_GINT64_FORMAT " lines: an order has at most %d"), lines, PARTS_OF_ORDER - 1);
        import_problem(batch, order->first_row, order->external_name, TOTE_IMPORT_VALUE, message);
        batch->counts->rejected++;
        return true;
    }
    if (order->rejected) {
        batch->counts->rejected++;
        return true;
    }
    if (!import_found_turn(taking->found, ctx, i, &known, error))
        return false;
    if (known && strcmp(known->external_name, order->external_name)) {
        refuse_twin(batch, known, order);
        return true;
    }
    return known ? update(ctx, taking, known, order, error) : create(ctx, taking, order, error);
}

// Does somebody wait for the database, and is enough done by then?
static bool gives_way(struct op_ctx *ctx, const struct import_batch *batch, unsigned done)
{
    return batch->taken && done >= WORTH_A_COMMIT && db_others_wait(ctx->db);
}

static bool take_all(struct op_ctx *ctx, const struct taking *taking, GError **error)
{
    const struct import_batch *batch = taking->batch;
    unsigned i = 0, most = batch->orders->len;
    if (batch->taken)
        most = MIN(most, *batch->taken);
    for (; i < most && !gives_way(ctx, batch, i); i++)
        if (!take_in(ctx, taking, i, error))
            return false;
    if (batch->taken)
        *batch->taken = i;
    return true;
}

static bool import_orders(struct op_ctx *ctx, GError **error)
{
    const struct import_batch *batch = ctx->call->payload;
    *batch->counts = (struct import_counts){0};
    g_ptr_array_set_size(batch->problems, 0);
    g_autoptr(import_found) found = import_found_new(batch);
    g_autoptr(kit_book) kits = NULL;
    if (!kit_recipes(ctx->db, &kits, error) ||
        !take_all(ctx, &(const struct taking){batch, found, kits}, error))
        return false;
    ctx->silent = !batch->counts->created && !batch->counts->updated;
    ctx->dry = batch->dry_run;
    return true;
}

// --- import.note

struct note_args {
    const char *what, *channel;
    int64_t rows, created, updated;
};

static bool note_file(struct op_ctx *ctx, GError **error)
{
    const struct note_args *args = ctx->args;
    const struct import_note row = {.kind = args->what,
                                    .channel = args->channel,
                                    .rows = args->rows,
                                    .created = args->created,
                                    .updated = args->updated,
                                    .at = ctx->now};
    OP_SAY(ctx, VERDICT_DONE, IMPORT_NOTED, T_TEXT("what", args->what), T_INT("rows", args->rows),
           T_INT("created", args->created), T_INT("updated", args->updated));
    return store_import_note(ctx->db, &row, error);
}

const struct op op_import_note = {
    .name = "import.note",
    .summary = N_("Notes what came of the import of a file."),
    .roles = ROLES_DESK,
    .run = note_file,
    .inner = true,
    .args_size = sizeof(struct note_args),
    .args = {ARG(note_args, what, TEXT, ARG_NEEDED, N_("orders, items …")),
             ARG(note_args, channel, TEXT, ARG_MAYBE, N_("whose orders they are")),
             ARG(note_args, rows, NUMBER, ARG_NEEDED, N_("rows of the file")),
             ARG(note_args, created, NUMBER, ARG_NEEDED, N_("things that are new")),
             ARG(note_args, updated, NUMBER, ARG_NEEDED, N_("things that were changed"))},
};

// --- import.orders

const struct op op_import_orders = {
    .name = "import.orders",
    .summary = N_("Takes in a batch of orders of a channel."),
    .roles = ROLES_DESK,
    .run = import_orders,
    .inner = true,
    .args_size = sizeof(struct import_args),
    .args = IMPORT_ARGS,
    .brings = &payload_orders,
};
