// SPDX-License-Identifier: Apache-2.0
// Orders of channels: new ones come in, known ones change only where that cannot hurt.
#include <string.h>

#include "batch.h"
#include "card.h"
#include "clock.h"
#include "common.h"
#include "i18n.h"
#include "import_conflict.h"
#include "import_found.h"
#include "import_hold.h"
#include "import_people.h"
#include "import_question.h"
#include "import_rest.h"
#include "import_stray.h"
#include "import_take.h"
#include "import_unknown.h"
#include "intake.h"
#include "keep.h"
#include "kit_recipes.h"
#include "lives.h"
#include "names.h"
#include "numbers.h"
#include "order_refuse.h"
#include "qty.h"
#include "registry.h"
#include "store_admin.h"
#include "tally.h"

enum {
    WORTH_A_COMMIT = 8, // orders; fewer would cost more than they
    SHOWN_CELLS = 40,
};

void import_problem(const struct import_batch *batch, int64_t row, const char *order,
                    enum tote_code code, const char *message)
{
    g_ptr_array_add(batch->problems, incoming_problem_new(row, order, code, false, message));
}

// A batch in work: what came, and what was found of it.
struct taking {
    const struct import_batch *batch;
    struct import_found *found;
    struct kit_book *kits; // recipes, NULL = the shop has none
    int64_t promise_hours;
    bool answered; // a person said so: what was cancelled here is wanted again
};

// The fate of an order that comes in with EVENT; why it is held tells its caller.
static bool make_fate(const struct op_ctx *ctx, const struct taking *taking,
                      const struct incoming_order *order, const char *event,
                      struct order_fate *ret_fate, GError **error)
{
    const struct transition *row =
        state_next(&order_states, order_states.initial, event, order->external_name, error);
    if (!row)
        return false;
    int64_t from = order->paid_at ? order->paid_at : order->placed_at;
    *ret_fate = (struct order_fate){.kits = taking->kits,
                                    .status = row->to,
                                    .hold_say = "",
                                    .hold_terms = "",
                                    .held_by = "",
                                    .promise_at = from + taking->promise_hours * HOUR_MS,
                                    .now = ctx->now,
                                    .open = state_has(&order_states, row->to, ST_OPEN),
                                    .ships = state_has(&order_states, row->to, ST_DEMAND),
                                    .items = import_found_items(taking->found)};
    return true;
}

// As the rules of the intake say. KNOWN: its id, 0 = it is new.
static bool judge_fate(struct op_ctx *ctx, const struct taking *taking, int64_t known,
                       const struct incoming_order *order, struct order_fate *ret_fate,
                       GError **error)
{
    struct hold_reason reason;
    bool twin = false;
    if (!import_found_twin(taking->found, ctx, known, &twin, error))
        return false;
    const char *event = intake_judge(order, twin, &reason);
    if (!make_fate(ctx, taking, order, event, ret_fate, error))
        return false;
    if (!state_has(&order_states, ret_fate->status, ST_HELD_NOW))
        return true;
    ret_fate->hold_say = reason.say;
    ret_fate->hold_terms = reason.terms;
    ret_fate->held_by = HELD_BY_IMPORT;
    return true;
}

