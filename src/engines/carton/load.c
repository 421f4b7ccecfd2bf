// SPDX-License-Identifier: Apache-2.0
// A beam over partial loadings: each is judged by what a greedy completion makes of it, the best
// go on; the beam is twice as wide in every pass (BSG, Araya and Riff 2014).
#include "load.h"

#include <string.h>

#include "carton.h"
#include "carton_crew.h"
#include "line.h"

enum { LOOK = 64, MEMORY = 256 * 1024 * 1024 };

struct child {
    guint parent; // index into the beam
    struct choice choice;
    double value; // of its greedy completion
    guint order;
    bool known; // the value is that of its parent, whose completion took this choice as well
};

struct worker {
    struct bay *bay, *best;
    struct dice dice;
    double best_value;
    guint64 best_order, puts;
};

struct beam {
    struct fill fill;
    const struct effort *effort;
    guint64 *rounds, budget, taken; // in blocks put in
    guint64 next_look;              // rounds at which the effort is asked for again
    guint64 tries;                  // numbers the completions
    struct crew *crew;
    guint n_workers;
    struct worker workers[CARTON_MAX_THREADS];
    GPtrArray *bays;  // struct bay: two beams, one after the other
    guint room, half; // bays a half holds; which half is the present beam (0 or 1)
    guint n;          // bays in the present beam
    double *values;   // of the completion of each bay of the present beam; negative = not known
    GArray *children;
    guint pass;
    gint ends;  // set when the time is up or everything is inside
    gint whole; // the first completion with everything inside; later ones need not be made
};

struct load_result load_result_new(guint n_kinds)
{
    return (struct load_result){
        .pieces = g_array_new(false, false, sizeof(struct carton_piece)),
        .placed = g_new0(int, MAX(n_kinds, 1)),
    };
}

void load_result_clear(struct load_result *result)
{
    if (result->pieces)
        g_array_free(result->pieces, true);
    g_free(result->placed);
    *result = (struct load_result){0};
}

static struct bay *bay_at(const struct beam *beam, guint half, guint i)
{
    return g_ptr_array_index(beam->bays, half * beam->room + i);
}

// Between levels, when all workers are at rest: are the rounds used up or the time?
static bool out_of_effort(struct beam *beam)
{
    guint64 rounds = *beam->rounds + beam->taken;
    return effort_spent(beam->effort, rounds, beam->effort->rounds, beam->workers[0].best_value) >=
           1;
}

// Within a level only the time counts, or the answer would depend on the number of threads.
static bool out_of_time(struct beam *beam)
{
    guint64 now = *beam->rounds + beam->taken + beam->workers[0].puts;
    if (now < beam->next_look)
        return false;
    beam->next_look = now + LOOK;
    return effort_spent(beam->effort, 0, 0, beam->workers[0].best_value) >= 1;
}

// Moves the counts of the workers, who are at rest, to the common one.
static void count_puts(struct beam *beam)
{
    beam->taken++; // so that work without puts ends as well
    for (guint i = 0; i < beam->n_workers; i++) {
        beam->taken += beam->workers[i].puts;
        beam->workers[i].puts = 0;
    }
}

// Fills what is still empty, always with the best block. Gives up when completion ORDER is not
// needed any more; 0 always is.
static bool complete(struct beam *beam, struct worker *worker, gint order, struct dice *dice)
{
    struct bay *bay = worker->bay;
    while (bay->n_left) {
        struct choice choice;
        int room = fill_room(&beam->fill, bay);
        if (room < 0 || !bay->n_live)
            break;
        if (order && (g_atomic_int_get(&beam->ends) || order > g_atomic_int_get(&beam->whole)))
            return false;
        if (!fill_choices(&beam->fill, bay, &bay->rooms[room], &choice, 1, dice)) {
            bay->rooms[room] = bay->rooms[--bay->n_rooms];
            continue;
        }
        fill_put(&beam->fill, bay, &choice);
        worker->puts++;
    }
    return true;
}

static void keep_best(struct beam *beam, struct worker *worker, guint64 order)
{
    if (worker->bay->value <= worker->best_value)
        return;
    worker->best_value = worker->bay->value;
    worker->best_order = order;
    bay_copy(worker->best, worker->bay, beam->fill.task->n_kinds);
    gint whole = g_atomic_int_get(&beam->whole);
    while (!worker->bay->n_left && (gint)order < whole &&
           !g_atomic_int_compare_and_exchange(&beam->whole, whole, (gint)order))
        whole = g_atomic_int_get(&beam->whole);
}

