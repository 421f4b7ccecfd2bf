// SPDX-License-Identifier: Apache-2.0
// Files in, batch by batch: readers of files feed the import operations through the runner.
#include "import_file.h"

#include <string.h>

#include "ahead.h"
#include "channel.h"
#include "i18n.h"
#include "import_earlier.h"
#include "master_kinds.h"
#include "once.h"
#include "runner.h"
#include "store_admin.h"
#include "text.h"

enum { SHOWN_CELLS = 40 };

// One import: what is read, what waits to be written, what came of it.
struct import {
    struct session *session;
    const struct op *op;
    const struct master_file *master;
    struct channel_reader *orders; // what is read: this, by a thread of its own
    struct master_reader *rows;    // or this
    struct ahead *ahead;           // gives the orders
    int64_t bytes;                 // of their file that are read
    struct once *seen;             // keys of the rows, or of the orders
    void *row;                     // the one in hand
    bool unread, unreadable;       // there may be more to read; its reading failed
    struct import_batch batch;     // the present batch
    unsigned taken;                // orders of it that were written
    struct import_counts counts;   // of the present batch
    struct import_result *result;  // of all
};

static const char stopped[] = N_("Stopped after %" G_GINT64_FORMAT " rows; they are complete");
static const char stopped_orders[] =
    N_("Stopped after %" G_GINT64_FORMAT " orders; they are complete");

static void add_counts(struct import_counts *total, const struct import_counts *counts)
{
    total->created += counts->created;
    total->updated += counts->updated;
    total->unchanged += counts->unchanged;
    total->conflicts += counts->conflicts;
    total->held += counts->held;
    total->rejected += counts->rejected;
}

// What stands in the books: not what was refused.
static int64_t through(const struct import *import)
{
    const struct import_counts *counts = &import->result->counts;
    return counts->created + counts->updated + counts->unchanged + counts->conflicts;
}

// The problems of the batch belong to the result from now on.
static void keep_problems(struct import *import)
{
    size_t n = 0;
    g_autofree gpointer *found = g_ptr_array_steal(import->batch.problems, &n);
    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(import->result->problems, found[i]);
}

static bool write_batch(struct import *import, GError **error)
{
    if (!import_run(import->session, import->op, &import->batch, error))
        return false;
    add_counts(&import->result->counts, &import->counts);
    keep_problems(import);
    return true;
}

// --- orders

// What the thread makes of the next rows: an order, or only what ends the file.
struct read_order {
    struct incoming_order *order; // NULL: there is no more
    struct import_texts texts;
    GPtrArray *problems; // of no order, NULL = none; they stand before the order
    int64_t rows, bytes; // read so far
};

static void clear_problem(void *problem)
{
    incoming_problem_free(problem);
}

static void clear_read(void *thing)
{
    struct read_order *read = thing;
    incoming_order_free(read->order);
    import_texts_clear(&read->texts);
    g_clear_pointer(&read->problems, g_ptr_array_unref);
}

static void take_problems(struct channel_reader *reader, struct read_order *read)
{
    for (struct incoming_problem *problem; (problem = channel_take_problem(reader));) {
        if (!read->problems)
            read->problems = g_ptr_array_new_with_free_func(clear_problem);
        g_ptr_array_add(read->problems, problem);
    }
}

// In the thread that reads: nothing here may know the database.
static enum feed_step read_order(void *data, void *thing, GError **error)
{
    struct channel_reader *reader = data;
    struct read_order *read = thing;
    if (!channel_next(reader, &read->order, error))
        return FEED_FAILED;
    take_problems(reader, read);
    read->rows = channel_rows_read(reader);
    read->bytes = channel_bytes_read(reader);
    if (!read->order)
        return FEED_END;
    if (!read->order->rejected || read->order->continues) // both may be kept by the log
        import_texts_make(read->order, &read->texts);
    return FEED_TOOK;
}

static void add_problems(struct import *import, GPtrArray *problems)
{
    if (problems)
        g_ptr_array_extend_and_steal(import->result->problems, problems);
}

static enum feed_step next_order(void *data, GError **error)
{
    struct import *import = data;
    struct read_order read = {0};
    enum feed_step step = ahead_take(import->ahead, &read, error);
    import->unread = step == FEED_TOOK;
    import->unreadable = step == FEED_FAILED;
    if (step == FEED_FAILED) {
        clear_read(&read);
        return step;
    }
    add_problems(import, read.problems);
    import->result->rows = read.rows;
    import->bytes = read.bytes;
    if (step == FEED_END)
        return step;
    if (!read.order->rejected)
        read.order->again =
            once_before(import->seen, read.order->external_id, read.order->first_row);
    g_ptr_array_add(import->batch.orders, read.order);
    g_array_append_val(import->batch.texts, read.texts);
    import->result->orders += !read.order->continues;
    return step;
}

// Nothing more is written: the rest of the file is only counted.
static int64_t all_orders(void *data)
{
    struct import *import = data;
    while (import->unread)
        next_order(import, NULL);
    return import->unreadable ? -1 : import->result->orders;
}

