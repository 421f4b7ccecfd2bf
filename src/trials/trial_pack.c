// SPDX-License-Identifier: Apache-2.0
// `tote bench pack`: orders into boxes of a catalogue, several orders at a time, written in the
// order of the file.
#include <math.h>
#include <time.h>

#include "errors.h"
#include "i18n.h"
#include "packing.h"
#include "carton_steps.h"
#include "trials.h"

enum { THREADS_MAX = 8 };
static const double seconds_each = 0.012; // an order at the bench may not wait
// In a long file hard orders get more, until 0.7 milliseconds per order are spent that way.
static const double seconds_hard = 0.1;
enum { SHORT_FILE = 100, SPARE_US = 700, SPARE_MAX = 1000000 };

struct packed_order {
    struct carton_answer *answer;
    GError *error;
    bool done;
};

// What the threads share. `results` are guarded by the mutex.
struct shift {
    struct trial *trial;
    struct packing packing;
    struct carton_rules rules;
    struct packed_order *results;
    gint spare_us;  // for hard orders; atomic
    GError *misfit; // the first order that fits into no box
    GMutex mutex;
    GCond done;
};

// The stopwatch of one order. It counts the time of its thread, so that orders get the same
// attention on a busy machine.
struct watch {
    const struct trial *trial;
    double start, limit; // seconds
};

static double thread_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double spent(double best, void *data)
{
    const struct watch *watch = data;
    (void)best;
    if (watch->trial->stopped && watch->trial->stopped(watch->trial->data))
        return 1;
    return (thread_seconds() - watch->start) / watch->limit;
}

// Packs order NUMBER - 1.
static void pack_order(void *number, void *data)
{
    struct shift *shift = data;
    const struct trial *trial = shift->trial;
    guint i = GPOINTER_TO_UINT(number) - 1;
    struct packed_order *result = &shift->results[i];
    const struct packing_order *order = g_ptr_array_index(shift->packing.orders, i);
    bool spare = g_atomic_int_get(&shift->spare_us) > 0;
    double limit = spare ? seconds_hard : seconds_each;
    if (trial->seconds > 0 || trial->rounds)
        limit = trial->seconds > 0 ? trial->seconds : HUGE_VAL;
    struct watch watch = {trial, thread_seconds(), limit};
    struct effort effort = {
        .seed = trial->seed + i, .rounds = trial->rounds, .spent = spent, .data = &watch};
    GArray *boxes = shift->packing.boxes;
    struct carton_answer *answer =
        carton_pack((const struct carton_box *)(void *)boxes->data, boxes->len,
                    (const struct carton_item *)(void *)order->items->data, order->items->len,
                    &shift->rules, &effort, &result->error);
    double over = thread_seconds() - watch.start - seconds_each;
    if (over > 0)
        g_atomic_int_add(&shift->spare_us, -(gint)(MIN(over, 1) * 1e6));
    g_mutex_lock(&shift->mutex);
    result->answer = answer;
    result->done = true;
    g_cond_signal(&shift->done);
    g_mutex_unlock(&shift->mutex);
}

// Writes a row for each piece of box NUMBER and, if asked, how to put it in.
static void write_box(const struct shift *shift, const struct packing_order *order,
                      const struct carton_answer *answer, guint number)
{
    const struct carton_packed *box = &g_array_index(answer->boxes, struct carton_packed, number);
    const struct carton_box *boxes = (const void *)shift->packing.boxes->data;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < box->n; i++) {
        const struct carton_piece *p =
            &g_array_index(answer->pieces, struct carton_piece, box->first + i);
        trial_put_cell(text, order->name);
        g_string_append_printf(text, ",%u,", number + 1);
        trial_put_cell(text, g_ptr_array_index(shift->packing.names, box->box));
        g_string_append_c(text, ',');
        trial_put_cell(text, g_ptr_array_index(order->names, p->item));
        g_string_append_printf(text, ",%d,%d,%d,%d,%d,%d\n", p->at[0], p->at[1], p->at[2],
                               p->size[0], p->size[1], p->size[2]);
        if (!shift->trial->explain)
            continue;
        struct carton_step step =
            carton_step_of(answer, number, i, boxes, (const void *)order->items->data);
        g_autofree char *words = carton_step_text(&step, p);
        trial_put_words(text, words);
    }
    fputs(text->str, shift->trial->out);
}