static void try_child(guint i, guint member, void *data)
{
    struct beam *beam = data;
    struct worker *worker = &beam->workers[member];
    struct child *child = &g_array_index(beam->children, struct child, i);
    if (child->known || g_atomic_int_get(&beam->ends))
        return;
    if (member == 0 && out_of_time(beam)) {
        g_atomic_int_set(&beam->ends, 1);
        return;
    }
    bool noisy = beam->fill.taste->noise > 0;
    if (noisy)
        dice_seed(&worker->dice, beam->effort->seed * 31 + beam->tries + i);
    bay_copy(worker->bay, bay_at(beam, beam->half, child->parent), beam->fill.task->n_kinds);
    fill_put(&beam->fill, worker->bay, &child->choice);
    if (!complete(beam, worker, (gint)(beam->tries + i), noisy ? &worker->dice : NULL))
        return;
    child->value = worker->bay->value;
    keep_best(beam, worker, beam->tries + i);
}

// Appends the children of the bay I of the beam, at most WIDTH.
static void branch(struct beam *beam, guint i, guint width, struct choice *choices)
{
    struct bay *bay = bay_at(beam, beam->half, i);
    struct dice dice;
    dice_seed(&dice, beam->effort->seed + beam->pass);
    for (int room = fill_room(&beam->fill, bay); room >= 0 && bay->n_left;
         room = fill_room(&beam->fill, bay)) {
        guint n = fill_choices(&beam->fill, bay, &bay->rooms[room], choices, width,
                               beam->fill.taste->noise > 0 ? &dice : NULL);
        bool same = beam->values[i] >= 0 && !(beam->fill.taste->noise > 0);
        for (guint k = 0; k < n; k++) {
            struct child child = {.parent = i, .choice = choices[k]};
            child.known = same && k == 0;
            child.value = child.known ? beam->values[i] : -1;
            child.order = beam->children->len;
            g_array_append_val(beam->children, child);
        }
        if (n)
            return;
        bay->rooms[room] = bay->rooms[--bay->n_rooms];
    }
}

static int by_value(gconstpointer a, gconstpointer b)
{
    const struct child *one = a, *two = b;
    if (one->value != two->value)
        return one->value > two->value ? -1 : 1;
    return one->order < two->order ? -1 : 1;
}

// The best WIDTH children become the beam.
static void next_beam(struct beam *beam, guint width)
{
    guint n = 0, other = !beam->half;
    g_array_sort(beam->children, by_value);
    for (guint i = 0; i < beam->children->len && n < width; i++) {
        const struct child *child = &g_array_index(beam->children, struct child, i);
        struct bay *bay = bay_at(beam, other, n);
        if (child->value < 0)
            break;
        bay_copy(bay, bay_at(beam, beam->half, child->parent), beam->fill.task->n_kinds);
        fill_put(&beam->fill, bay, &child->choice);
        beam->values[n++] = child->value;
    }
    beam->half = other;
    beam->n = n;
}

// The widest beam that memory allows.
static guint most_width(const struct beam *beam)
{
    gsize bytes = bay_bytes(&beam->fill.limits);
    return (guint)MAX(MEMORY / bytes / 2, 1);
}

static void make_room(struct beam *beam, guint width)
{
    if (beam->room >= width)
        return;
    beam->room = width;
    while (beam->bays->len < 2 * width)
        g_ptr_array_add(beam->bays, fill_bay(&beam->fill));
    beam->values = g_renew(double, beam->values, width);
}

// One pass with a beam of WIDTH. False when the work has to end.
static bool pass(struct beam *beam, guint width)
{
    g_autofree struct choice *choices = g_new(struct choice, width);
    make_room(beam, width);
    fill_reset(&beam->fill, bay_at(beam, 0, 0));
    beam->half = 0;
    beam->n = 1;
    beam->values[0] = -1;
    while (beam->n) {
        g_array_set_size(beam->children, 0);
        for (guint i = 0; i < beam->n; i++)
            branch(beam, i, width, choices);
        guint n_new = beam->children->len;
        crew_run(beam->crew, n_new, try_child, beam);
        beam->tries += n_new;
        count_puts(beam);
        if (beam->ends || beam->whole < G_MAXINT || beam->taken >= beam->budget ||
            out_of_effort(beam))
            return false;
        next_beam(beam, width);
    }
    return true;
}

// The first completion is made whatever the effort, so that there is always an answer.
static void first_completion(struct beam *beam)
{
    struct worker *worker = &beam->workers[0];
    fill_reset(&beam->fill, worker->bay);
    complete(beam, worker, 0, NULL);
    keep_best(beam, worker, beam->tries++);
    count_puts(beam);
}

