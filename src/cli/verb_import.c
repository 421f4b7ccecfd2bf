// SPDX-License-Identifier: Apache-2.0
// `tote import`: files in, batch by batch; each batch is one operation and one commit.
#include <string.h>

#include "import_file.h"
#include "channel.h"
#include "clock.h"
#include "i18n.h"
#include "master.h"
#include "progress.h"
#include "store_admin.h"

enum { HOLD_US = 5000, BATCH_LEAST = 10 };

// One run: what is read, what waits to be written, what came of it.
struct run {
    struct cli *cli;
    const struct op *op;
    struct import_batch batch;   // the present batch
    struct import_counts counts; // of the present batch
    struct import_counts total;  // of all
    GPtrArray *problems;         // of all
    int64_t rows, orders;
    int64_t size, most; // of a batch: at present, and what the setting allows
    struct progress progress;
};

static void add_counts(struct import_counts *total, const struct import_counts *counts)
{
    total->created += counts->created;
    total->updated += counts->updated;
    total->unchanged += counts->unchanged;
    total->held += counts->held;
    total->rejected += counts->rejected;
}

static void keep_problems(struct run *run)
{
    for (unsigned i = 0; i < run->batch.problems->len; i++)
        g_ptr_array_add(run->problems, run->batch.problems->pdata[i]);
    g_ptr_array_set_free_func(run->batch.problems, NULL); // they belong to the run now
    g_ptr_array_set_size(run->batch.problems, 0);
    g_ptr_array_set_free_func(run->batch.problems, (GDestroyNotify)incoming_problem_free);
}

// The floor waits while a batch is written: the next one gets the size that fits into HOLD_US. The
// time counts from asking for the lock, so batches shrink while others write.
static void pace(struct run *run, int64_t took_us)
{
    int64_t fits = took_us > 0 ? run->size * HOLD_US / took_us : run->most;
    run->size = CLAMP((run->size + fits) / 2, MIN(BATCH_LEAST, run->most), run->most);
}

// Writes the present batch. False with *error also when Ctrl-C was pressed: what was written
// stays, and a second run goes on where this one ended.
static bool flush(struct run *run, GError **error)
{
    struct op_call call = {.op = run->op, .payload = &run->batch};
    struct reply reply = {0};
    int64_t start = clock_monotonic_us();
    if (!op_run(run->cli->session, &call, &reply, error))
        return false;
    reply_clear(&reply);
    pace(run, clock_monotonic_us() - start);
    add_counts(&run->total, &run->counts);
    keep_problems(run);
    if (run->batch.orders)
        g_ptr_array_set_size(run->batch.orders, 0);
    if (run->batch.rows)
        g_array_set_size(run->batch.rows, 0);
    return !progress_stopped() ||
           tote_fail(error, TOTE_CANCELLED, NULL,
                     _("Stopped after %" G_GINT64_FORMAT " rows; they are complete"), run->rows);
}

// --- orders

static void take_problems(struct run *run, struct channel_reader *reader)
{
    struct incoming_problem *problem;
    while ((problem = channel_take_problem(reader)))
        g_ptr_array_add(run->problems, problem);
}

static bool read_orders(struct run *run, struct channel_reader *reader, GError **error)
{
    for (;;) {
        struct incoming_order *order = NULL;
        if (!channel_next(reader, &order, error))
            return false;
        take_problems(run, reader);
        run->rows = channel_rows_read(reader);
        if (!order)
            return flush(run, error);
        g_ptr_array_add(run->batch.orders, order);
        run->orders += !order->continues;
        if (run->batch.orders->len >= run->size && !flush(run, error))
            return false;
        progress_step(&run->progress, channel_bytes_read(reader), channel_bytes_total(reader),
                      run->orders);
    }
}

static void free_order(void *order)
{
    incoming_order_free(order);
}

static bool import_orders(struct run *run, const char *file, const char *name, const char *currency,
                          GError **error)
{
    const struct channel *channel = name ? channel_find(name) : NULL;
    if (!channel)
        return tote_fail(error, name ? TOTE_ARGUMENT : TOTE_USAGE, "channel",
                         name ? _("There is no channel '%s' yet; there is: shopify")
                              : _("--channel says whose orders they are, for example %s"),
                         name ? name : "shopify");
    const struct channel_options options = {.currency = currency};
    g_autoptr(channel_reader) reader = channel_open(channel, file, &options, error);
    if (!reader)
        return false;
    run->op = op_find("import.orders");
    run->batch.channel = channel->name;
    run->batch.orders = g_ptr_array_new_with_free_func(free_order);
    bool ok = read_orders(run, reader, error);
    g_ptr_array_unref(run->batch.orders);
    return ok;
}