// What became of it, and why it is held, if it is. ABOUT is the first term.
static bool note(struct op_ctx *ctx, int64_t id, enum say_id plain, enum say_id held,
                 struct term about, const struct order_fate *fate, GError **error)
{
    g_autofree char *why = term_said(fate->hold_say, fate->hold_terms);
    bool is_held = *fate->hold_say;
    const struct term terms[] = {about, T_SAID("reason", why)};
    return op_note(ctx, 0, id, is_held ? held : plain, terms, is_held ? 2 : 1, error);
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

// Who reads what became of the file learns of each held order why.
static void count_held(const struct import_batch *batch, const struct incoming_order *order,
                       const struct order_fate *fate)
{
    if (!state_has(&order_states, fate->status, ST_HELD_NOW))
        return;
    g_autofree char *why = say_stored(fate->hold_say, fate->hold_terms);
    batch->counts->held++;
    if (import_held_by_person(fate) || !intake_explained(order))
        import_problem(batch, order->first_row, order->external_name, TOTE_IMPORT_HELD, why);
}

static bool create(struct op_ctx *ctx, const struct taking *taking,
                   const struct incoming_order *order, GError **error)
{
    struct order_fate fate;
    int64_t channel = import_found_channel(taking->found, ctx, error);
    if (!channel || !judge_fate(ctx, taking, 0, order, &fate, error) ||
        !import_people(ctx, import_found_texts(taking->found), &fate, error))
        return false;
    int64_t id = store_order_add(ctx->db, channel, order, &fate, error);
    if (id && name_is_number(order->external_name))
        tell_number(taking->batch, order, id);
    op_tally(ctx, TALLY_CAME, ctx->now, 0, 1);
    op_tally_order(ctx, NULL, fate.status);
    taking->batch->counts->created++;
    count_held(taking->batch, order, &fate);
    import_tell_unknown(taking->batch, order, &fate);
    import_found_written(taking->found);
    return id &&
           note(ctx, id, SAY_IMPORT_CREATED, SAY_IMPORT_CREATED_HELD,
                T_TEXT("name", order->external_name), &fate, error) &&
           import_note_sums(ctx, taking->batch, id, order, &fate, error);
}

// --- known orders

// As a new one, but a person's hold is taken off by a person only, and what was cancelled stays so.
static bool keep_fate(struct op_ctx *ctx, const struct taking *taking,
                      const struct order_row *known, const struct incoming_order *order,
                      struct order_fate *fate, char **ret_terms, GError **error)
{
    if (fate->ships && !strcmp(known->held_by, HELD_BY_PERSON)) {
        const struct order_fate own = *fate;
        if (!make_fate(ctx, taking, order, INTAKE_HOLD, fate, error))
            return false;
        fate->hold_say = own.hold_say;
        fate->hold_terms = own.hold_terms;
        import_keep_hold(known, fate, ret_terms);
    } else if (state_has(&order_states, known->status, ST_CANCELLED) && !taking->answered)
        return make_fate(ctx, taking, order, INTAKE_VOID, fate, error);
    return true;
}

// The goods are not promised to anybody's hands yet: take everything over as it is now.
static bool rewrite(struct op_ctx *ctx, const struct taking *taking, const struct order_row *known,
                    const struct incoming_order *order, GError **error)
{
    struct order_fate fate;
    g_autofree char *terms = NULL;
    if (!order_free_goods(ctx, known->id, error) ||
        !judge_fate(ctx, taking, known->id, order, &fate, error) ||
        !keep_fate(ctx, taking, known, order, &fate, &terms, error))
        return false;
    op_tally_order(ctx, known->status, fate.status);
    taking->batch->counts->updated++;
    count_held(taking->batch, order, &fate);
    import_tell_unknown(taking->batch, order, &fate);
    return import_people(ctx, import_found_texts(taking->found), &fate, error) &&
           store_order_rewrite(ctx->db, known->id, order, &fate, error) &&
           note(ctx, known->id,
                order->shipped == SHIPPED_WHOLE ? SAY_IMPORT_SHIPPED : SAY_IMPORT_CHANGED,
                import_held_by_person(&fate) ? SAY_IMPORT_CHANGED_STAYS : SAY_IMPORT_CHANGED_HELD,
                T_TEXT("channel", taking->batch->channel), &fate, error) &&
           import_note_sums(ctx, taking->batch, known->id, order, &fate, error);
}

// Nobody has what is left of it in hand: a cancelled one is cancelled, where a part has left as far
// as it has not, and so is one that was refunded then; else a refunded one is held, and one that
// the channel shipped is over.
static bool stop(struct op_ctx *ctx, const struct taking *taking, const struct order_row *known,
                 const struct incoming_order *order, GError **error)
{
    struct import_floor floor;
    bool given_back = g_strcmp0(known->paid, intake_paid_code(order->paid)) != 0;
    const struct term channel = T_TEXT("channel", taking->batch->channel);
    if (!import_floor(ctx, known->id, &floor, error))
        return false;
    if (!order->cancelled_at && !floor.left)
        return rewrite(ctx, taking, known, order, error);
    taking->batch->counts->updated++;
    return order_free_goods(ctx, known->id, error) &&
           store_lines_cancel(ctx->db, known->id, error) &&
           order_event(ctx, known->id, known->status, floor.left ? "finish" : "cancel", error) &&
           store_order_money(ctx->db, known->id, order, error) &&
           (!given_back || op_note(ctx, 0, known->id, SAY_IMPORT_PAYMENT, &channel, 1, error)) &&
           op_note(ctx, 0, known->id,
                   order->cancelled_at ? SAY_IMPORT_CANCELLED : SAY_IMPORT_REST_REFUNDED, &channel,
                   1, error);
}

// Somebody works on it, and what matters to the goods is the same: the rest is taken over.
static bool take_rest(struct op_ctx *ctx, const struct taking *taking,
                      const struct order_row *known, const struct incoming_order *order,
                      GError **error)
{
    taking->batch->counts->updated++;
    return import_rest(ctx, taking->batch->channel, import_found_texts(taking->found), known, order,
                       error);
}

typedef bool (*import_way)(struct op_ctx *ctx, const struct taking *taking,
                           const struct order_row *known, const struct incoming_order *order,
                           GError **error);

// Is it short of goods, and nothing that it waits with has changed? It keeps what it has.
static bool stays_short(struct op_ctx *ctx, const struct taking *taking,
                        const struct order_row *known, const struct incoming_order *order,
                        bool *ret_stays, GError **error)
{
    struct order_fate fate;
    bool same = false, is_short = state_has(&order_states, known->status, ST_LACKS_GOODS);
    *ret_stays = false;
    if (is_short && (!judge_fate(ctx, taking, known->id, order, &fate, error) ||
                     !import_same_lines(ctx, known->id, order, &same, error)))
        return false;
    *ret_stays = is_short && same && known->discount == order->discount &&
                 state_has(&order_states, fate.status, ST_RELEASABLE);
    return true;
}

// What becomes of a known order that came otherwise than before; NULL in *ret_way: a person has to
// look at *ret_conflict.
static bool choose_way(struct op_ctx *ctx, const struct taking *taking,
                       const struct order_row *known, const struct incoming_order *order,
                       import_way *ret_way, struct import_conflict *ret_conflict, GError **error)
{
    bool stays = false;
    struct import_floor floor;
    bool ends = order->cancelled_at || intake_given_back(order) || order->shipped != SHIPPED_NO;
    if (!import_floor(ctx, known->id, &floor, error) ||
        !stays_short(ctx, taking, known, order, &stays, error))
        return false;
    *ret_way = NULL;
    if (state_has(&order_states, known->status, ST_CANCELLED) && intake_live(order))
        *ret_conflict = (struct import_conflict){.what = {SAY_IMPORT_WHAT_LIVE}, .n = 1};
    else if (state_has(&order_states, known->status, ST_EDITABLE) && !floor.handled)
        *ret_way = stays ? take_rest : rewrite;
    else if (state_may(&order_states, known->status, "cancel") && !floor.handled && ends)
        *ret_way = stop;
    else if (!import_differs(ctx, known, order, &floor, ret_conflict, error))
        return false;
    else if (!ret_conflict->n)
        *ret_way = take_rest;
    return true;
}

// What the order was asked about is no matter any more: channel and house agree, or the channel
// says something else again.
static bool forget_question(struct op_ctx *ctx, const struct taking *taking, int64_t id,
                            GError **error)
{
    import_found_written(taking->found);
    return store_question_drop(ctx->db, id, NULL, error) &&
           store_order_review(ctx->db, id, "", error);
}

// A person said already that the order stays as it is, whatever this content says.
static bool was_kept(struct op_ctx *ctx, const struct known_row *known,
                     const struct incoming_order *order, bool *ret_kept, GError **error)
{
    bool asked = !strcmp(known->review_hash, order->hash);
    g_autoptr(rowlist) open = asked ? store_question(ctx->db, known->id, error) : NULL;
    *ret_kept = open && !list_len(open);
    return open || !asked;
}

static bool update(struct op_ctx *ctx, const struct taking *taking, const struct known_row *known,
                   const struct incoming_order *order, GError **error)
{
    import_way way = NULL;
    struct import_conflict conflict = {.n = 0};
    bool same = !strcmp(known->source_hash, order->hash), kept = false;
    if (!was_kept(ctx, known, order, &kept, error))
        return false;
    if (same || kept) {
        taking->batch->counts->unchanged++;
        return !same || !*known->review_hash || forget_question(ctx, taking, known->id, error);
    }
    g_autoptr(rowlist) taken = store_order_take(ctx->db, known->id, error);
    if (!taken)
        return false;
    const struct order_row *row = list_at(taken, struct order_row, 0);
    if (!choose_way(ctx, taking, row, order, &way, &conflict, error))
        return false;
    bool asked = !way && !strcmp(row->review_hash, order->hash); // it still differs
    taking->batch->counts->conflicts += !way;
    if (asked)
        return import_ask(ctx, taking->batch, row, order, &conflict, false, error);
    import_found_written(taking->found);
    if (way && *row->review_hash && !store_question_drop(ctx->db, row->id, NULL, error))
        return false;
    return way ? way(ctx, taking, row, order, error)
               : import_ask(ctx, taking->batch, row, order, &conflict, true, error) &&
                     import_question_put(ctx, row->id, &conflict, import_found_texts(taking->found),
                                         error);
}

// --- what a person decided

// How the channel's word can be taken now; a refusal says what has to be done first.
static import_way way_to_take(struct op_ctx *ctx, const struct order_row *known,
                              const struct question_row *question,
                              const struct incoming_order *order, GError **error)
{
    struct import_floor floor;
    bool ends = false;
    if (!import_floor(ctx, known->id, &floor, error) ||
        (import_question_of_rest(question) && !import_ends_rest(ctx, known, order, &ends, error)))
        return NULL;
    if (import_question_is_money(question))
        return take_rest;
    if (ends && state_may(&order_states, known->status, "cancel"))
        return stop;
    if (!ends && import_question_refunds_left(question))
        return take_rest;
    if (!floor.handled && state_has(&order_states, known->status, ST_EDITABLE))
        return rewrite;
    if (!floor.handled && state_has(&order_states, known->status, ST_FREE_TO_PICK) &&
        !state_has(&order_states, known->status, ST_WORKED_ON))
        return stop;
    if (state_has(&order_states, known->status, ST_OPEN) && import_question_spares_goods(question))
        return take_rest;
    order_refuse_taking(ctx, known,
                        (floor.left && !ends) || !state_has(&order_states, known->status, ST_OPEN),
                        error);
    return NULL;
}

bool import_take(struct op_ctx *ctx, const struct order_row *known,
                 const struct question_row *question, struct incoming_order *order, GError **error)
{
    struct import_counts counts = {0};
    const struct known_row *again = NULL;
    g_autoptr(GPtrArray) orders = g_ptr_array_new();
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_autoptr(kit_book) kits = NULL;
    import_way way = way_to_take(ctx, known, question, order, error);
    if (!way || !kit_recipes(ctx->db, &kits, error))
        return false;
    g_ptr_array_add(orders, order);
    const struct import_batch batch = {
        .channel = known->channel, .orders = orders, .counts = &counts, .problems = problems};
    g_autoptr(import_found) found = import_found_new(&batch);
    int64_t hours = store_setting_number(ctx->db, SETTING_PROMISE_HOURS, error);
    const struct taking taking = {&batch, found, kits, hours, true};
    return hours >= 0 && import_found_turn(found, ctx, 0, &again, error) &&
           way(ctx, &taking, known, order, error);
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
    if (order->continues)
        return import_found_turn(taking->found, ctx, i, &known, error) &&
               import_stray(ctx, batch, taking->found, known, order, error);
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
    if (known && import_says_two(batch, known, order))
        return import_twice(ctx, batch, taking->found, known, order, error);
    return known ? update(ctx, taking, known, order, error) : create(ctx, taking, order, error);
}

// Does somebody wait for the database, and is enough done by then? It costs a call to the system.
static bool gives_way(struct op_ctx *ctx, const struct import_batch *batch, unsigned done)
{
    return batch->taken && done && done % WORTH_A_COMMIT == 0 && db_others_wait(ctx->db);
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
    int64_t hours = store_setting_number(ctx->db, SETTING_PROMISE_HOURS, error);
    if (hours < 0 || !kit_recipes(ctx->db, &kits, error) ||
        !take_all(ctx, &(const struct taking){batch, found, kits, hours, false}, error))
        return false;
    const GString *kept = import_found_kept(found);
    ctx->silent = !kept->len;
    ctx->part = import_part(batch);
    ctx->dry = batch->dry_run;
    return ctx->silent || ctx->dry || op_keep_text(ctx, kept, true, error);
}

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