// Piece by piece, which suits few pieces of many kinds better than blocks do: the plain lines,
// then changes of the best and drawn ones in turn.
static void try_lines(struct beam *beam)
{
    struct worker *worker = &beam->workers[0];
    struct line *line = line_new(&beam->fill), *best = line_new(&beam->fill);
    double best_value = -1;
    guint64 left = beam->effort->rounds - MIN(*beam->rounds, beam->effort->rounds);
    guint64 most = MIN(beam->budget / 4 * 3, left);
    dice_seed(&worker->dice, beam->effort->seed * 31 + *beam->rounds);
    for (guint64 i = 0; i < beam->fill.task->lines && beam->taken < most; i++) {
        beam->ends = out_of_time(beam);
        if (beam->ends || beam->whole < G_MAXINT)
            break;
        if (i < LINE_PLAIN || i % 4 == 0)
            line_draw(&beam->fill, line, (guint)MIN(i, LINE_PLAIN), &worker->dice);
        else
            line_vary(&beam->fill, line, best, &worker->dice);
        fill_reset(&beam->fill, worker->bay);
        line_fill(&beam->fill, worker->bay, line);
        keep_best(beam, worker, beam->tries++);
        worker->puts += worker->bay->n_puts;
        count_puts(beam);
        if (worker->bay->value < best_value)
            continue;
        best_value = worker->bay->value;
        struct line *swap = best;
        best = line;
        line = swap;
    }
    line_free(line);
    line_free(best);
}

static void take_best(struct beam *beam, struct load_result *result)
{
    const struct load_task *task = beam->fill.task;
    struct worker *best = &beam->workers[0];
    for (guint i = 1; i < beam->n_workers; i++) {
        struct worker *other = &beam->workers[i];
        if (other->best_value > best->best_value ||
            (other->best_value == best->best_value && other->best_order < best->best_order))
            best = other;
    }
    g_array_set_size(result->pieces, 0);
    memset(result->placed, 0, task->n_kinds * sizeof *result->placed);
    for (guint i = 0; i < best->best->n_puts; i++)
        blocks_pieces(beam->fill.blocks, task->kinds, best->best->puts[i].block,
                      best->best->puts[i].where.lo, result->pieces);
    for (guint k = 0; k < task->n_kinds; k++)
        result->placed[k] = task->count[k] - best->best->left[k];
    result->value = best->best->value;
    result->volume = best->best->volume;
    result->all = !best->best->n_left;
}

static void begin(struct beam *beam, const struct load_task *task)
{
    fill_begin(&beam->fill, task);
    beam->n_workers = (guint)CLAMP(task->threads, 1, CARTON_MAX_THREADS);
    beam->crew = crew_new(beam->n_workers);
    beam->bays = g_ptr_array_new();
    beam->children = g_array_new(false, false, sizeof(struct child));
    for (guint i = 0; i < beam->n_workers; i++) {
        beam->workers[i].bay = fill_bay(&beam->fill);
        beam->workers[i].best = fill_bay(&beam->fill);
        beam->workers[i].best_value = -1;
    }
}

static void end(struct beam *beam)
{
    crew_free(beam->crew);
    for (guint i = 0; i < beam->n_workers; i++) {
        bay_free(beam->workers[i].bay);
        bay_free(beam->workers[i].best);
    }
    for (guint i = 0; i < beam->bays->len; i++)
        bay_free(g_ptr_array_index(beam->bays, i));
    g_ptr_array_free(beam->bays, true);
    g_array_free(beam->children, true);
    g_free(beam->values);
    fill_end(&beam->fill);
}

void load_box(const struct load_task *task, guint64 budget, guint widest,
              const struct effort *effort, guint64 *rounds, struct load_result *ret_result)
{
    struct beam beam = {.effort = effort, .rounds = rounds, .budget = budget, .whole = G_MAXINT};
    begin(&beam, task);
    first_completion(&beam);
    try_lines(&beam);
    widest = MIN(widest, most_width(&beam));
    bool goes_on = !beam.ends && beam.whole == G_MAXINT && beam.taken < budget;
    for (guint width = 1; goes_on && width <= widest; width *= 2)
        for (guint t = 0; goes_on && t < task->n_tastes; t++) {
            beam.fill.taste = &task->tastes[t];
            beam.pass++;
            goes_on = pass(&beam, width);
        }
    take_best(&beam, ret_result);
    *rounds += beam.taken;
    end(&beam);
}
