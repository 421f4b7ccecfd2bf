// SPDX-License-Identifier: Apache-2.0
// Handing parcels to a carrier: those of its services, whose label is on them, onto one manifest.
#include "common.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "registry.h"
#include "ship.h"
#include "ship_wait.h"
#include "store_event.h"
#include "store_fulfilment.h"
#include "store_location.h"
#include "store_parcel.h"
#include "tally.h"

// --- one parcel leaves

static bool ship_goods(struct op_ctx *ctx, const struct waiting_row *parcel, GError **error)
{
    g_autoptr(rowlist) content = store_box_content(ctx->db, parcel->box_id, error);
    for (unsigned i = 0; content && i < list_len(content); i++) {
        const struct content_row *row = list_at(content, struct content_row, i);
        const struct line_change shipped = {.packed = -row->qty, .shipped = row->qty};
        const struct move move = {.kind = "ship",
                                  .goods_id = row->goods_id,
                                  .qty = row->qty,
                                  .from_id = parcel->box_id,
                                  .line_id = row->line_id,
                                  .from_allocated = true};
        if (!op_move(ctx, &move, error) ||
            !store_line_count(ctx->db, row->line_id, &shipped, error))
            return false;
    }
    return content && store_balances_sweep(ctx->db, parcel->box_id, error);
}

// The last parcel of a fulfilment ends it.
static bool end_fulfilment(struct op_ctx *ctx, const struct waiting_row *parcel, GError **error)
{
    int64_t left = store_parcels_left(ctx->db, parcel->fulfilment_id, error);
    if (left)
        return left > 0;
    g_autoptr(rowlist) found = store_fulfilment(ctx->db, parcel->fulfilment_id, error);
    const struct fulfilment_row *served =
        list_needed(found, "fulfilment", parcel->fulfilment_id, error);
    return served && fulfilment_event(ctx, parcel->fulfilment_id, served->status, "ship", error);
}

// Each parcel is an event of its own, of its order: what it booked is found there, and a load may
// be as large as it likes.
static bool ship_parcel(struct op_ctx *ctx, const struct waiting_row *parcel, int64_t load,
                        GError **error)
{
    int64_t event = store_event_id(ctx->db, error);
    const struct transition *shipped =
        state_next(&parcel_states, parcel->status, "ship", parcel->sscc, error);
    struct op_ctx own = *ctx;
    own.event_id = event;
    own.moves = 0;
    return event && shipped && ship_goods(&own, parcel, error) &&
           store_parcel_ship(ctx->db, parcel->box_id, load, shipped->to, ctx->now, error) &&
           end_fulfilment(ctx, parcel, error) &&
           op_note(ctx, event, parcel->order_id, SAY_PARCEL_SHIPPED,
                   (const struct term[]){T_TEXT("parcel", parcel->sscc),
                                         T_TEXT("manifest", number_of(NUMBER_MANIFEST, load).text)},
                   2, error);
}

// --- ship.close

struct ship_args {
    const char *carrier;
    struct arg_ref warehouse;
    int64_t count;
    bool without;
    int64_t size;
};

enum { AT_ONCE = 1000 };

static bool count_agrees(struct op_ctx *ctx, int64_t parcels, GError **error)
{
    const struct ship_args *args = ctx->args;
    return !OP_VALUE(ctx->call, ship_args, count) || args->count == parcels ||
           tote_fail(error, TOTE_SHIP_COUNT, "count",
                     ngettext("Counted by hand: %" G_GINT64_FORMAT ", but %" G_GINT64_FORMAT
                              " is packed and labelled",
                              "Counted by hand: %" G_GINT64_FORMAT ", but %" G_GINT64_FORMAT
                              " are packed and labelled",
                              (gulong)parcels),
                     args->count, parcels);
}

// What was chosen when it was made first: counts of the beginning, then the parcels, each with a
// mark where no printer told of its label.
struct chosen {
    int64_t planned, missing;
    GArray *parcels; // int64_t: id, negative where unprinted
    int64_t size, before;
};

static char *chosen_text(const struct chosen *chosen)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, chosen->planned,
                           chosen->missing);
    for (unsigned i = 0; i < chosen->parcels->len; i++)
        g_string_append_printf(text, " %" G_GINT64_FORMAT,
                               g_array_index(chosen->parcels, int64_t, i));
    return g_string_free(text, FALSE);
}

static void read_chosen(const char *text, struct chosen *chosen)
{
    g_auto(GStrv) numbers = g_strsplit(text, " ", -1);
    for (unsigned i = 0; numbers[i]; i++) {
        int64_t number = g_ascii_strtoll(numbers[i], NULL, 10);
        if (i < 2)
            *(i ? &chosen->missing : &chosen->planned) = number;
        else
            g_array_append_val(chosen->parcels, number);
    }
}