static bool write_orders(void *data, int64_t size, int64_t *ret_n, GError **error)
{
    struct import *import = data;
    import->taken = (unsigned)size;
    if (!write_batch(import, error))
        return false;
    *ret_n = import->taken;
    if (import->taken) {
        g_ptr_array_remove_range(import->batch.orders, 0, import->taken);
        g_array_remove_range(import->batch.texts, 0, import->taken);
    }
    return true;
}

static struct feed_state state_of_orders(const void *data)
{
    const struct import *import = data;
    return (struct feed_state){.done = import->bytes,
                               .total = channel_bytes_total(import->orders),
                               .count = through(import)};
}

static void free_order(void *order)
{
    incoming_order_free(order);
}

static void clear_texts(void *texts)
{
    import_texts_clear(texts);
}

// Feeds what stands in import->orders.
static bool feed_orders(struct import *import, const struct watch *watch, int64_t most,
                        GError **error)
{
    static const struct feed feed = {.next = next_order,
                                     .write = write_orders,
                                     .state = state_of_orders,
                                     .stopped = stopped_orders,
                                     .all = all_orders,
                                     .yields = true};
    static const struct ahead_kind kind = {sizeof(struct read_order), read_order, clear_read};
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(free_order);
    g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(struct import_texts));
    g_autoptr(GHashTable) items = import_items_new();
    g_autoptr(once_set) seen = once_new();
    g_autoptr(ahead_handle) ahead = ahead_start(&kind, import->orders);
    g_array_set_clear_func(texts, clear_texts);
    import->batch.orders = orders;
    import->batch.texts = texts;
    import->batch.items = items;
    import->seen = seen;
    import->batch.taken = &import->taken;
    import->ahead = ahead;
    import->unread = true;
    return feed_run(import->session->db, &feed, import, most, watch, error);
}

static bool no_channel(const char *name, GError **error)
{
    g_autofree char *names = channel_names();
    g_autofree char *quoted = text_quote(name, -1, SHOWN_CELLS);
    return name ? tote_fail(error, TOTE_ARGUMENT, "channel",
                            _("There is no channel '%s'; there are: %s"), quoted, names)
                : tote_fail(error, TOTE_USAGE, "channel",
                            _("--channel says whose orders they are: %s"), names);
}

static bool import_orders(struct import *import, const struct import_file *file,
                          const struct channel_options *options, int64_t most, GError **error)
{
    const struct channel *channel = file->channel ? channel_find(file->channel) : NULL;
    if (!channel)
        return no_channel(file->channel, error);
    g_autoptr(channel_reader) reader = channel_open(channel, file->path, options, error);
    if (!reader)
        return false;
    import->result->unused = g_strdupv((char **)channel_unused(reader));
    import->op = op_find("import.orders");
    import->orders = reader;
    import->batch.channel = channel->name;
    return feed_orders(import, file->watch, most, error);
}

// --- master data

// A key as people read it: its parts that are there. Caller frees.
static char *key_text(const char *key)
{
    g_auto(GStrv) parts = g_strsplit(key, KEY_PART, -1);
    GString *text = g_string_new(NULL);
    for (char **part = parts; *part; part++)
        if (**part)
            g_string_append_printf(text, "%s%s", text->len ? " / " : "", *part);
    return g_string_free(text, FALSE);
}

static void reject(struct import *import, struct incoming_problem *problem)
{
    g_ptr_array_add(import->result->problems, problem);
    import->result->counts.rejected++;
}

// Adds the row to the batch unless its key was met before in this file.
static enum feed_step take_row(struct import *import)
{
    g_autofree char *key = import->master->key(import->row);
    int64_t row = G_STRUCT_MEMBER(int64_t, import->row, import->master->row_at);
    int64_t first = once_before(import->seen, key, row);
    if (!first) {
        g_array_append_vals(import->batch.rows, import->row, 1);
        return FEED_TOOK;
    }
    g_autofree char *text = key_text(key);
    g_autofree char *message =
        g_strdup_printf(_("%s stands in the file twice: in row %" G_GINT64_FORMAT
                          ", which counts, and in row %" G_GINT64_FORMAT),
                        text, first, row);
    struct incoming_problem *problem =
        incoming_problem_new(row, NULL, TOTE_IMPORT_DUPLICATE, false, message);
    problem->first_row = first;
    problem->field = g_strdup(import->master->named_by);
    reject(import, problem);
    import->master->clear(import->row);
    return FEED_PASSED;
}

static enum feed_step next_master(void *data, GError **error)
{
    struct import *import = data;
    struct incoming_problem *problem = NULL;
    memset(import->row, 0, import->master->size);
    enum master_step step = import->master->next(import->rows, import->row, &problem, error);
    import->result->rows = master_rows_read(import->rows);
    import->unread = step != MASTER_FAILED && step != MASTER_END;
    import->unreadable = step == MASTER_FAILED;
    if (step == MASTER_FAILED)
        return FEED_FAILED;
    if (step == MASTER_END)
        return FEED_END;
    if (step != MASTER_REJECTED)
        return take_row(import);
    reject(import, problem);
    return FEED_PASSED;
}