// --- master data

typedef enum master_step (*next_row)(struct master_reader *reader, void *row,
                                     struct incoming_problem **ret_problem, GError **error);

static enum master_step next_item(struct master_reader *reader, void *row,
                                  struct incoming_problem **ret_problem, GError **error)
{
    return master_next_item(reader, row, ret_problem, error);
}

static enum master_step next_place(struct master_reader *reader, void *row,
                                   struct incoming_problem **ret_problem, GError **error)
{
    return master_next_place(reader, row, ret_problem, error);
}

static enum master_step next_stock(struct master_reader *reader, void *row,
                                   struct incoming_problem **ret_problem, GError **error)
{
    return master_next_stock(reader, row, ret_problem, error);
}

static void clear_item(void *row)
{
    incoming_item_clear(row);
}

static void clear_place(void *row)
{
    incoming_place_clear(row);
}

static void clear_stock(void *row)
{
    incoming_stock_clear(row);
}

// What names a row; the same name twice in a file is refused. Caller frees.
static char *key_of(enum master_kind kind, const void *row)
{
    const struct incoming_item *item = row;
    const struct incoming_place *place = row;
    const struct incoming_stock *stock = row;
    if (kind == MASTER_ITEMS)
        return g_strdup(item->sku);
    if (kind == MASTER_PLACES)
        return g_strdup(place->code);
    return g_strdup_printf("%s / %s / %s", stock->sku, stock->place, stock->lot ? stock->lot : "");
}

static const struct master {
    const char *name, *op;
    enum master_kind kind;
    size_t size;
    next_row next;
    GDestroyNotify clear;
} masters[] = {
    {"items", "import.items", MASTER_ITEMS, sizeof(struct incoming_item), next_item, clear_item},
    {"places", "import.places", MASTER_PLACES, sizeof(struct incoming_place), next_place,
     clear_place},
    {"stock", "import.stock", MASTER_STOCK, sizeof(struct incoming_stock), next_stock, clear_stock},
};

static void reject(struct run *run, struct incoming_problem *problem)
{
    g_ptr_array_add(run->problems, problem);
    run->total.rejected++;
}

// Adds the row to the batch unless its key was met before in this file.
static void take_row(struct run *run, const struct master *master, GHashTable *seen, void *row)
{
    char *key = key_of(master->kind, row);
    if (!g_hash_table_add(seen, key)) { // the table freed KEY: it has an equal one
        g_autofree char *again = key_of(master->kind, row);
        g_autofree char *message = g_strdup_printf(_("%s stands in the file twice"), again);
        reject(run,
               incoming_problem_new(run->rows + 1, NULL, TOTE_IMPORT_DUPLICATE, false, message));
        master->clear(row);
        return;
    }
    g_array_append_vals(run->batch.rows, row, 1);
}

static bool read_master(struct run *run, const struct master *master, struct master_reader *reader,
                        GHashTable *seen, GError **error)
{
    g_autofree void *row = g_malloc0(master->size);
    for (;;) {
        struct incoming_problem *problem = NULL;
        memset(row, 0, master->size);
        enum master_step step = master->next(reader, row, &problem, error);
        run->rows = master_rows_read(reader);
        if (step == MASTER_FAILED)
            return false;
        if (step == MASTER_END)
            return flush(run, error);
        if (step == MASTER_REJECTED)
            reject(run, problem);
        else
            take_row(run, master, seen, row);
        if (run->batch.rows->len >= run->size && !flush(run, error))
            return false;
        progress_step(&run->progress, master_bytes_read(reader), master_bytes_total(reader),
                      run->rows);
    }
}

static bool import_master(struct run *run, const struct master *master, const char *file,
                          const char *currency, GError **error)
{
    const struct channel_options options = {.currency = currency};
    g_autoptr(master_reader) reader = master_open(master->kind, file, &options, error);
    if (!reader)
        return false;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    run->op = op_find(master->op);
    run->batch.rows = g_array_new(FALSE, TRUE, (unsigned)master->size);
    g_array_set_clear_func(run->batch.rows, master->clear);
    bool ok = read_master(run, master, reader, seen, error);
    g_array_unref(run->batch.rows);
    return ok;
}