static bool choose_parcel(void *data, const struct waiting_row *row)
{
    struct chosen *chosen = data;
    enum handover how = ship_judge(row, chosen->before);
    int64_t id = how == HANDOVER_UNPRINTED ? -row->box_id : row->box_id;
    if (how != HANDOVER_MISSING)
        g_array_append_val(chosen->parcels, id);
    return chosen->parcels->len < chosen->size;
}

// May the manifest be begun, and with how many parcels?
static bool plan_load(struct op_ctx *ctx, struct load_row *load, struct ship_waiting *waiting,
                      GError **error)
{
    if (!ship_count(ctx->db, load->site_id, load->carrier, ctx->now, waiting, error))
        return false;
    load->planned = waiting->go;
    load->missing = waiting->missing;
    return ship_may_begin(waiting, load->carrier, ((const struct ship_args *)ctx->args)->without,
                          error) &&
           count_agrees(ctx, load->planned, error);
}

// The open manifest of the carrier, or a new one.
static bool enter_load(struct op_ctx *ctx, struct load_row *load, struct ship_waiting *waiting,
                       GError **error)
{
    g_autoptr(rowlist) open = store_load_open(ctx->db, load->site_id, load->carrier, error);
    if (!open)
        return false;
    if (list_len(open)) {
        const char *carrier = load->carrier;
        *load = *list_at(open, struct load_row, 0);
        load->carrier = carrier;
        load->state = load_states.initial;
        return count_agrees(ctx, load->planned, error);
    }
    load->begun_at = ctx->now;
    load->operator_id = ctx->session->operator_id;
    load->state = load_states.initial;
    if (ctx->call->chosen) {
        struct chosen before = {.parcels = g_array_new(FALSE, FALSE, sizeof(int64_t))};
        read_chosen(ctx->call->chosen, &before);
        load->planned = before.planned;
        load->missing = before.missing;
        g_array_unref(before.parcels);
    } else if (!plan_load(ctx, load, waiting, error)) {
        return false;
    }
    load->id = store_load_add(ctx->db, load, error);
    return load->id != 0;
}

static bool ship_one(struct op_ctx *ctx, struct load_row *load, int64_t id, GError **error)
{
    g_autoptr(rowlist) found = store_parcel_waiting(ctx->db, ABS(id), error);
    if (!found)
        return false;
    if (!list_len(found))
        return tote_fail(error, TOTE_STALE, NULL, _("A parcel left meanwhile"));
    const struct waiting_row *row = list_at(found, struct waiting_row, 0);
    load->parcels++;
    load->unnamed += !*row->carrier;
    load->unprinted += id < 0;
    load->grams += row->grams;
    load->unweighed += !row->grams;
    return ship_parcel(ctx, row, load->id, error);
}

// The next parcels of the manifest; behind the last one it is closed.
static bool ship_batch(struct op_ctx *ctx, struct load_row *load, struct chosen *chosen,
                       GError **error)
{
    int64_t before = load->parcels;
    if (ctx->call->chosen)
        read_chosen(ctx->call->chosen, chosen);
    else if (!ship_each(ctx->db, load->site_id, load->carrier, load->begun_at, choose_parcel,
                        chosen, error))
        return false;
    // Somebody took them between the count and the insert, which waited: it is counted again.
    if (!ctx->call->chosen && load->begun_at == ctx->now && !before &&
        chosen->parcels->len < MIN(load->planned, chosen->size))
        return tote_fail(error, TOTE_STALE, NULL, _("A parcel left meanwhile"));
    chosen->planned = load->planned;
    chosen->missing = load->missing;
    ctx->chosen = chosen_text(chosen);
    for (unsigned i = 0; i < chosen->parcels->len; i++)
        if (!ship_one(ctx, load, g_array_index(chosen->parcels, int64_t, i), error))
            return false;
    if (load->parcels >= load->planned || chosen->parcels->len < chosen->size) {
        const struct transition *closed = state_next(&load_states, load->state, "close", "", error);
        if (!closed)
            return false;
        load->state = closed->to;
        load->closed_at = ctx->now;
        op_tally(ctx, TALLY_SHIPPED, ctx->now, load->site_id, load->parcels);
    }
    return store_load_step(ctx->db, load, before, load_states.initial, error);
}