// Remembers the first piece that fits into no box; the other orders are packed all the same.
static void note_misfit(struct shift *shift, guint i)
{
    const struct packing_order *order = g_ptr_array_index(shift->packing.orders, i);
    const struct carton_misfit *misfit =
        &g_array_index(shift->results[i].answer->misfits, struct carton_misfit, 0);
    g_autofree char *why = carton_misfit_text(misfit);
    if (!shift->misfit)
        trial_fail(&shift->misfit, shift->trial->other, 0, _("order %s, item %s: %s"), order->name,
                   (const char *)g_ptr_array_index(order->names, misfit->item), why);
}

static bool write_order(struct shift *shift, guint i, GError **error)
{
    struct packed_order *result = &shift->results[i];
    const struct packing_order *order = g_ptr_array_index(shift->packing.orders, i);
    if (!result->answer) {
        g_propagate_prefixed_error(error, g_steal_pointer(&result->error), "%s: ", order->name);
        return false;
    }
    for (guint b = 0; b < result->answer->boxes->len; b++)
        write_box(shift, order, result->answer, b);
    if (result->answer->misfits->len)
        note_misfit(shift, i);
    return true;
}

// Waits for the orders one after the other and writes them.
static bool write_orders(struct shift *shift, GError **error)
{
    guint n = shift->packing.orders->len;
    for (guint i = 0; i < n; i++) {
        if (!trial_goes_on(shift->trial, error))
            return false;
        g_mutex_lock(&shift->mutex);
        while (!shift->results[i].done)
            g_cond_wait(&shift->done, &shift->mutex);
        g_mutex_unlock(&shift->mutex);
        trial_begin(shift->trial, i, n, 0);
        if (!write_order(shift, i, error))
            return false;
        g_clear_pointer(&shift->results[i].answer, carton_answer_free);
    }
    return true;
}

static bool read_files(struct shift *shift, GError **error)
{
    const struct trial *trial = shift->trial;
    gsize boxes_len = 0, items_len = 0;
    g_autofree char *boxes = trial_read(NULL, trial->path, &boxes_len, error);
    g_autofree char *items = boxes ? trial_read(NULL, trial->other, &items_len, error) : NULL;
    return items && packing_boxes(&shift->packing, trial->path, boxes, boxes_len, error) &&
           packing_items(&shift->packing, trial->other, items, items_len, error);
}

static bool pack_orders(struct shift *shift, GError **error)
{
    guint n = shift->packing.orders->len;
    int threads = (int)MIN(g_get_num_processors(), THREADS_MAX);
    GThreadPool *pool = g_thread_pool_new(pack_order, shift, threads, true, NULL);
    shift->results = g_new0(struct packed_order, n);
    shift->spare_us = (gint)MIN(n, SPARE_MAX) * SPARE_US;
    if (n <= SHORT_FILE)
        shift->spare_us = 0;
    for (guint i = 0; i < n; i++)
        g_thread_pool_push(pool, GUINT_TO_POINTER(i + 1), NULL);
    bool done = write_orders(shift, error);
    g_thread_pool_free(pool, !done, true);
    for (guint i = 0; i < n; i++) {
        carton_answer_free(shift->results[i].answer);
        g_clear_error(&shift->results[i].error);
    }
    g_free(shift->results);
    return done;
}

bool trial_pack(struct trial *trial, GError **error)
{
    struct shift shift = {.trial = trial,
                          .rules = {.support = trial->support, .flat = trial->flat}};
    g_mutex_init(&shift.mutex);
    g_cond_init(&shift.done);
    packing_init(&shift.packing);
    bool done = read_files(&shift, error) && pack_orders(&shift, error);
    if (done && shift.misfit) {
        g_propagate_error(error, g_steal_pointer(&shift.misfit));
        done = false;
    }
    g_clear_error(&shift.misfit);
    packing_clear(&shift.packing);
    g_cond_clear(&shift.done);
    g_mutex_clear(&shift.mutex);
    return done;
}