// --- the verb

static void problems_doc(const GPtrArray *problems, struct doc *doc)
{
    doc_open_list(doc, "problems");
    for (unsigned i = 0; i < problems->len; i++) {
        const struct incoming_problem *problem = problems->pdata[i];
        doc_open_object(doc, NULL);
        doc_int(doc, "row", problem->row);
        doc_text(doc, "order", problem->order);
        doc_text(doc, "code", tote_code_text(problem->code));
        doc_text(doc, "message", problem->message);
        doc_close(doc);
    }
    doc_close(doc);
}

static void report(const struct cli *cli, const struct import_file *file,
                   const struct import_result *result)
{
    bool orders = !strcmp(file->what, "orders");
    g_autoptr(doc_handle) doc = doc_new();
    doc_int(doc, "rows", result->rows);
    if (orders)
        doc_int(doc, "orders", result->orders);
    doc_int(doc, "created", result->counts.created);
    doc_int(doc, "updated", result->counts.updated);
    doc_int(doc, "unchanged", result->counts.unchanged);
    if (orders)
        doc_int(doc, "held", result->counts.held);
    doc_int(doc, "rejected", result->counts.rejected);
    if (file->dry_run)
        doc_bool(doc, "dry_run", true);
    problems_doc(result->problems, doc);
    cli_print(cli, doc);
}

static bool choose(struct run *run, const struct import_file *file, const char *currency,
                   GError **error)
{
    if (!strcmp(file->what, "orders"))
        return import_orders(run, file->path, file->channel, currency, error);
    for (size_t i = 0; i < G_N_ELEMENTS(masters); i++)
        if (!strcmp(file->what, masters[i].name))
            return import_master(run, &masters[i], file->path, currency, error);
    return tote_fail(error, TOTE_USAGE, "what",
                     _("'%s' cannot be imported; needed is items, places, stock or orders"),
                     file->what);
}

static bool note_run(struct run *run, const char *what, const char *channel, GError **error)
{
    const struct import_note note = {.kind = what,
                                     .channel = channel,
                                     .rows = run->rows,
                                     .created = run->total.created,
                                     .updated = run->total.updated,
                                     .at = clock_now()};
    if (run->batch.dry_run || (!note.created && !note.updated))
        return true; // a file that changed nothing leaves no trace
    bool ok = db_begin(run->cli->db, error) && store_import_note(run->cli->db, &note, error) &&
              db_commit(run->cli->db, error);
    if (!ok)
        db_rollback(run->cli->db);
    return ok;
}

void import_result_clear(struct import_result *result)
{
    g_clear_pointer(&result->problems, g_ptr_array_unref);
}

static bool import_with(struct run *run, const struct import_file *file, const char *currency,
                        GError **error)
{
    run->size = run->most = store_setting_number(run->cli->db, SETTING_IMPORT_BATCH, error);
    if (run->most < 1)
        return false;
    progress_begin(&run->progress, _("Importing"));
    bool ok = choose(run, file, currency, error) && note_run(run, file->what, file->channel, error);
    progress_end(&run->progress);
    return ok;
}

bool import_file(struct cli *cli, const struct import_file *file, struct import_result *ret_result,
                 GError **error)
{
    g_autofree char *currency = store_setting(cli->db, SETTING_SHOP_CURRENCY, error);
    GDestroyNotify drop = (GDestroyNotify)incoming_problem_free;
    struct run run = {.cli = cli, .batch = {.dry_run = file->dry_run, .currency = currency}};
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(drop);
    g_autoptr(GPtrArray) part = g_ptr_array_new_with_free_func(drop);
    run.problems = problems;
    run.batch.problems = part;
    run.batch.counts = &run.counts;
    if (!currency || !import_with(&run, file, currency, error))
        return false;
    *ret_result = (struct import_result){.rows = run.rows,
                                         .orders = run.orders,
                                         .counts = run.total,
                                         .problems = g_steal_pointer(&problems)};
    return true;
}

int verb_import(struct cli *cli, const char *const *values, GError **error)
{
    const struct import_file file = {
        .what = values[0], .path = values[1], .channel = values[2], .dry_run = values[3] != NULL};
    struct import_result result = {0};
    if (!import_file(cli, &file, &result, error))
        return -1;
    report(cli, &file, &result);
    import_result_clear(&result);
    return TOTE_EXIT_OK;
}