static void say_load(struct op_ctx *ctx, const struct load_row *load)
{
    struct term terms[] = {T_TEXT("manifest", ctx->subject), T_INT("parcels", load->parcels),
                           T_TEXT("carrier", load->carrier), T_INT("planned", load->planned)};
    enum say_id say = SAY_SHIP_CLOSED;
    size_t n = 3;
    if (!load->closed_at) {
        say = SAY_SHIP_GOES_ON;
        n = 4;
    } else if (load->missing) {
        say = SAY_SHIP_CLOSED_WITHOUT;
        terms[3] = T_INT("missing", load->missing);
        n = 4;
    }
    op_say(ctx, VERDICT_DONE, say, terms, n);
}

static void why_doc(const struct load_row *load, struct doc *doc)
{
    doc_open_list(doc, "why");
    g_autofree char *unnamed = g_strdup_printf(
        ngettext("%" G_GINT64_FORMAT " parcel has a shipping method that names no known carrier: "
                 "it goes with whoever is asked for",
                 "%" G_GINT64_FORMAT " parcels have a shipping method that names no known carrier: "
                 "they go with whoever is asked for",
                 (gulong)load->unnamed),
        load->unnamed);
    if (load->unnamed)
        doc_text(doc, NULL, unnamed);
    g_autofree char *unprinted = g_strdup_printf(
        ngettext("%" G_GINT64_FORMAT " parcel goes though no printer has its label and could have "
                 "told of it",
                 "%" G_GINT64_FORMAT " parcels go though no printer has their labels and could "
                 "have told of them",
                 (gulong)load->unprinted),
        load->unprinted);
    if (load->unprinted)
        doc_text(doc, NULL, unprinted);
    doc_close(doc);
}

static bool load_doc(struct op_ctx *ctx, const struct load_row *load, struct ship_waiting *waiting,
                     GError **error)
{
    doc_text(ctx->doc, "manifest", ctx->subject);
    doc_text(ctx->doc, "carrier", load->carrier);
    doc_int(ctx->doc, "parcels", load->parcels);
    doc_int(ctx->doc, "planned", load->planned);
    doc_bool(ctx->doc, "closed", load->closed_at > 0);
    if (!load->closed_at)
        return true;
    bool stayed = load->missing || load->parcels < load->planned;
    if (stayed && !waiting->rows->len && !ctx->call->chosen &&
        !ship_stayed(ctx->db, load, ctx->now, waiting, error))
        return false;
    ship_missing_doc(waiting, ctx->doc);
    why_doc(load, ctx->doc);
    return true;
}

static bool ship_next(struct op_ctx *ctx, struct ship_waiting *waiting, struct chosen *chosen,
                      GError **error)
{
    const struct ship_args *args = ctx->args;
    struct load_row load = {0};
    if (!site_of_work(ctx, &args->warehouse, _("Closing the manifest"), &load.site_id, error) ||
        !ship_carrier(ctx->db, load.site_id, args->carrier, ctx->now, &load.carrier, error) ||
        !enter_load(ctx, &load, waiting, error))
        return false;
    // No more than were counted, even if others could go by now.
    chosen->size = MIN(args->size ? args->size : AT_ONCE, load.planned - load.parcels);
    chosen->before = load.begun_at;
    if (!ship_batch(ctx, &load, chosen, error))
        return false;
    ctx->order_id = 0;
    ctx->about = "load";
    ctx->about_id = load.id;
    ctx->subject = g_strdup(number_of(NUMBER_MANIFEST, load.id).text);
    say_load(ctx, &load);
    if (ctx->call->result)
        *(struct ship_progress *)ctx->call->result =
            (struct ship_progress){load.parcels, load.planned, load.closed_at > 0};
    return load_doc(ctx, &load, waiting, error);
}

static bool ship(struct op_ctx *ctx, GError **error)
{
    struct ship_waiting waiting = {.rows = ship_missing_new()};
    struct chosen chosen = {.parcels = g_array_new(FALSE, FALSE, sizeof(int64_t))};
    bool ok = ship_next(ctx, &waiting, &chosen, error);
    g_array_unref(waiting.rows);
    g_array_unref(chosen.parcels);
    return ok;
}

const struct op op_ship_close = {
    .name = "ship.close",
    .summary = N_("Hands the packed parcels of a carrier over and closes the manifest."),
    .roles = ROLES_BENCH,
    .run = ship,
    .args_size = sizeof(struct ship_args),
    .args = {ARG(ship_args, carrier, TEXT, ARG_NEEDED_OPTION, N_("the carrier")),
             ARG(ship_args, warehouse, SITE, ARG_OPTION,
                 N_("the warehouse that they leave; default: that of the station")),
             ARG(ship_args, count, NUMBER, ARG_OPTION,
                 N_("so many were counted by hand: it must agree")),
             ARG(ship_args, without, FLAG, ARG_OPTION, N_("leave behind what is missing")),
             ARG_PACE(ship_args, size, N_("parcels at once at most"))},
};