static int64_t all_rows(void *data)
{
    struct import *import = data;
    while (import->unread)
        next_master(import, NULL);
    return import->unreadable ? -1 : import->result->rows;
}

static bool write_master(void *data, int64_t size, int64_t *ret_n, GError **error)
{
    struct import *import = data;
    (void)size;
    *ret_n = import->batch.rows->len;
    if (!write_batch(import, error))
        return false;
    g_array_set_size(import->batch.rows, 0);
    return true;
}

static struct feed_state state_of_master(const void *data)
{
    const struct import *import = data;
    return (struct feed_state){.done = master_bytes_read(import->rows),
                               .total = master_bytes_total(import->rows),
                               .count = through(import)};
}

static bool import_master(struct import *import, const struct import_file *file,
                          const struct channel_options *options, int64_t most, GError **error)
{
    static const struct feed feed = {next_master, write_master, state_of_master, stopped, all_rows};
    const struct master_file *master = import->master;
    g_autoptr(master_reader) reader = master_open(master->kind, file->path, options, error);
    if (!reader)
        return false;
    import->result->unused = g_strdupv((char **)master_unused(reader));
    struct incoming_problem *told = master_problem(reader);
    if (told)
        g_ptr_array_add(import->result->problems, told);
    g_autoptr(once_set) seen = once_new();
    g_autofree void *row = g_malloc0(master->size);
    import->op = op_find(master->op);
    import->rows = reader;
    import->seen = seen;
    import->row = row;
    import->unread = true;
    import->batch.rows = g_array_new(FALSE, TRUE, (unsigned)master->size);
    g_array_set_clear_func(import->batch.rows, master->clear);
    bool ok = feed_run(import->session->db, &feed, import, most, file->watch, error);
    g_array_unref(import->batch.rows);
    return ok;
}

// --- a file

static bool choose(struct import *import, const struct import_file *file, int64_t most,
                   GError **error)
{
    const struct channel_options options = {.currency = import->batch.currency,
                                            .watch = file->watch};
    if (!strcmp(file->what, "orders"))
        return import_orders(import, file, &options, most, error);
    import->master = master_file_find(file->what);
    if (import->master)
        return import_master(import, file, &options, most, error);
    g_autofree char *kinds = import_kinds();
    g_autofree char *quoted = text_quote(file->what, -1, SHOWN_CELLS);
    return tote_fail(error, TOTE_USAGE, "what", _("'%s' cannot be imported; needed is one of: %s"),
                     quoted, kinds);
}

static bool note_run(struct session *session, const struct import_file *file,
                     const struct import_result *result, GError **error)
{
    const int64_t numbers[] = {result->rows, result->counts.created, result->counts.updated};
    struct op_call call = {.op = op_find("import.note"), .values = {file->what, file->channel}};
    struct reply reply = {0};
    char texts[G_N_ELEMENTS(numbers)][24];
    if (file->dry_run || (!result->counts.created && !result->counts.updated))
        return true; // a file that changed nothing leaves no trace
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_snprintf(texts[i], sizeof texts[i], "%" G_GINT64_FORMAT, numbers[i]);
        call.values[2 + i] = texts[i];
    }
    bool ok = op_run(session, &call, &reply, error);
    reply_clear(&reply);
    return ok;
}

void import_result_clear(struct import_result *result)
{
    g_clear_pointer(&result->problems, g_ptr_array_unref);
    g_clear_pointer(&result->unused, g_strfreev);
}

static int by_row(const void *a, const void *b)
{
    const struct incoming_problem *one = *(struct incoming_problem *const *)a;
    const struct incoming_problem *other = *(struct incoming_problem *const *)b;
    return (one->row > other->row) - (one->row < other->row);
}

bool import_file(struct session *session, const struct import_file *file,
                 struct import_result *ret_result, GError **error)
{
    g_autofree char *currency = store_setting(session->db, SETTING_SHOP_CURRENCY, error);
    int64_t most = currency ? store_setting_number(session->db, SETTING_IMPORT_BATCH, error) : 0;
    if (most < 1)
        return false;
    GDestroyNotify drop = (GDestroyNotify)incoming_problem_free;
    g_autoptr(GPtrArray) part = g_ptr_array_new_with_free_func(drop);
    struct import_result result = {.problems = g_ptr_array_new_with_free_func(drop)};
    struct import import = {.session = session, .result = &result};
    import.batch = (struct import_batch){.part_of = file->key,
                                         .dry_run = file->dry_run,
                                         .currency = currency,
                                         .counts = &import.counts,
                                         .problems = part};
    struct import_earlier earlier;
    bool ok = import_earlier_read(session->db, file->key, &earlier, error) &&
              choose(&import, file, most, error);
    if (ok)
        import_earlier_add(&earlier, &result);
    import_earlier_clear(&earlier);
    ok = ok && note_run(session, file, &result, error);
    g_ptr_array_sort(result.problems, by_row); // whatever came ahead of which batch
    if (ok)
        *ret_result = result;
    else
        import_result_clear(&result);
    return ok;
}
