// SPDX-License-Identifier: Apache-2.0
// Several boxes: one box if one can hold everything, else box after box filled as full as
// possible, then pairs of boxes taken apart and packed again.
#include "pack.h"

#include <string.h>

#include "bounds.h"
#include "dice.h"
#include "line.h"

enum {
    BLOCKS = 1500,
    QUICK = 16,   // tries of every piece, for a first look at a box
    HARD = 5,     // times the effort where fewer boxes may be possible
    REPACKED = 3, // boxes taken apart at once, at most
};

static const struct taste tastes[] = {
    {.touch = 4, .few = 0.2, .near_by = 0.04, .pull = {1, 1, 1}, .noise = 0.2},
    {.touch = 3, .few = 0.2, .near_by = 0.02, .pull = {1, 1, 9}, .noise = 1.5},
    {.touch = 3, .few = 0.1, .near_by = 0.02, .pull = {1, 9, 1}, .noise = 0.8, .hangs = true},
};

struct packing {
    const struct pack_task *task;
    int *cheapest;    // indices of the boxes, the one to like best first
    guint n_cheapest; // boxes of that list that may be taken
    int *stock;
    struct effort effort; // rounds grow where fewer boxes may be possible
    struct dice dice;
};

struct cost {
    gint64 first, second;
};

static bool less(struct cost a, struct cost b)
{
    return a.first != b.first ? a.first < b.first : a.second < b.second;
}

static struct cost box_cost(const struct pack_task *task, int box)
{
    const struct carton_box *it = &task->boxes[box];
    static const gint64 one = 1;
    return task->rules->goal == CARTON_LEAST_PRICE         ? (struct cost){it->price, one}
           : task->rules->goal == CARTON_FEWEST_THEN_PRICE ? (struct cost){one, it->price}
                                                           : (struct cost){one, pack_volume(it)};
}

static struct cost total_cost(const struct pack_task *task, const GPtrArray *parcels)
{
    struct cost sum = {0, 0};
    for (guint i = 0; i < parcels->len; i++) {
        struct cost cost = box_cost(task, ((struct parcel *)g_ptr_array_index(parcels, i))->box);
        sum.first += cost.first;
        sum.second += cost.second;
    }
    return sum;
}

void parcel_free(struct parcel *parcel)
{
    g_free(parcel->count);
    g_array_free(parcel->pieces, true);
    g_free(parcel);
}

static struct parcel *parcel_new(int box, guint n_kinds, struct load_result *result)
{
    struct parcel *parcel = g_new0(struct parcel, 1);
    parcel->box = box;
    parcel->count = g_new(int, MAX(n_kinds, 1));
    memcpy(parcel->count, result->placed, n_kinds * sizeof *parcel->count);
    parcel->pieces = g_steal_pointer(&result->pieces);
    return parcel;
}

static guint64 pieces_of(const struct pack_task *task, const int *count)
{
    guint64 pieces = 0;
    for (guint k = 0; k < task->n_kinds; k++)
        pieces += (guint64)count[k];
    return pieces;
}

static bool spent(const struct packing *packing)
{
    return effort_spent(&packing->effort, *packing->task->rounds, packing->effort.rounds, 0) >= 1;
}

// Tries to put COUNT into a box of this kind within about TRIES tries of every piece.
static struct load_result load(const struct packing *packing, int box, const int *count,
                               guint64 tries)
{
    const struct pack_task *task = packing->task;
    const struct carton_box *it = &task->boxes[box];
    struct load_result result = load_result_new(task->n_kinds);
    struct load_task one = {
        .size = {it->inner[0], it->inner[1], it->inner[2]},
        .grams = pack_room_grams(it),
        .support = task->rules->support,
        .n_kinds = task->n_kinds,
        .kinds = task->kinds,
        .count = count,
        .max_blocks = BLOCKS,
        .tastes = tastes,
        .n_tastes = G_N_ELEMENTS(tastes),
        .lines = task->n_kinds == 1 ? LINE_PLAIN : G_MAXUINT64, // one kind has one order
        .threads = 1,
    };
    load_box(&one, tries * (pieces_of(task, count) + 1), 64, &packing->effort, task->rounds,
             &result);
    return result;
}

static struct bound_box inside(const struct carton_box *box)
{
    return (struct bound_box){{box->inner[0], box->inner[1], box->inner[2]}, pack_room_grams(box)};
}

// False when it is proven that the box cannot hold COUNT.
static bool may_hold(const struct pack_task *task, int box, const int *count)
{
    struct bound_box one = inside(&task->boxes[box]);
    return bound_boxes(task->kinds, task->n_kinds, count, &one, 1, 1) <= 1;
}

// The cheapest box that is found to hold all of COUNT and costs less than BELOW; NULL if none.
static struct parcel *one_box(struct packing *packing, const int *count, guint64 tries,
                              const struct cost *below)
{
    const struct pack_task *task = packing->task;
    for (guint i = 0; i < packing->n_cheapest; i++) {
        int box = packing->cheapest[i];
        if (below && !less(box_cost(task, box), *below))
            return NULL;
        if (!packing->stock[box] || !may_hold(task, box, count))
            continue;
        struct load_result result = load(packing, box, count, tries);
        if (result.all) {
            struct parcel *parcel = parcel_new(box, task->n_kinds, &result);
            load_result_clear(&result);
            return parcel;
        }
        load_result_clear(&result);
    }
    return NULL;
}

// What a filled box is worth: value for FEWEST, value for its price for LEAST_PRICE.
static double worth(const struct packing *packing, int box, double value)
{
    if (packing->task->rules->goal != CARTON_LEAST_PRICE)
        return value;
    return value / (double)MAX(packing->task->boxes[box].price, 1);
}

// The box that takes most of COUNT, filled; NULL when none takes anything.
static struct parcel *fullest_box(struct packing *packing, const int *count, guint64 tries)
{
    const struct pack_task *task = packing->task;
    struct parcel *best = NULL;
    double most = 0;
    for (guint i = 0; i < packing->n_cheapest; i++) {
        int box = packing->cheapest[i];
        if (!packing->stock[box])
            continue;
        struct load_result result = load(packing, box, count, tries);
        if (worth(packing, box, result.value) > most) {
            most = worth(packing, box, result.value);
            g_clear_pointer(&best, parcel_free);
            best = parcel_new(box, task->n_kinds, &result);
        }
        load_result_clear(&result);
    }
    return best;
}

// Packs all of COUNT, as far as there are boxes.
static GPtrArray *construct(struct packing *packing, const int *count, guint64 tries)
{
    guint n_kinds = packing->task->n_kinds;
    GPtrArray *parcels = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
    g_autofree int *left = g_new(int, MAX(n_kinds, 1));
    guint64 pieces = pieces_of(packing->task, count);
    memcpy(left, count, n_kinds * sizeof *left);
    while (pieces) {
        struct parcel *parcel = one_box(packing, left, tries, NULL);
        if (!parcel)
            parcel = fullest_box(packing, left, tries);
        if (!parcel)
            break;
        for (guint k = 0; k < n_kinds; k++)
            left[k] -= parcel->count[k];
        pieces -= parcel->pieces->len;
        if (packing->stock[parcel->box] > 0)
            packing->stock[parcel->box]--;
        g_ptr_array_add(parcels, parcel);
    }
    return parcels;
}

// Sets what a piece is worth: SHARE of it by weight, the rest by volume.
static void set_values(const struct pack_task *task, double share)
{
    double volume = 1, grams = 1;
    for (guint k = 0; k < task->n_kinds; k++) {
        volume += (double)task->kinds[k].volume * task->count[k];
        grams += (double)task->kinds[k].grams * task->count[k];
    }
    for (guint k = 0; k < task->n_kinds; k++)
        task->kinds[k].value = 1e6 * ((1 - share) * (double)task->kinds[k].volume / volume +
                                      share * (double)task->kinds[k].grams / grams) +
                               1e-6;
}

static gint64 packed(const GPtrArray *parcels)
{
    gint64 pieces = 0;
    for (guint i = 0; i < parcels->len; i++)
        pieces += ((struct parcel *)g_ptr_array_index(parcels, i))->pieces->len;
    return pieces;
}

// Is NEW better than OLD: more pieces packed, or as many at less cost? EQUAL also counts.
static bool better(const struct pack_task *task, const GPtrArray *new, const GPtrArray *old,
                   bool equal)
{
    if (packed(new) != packed(old))
        return packed(new) > packed(old);
    struct cost a = total_cost(task, new), b = total_cost(task, old);
    return less(a, b) || (equal && !less(b, a));
}

static void give_back(struct packing *packing, const GPtrArray *parcels, int sign)
{
    for (guint i = 0; i < parcels->len; i++) {
        int box = ((struct parcel *)g_ptr_array_index(parcels, i))->box;
        if (packing->task->stock[box] >= 0)
            packing->stock[box] += sign;
    }
}

static guint least_boxes(const struct pack_task *task)
{
    g_autofree struct bound_box *boxes = g_new(struct bound_box, task->n_boxes);
    bool one = false;
    for (guint b = 0; b < task->n_boxes; b++) {
        boxes[b] = inside(&task->boxes[b]);
        one |= may_hold(task, (int)b, task->count);
    }
    int least =
        bound_boxes(task->kinds, task->n_kinds, task->count, boxes, task->n_boxes, G_MAXINT - 1);
    return (guint)(one ? least : MAX(least, 2));
}

static int *sort_boxes(const struct pack_task *task)
{
    int *order = g_new(int, task->n_boxes);
    for (guint i = 0; i < task->n_boxes; i++) {
        guint at = i;
        for (; at > 0 && less(box_cost(task, (int)i), box_cost(task, order[at - 1])); at--)
            order[at] = order[at - 1];
        order[at] = (int)i;
    }
    return order;
}

// Packs everything anew, a piece being worth SHARE by weight, and keeps the better of *best and
// that.
static void pack_anew(struct packing *packing, double share, GPtrArray **best)
{
    const struct pack_task *task = packing->task;
    set_values(task, share);
    GPtrArray *parcels = construct(packing, task->count, QUICK);
    give_back(packing, parcels, 1);
    if (*best && !better(task, parcels, *best, false)) {
        g_ptr_array_unref(parcels);
        return;
    }
    g_clear_pointer(best, g_ptr_array_unref);
    *best = parcels;
}

// The best of packings with different values of weight and volume; where the price counts also
// with the dear boxes left away one after the other.
static GPtrArray *first_packing(struct packing *packing)
{
    static const double shares[] = {0, 0.5, 1};
    bool by_price = packing->task->rules->goal == CARTON_LEAST_PRICE;
    GPtrArray *best = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(shares); i++) {
        pack_anew(packing, shares[i], &best);
        if (best->len <= 1 || spent(packing))
            break;
    }
    while (by_price && --packing->n_cheapest && !spent(packing))
        pack_anew(packing, 0, &best);
    packing->n_cheapest = packing->task->n_boxes;
    give_back(packing, best, -1);
    return best;
}

// Looks longer for one box that costs less than PARCELS, and takes it instead.
static void search_one_box(struct packing *packing, GPtrArray *parcels)
{
    const struct pack_task *task = packing->task;
    struct cost cost = total_cost(task, parcels);
    guint64 left = packing->effort.rounds - MIN(*task->rounds, packing->effort.rounds);
    guint64 tries = left / 2 / (pieces_of(task, task->count) + 1);
    set_values(task, 0);
    give_back(packing, parcels, 1);
    struct parcel *parcel = one_box(packing, task->count, tries, &cost);
    if (parcel) {
        g_ptr_array_set_size(parcels, 0);
        g_ptr_array_add(parcels, parcel);
    }
    give_back(packing, parcels, -1);
}

// Sets what a piece is worth while FIRST of two boxes is filled: what does not fit into SECOND is
// worth most, everything else by a weight share and a noise drawn anew each time.
static void draw_values(struct packing *packing, const int *count, int second)
{
    const struct pack_task *task = packing->task;
    double noise = dice_share(&packing->dice);
    set_values(task, dice_share(&packing->dice));
    for (guint k = 0; k < task->n_kinds; k++) {
        task->kinds[k].value *= 1 + noise * dice_share(&packing->dice);
        if (count[k] && !kind_fits(&task->kinds[k], task->boxes[second].inner))
            task->kinds[k].value *= 10;
    }
}

// Tries to put COUNT into these two boxes; adds them to PARCELS when it is done.
static bool try_pair(struct packing *packing, const int *count, int first, int second,
                     guint64 tries, GPtrArray *parcels)
{
    const struct pack_task *task = packing->task;
    g_autofree int *rest = g_new(int, MAX(task->n_kinds, 1));
    draw_values(packing, count, second);
    struct load_result one = load(packing, first, count, tries);
    for (guint k = 0; k < task->n_kinds; k++)
        rest[k] = count[k] - one.placed[k];
    struct load_result two = {0};
    bool done = one.all || may_hold(task, second, rest);
    if (done && !one.all) {
        two = load(packing, second, rest, tries);
        done = two.all;
    }
    if (done)
        g_ptr_array_add(parcels, parcel_new(first, task->n_kinds, &one));
    if (done && !one.all)
        g_ptr_array_add(parcels, parcel_new(second, task->n_kinds, &two));
    load_result_clear(&one);
    load_result_clear(&two);
    return done;
}

// Could COUNT fit into these two kinds of boxes, as far as bounds know, and are they in stock?
static bool pair_may_hold(struct packing *packing, const int *count, int first, int second)
{
    const struct pack_task *task = packing->task;
    struct bound_box two[2] = {inside(&task->boxes[first]), inside(&task->boxes[second])};
    int needed = first == second ? 2 : 1;
    if ((packing->stock[first] >= 0 && packing->stock[first] < needed) || !packing->stock[second])
        return false;
    gint64 volume = 0, grams = 0;
    for (guint k = 0; k < task->n_kinds; k++) {
        volume += count[k] * task->kinds[k].volume;
        grams += count[k] * task->kinds[k].grams;
    }
    return volume <= pack_volume(&task->boxes[first]) + pack_volume(&task->boxes[second]) &&
           grams <= two[0].grams + two[1].grams &&
           bound_boxes(task->kinds, task->n_kinds, count, two, 2, 2) <= 2;
}

struct pair {
    int first, second;
    struct cost cost;
};

static int by_cost(gconstpointer a, gconstpointer b)
{
    const struct pair *one = a, *two = b;
    return less(one->cost, two->cost) ? -1 : less(two->cost, one->cost);
}

// All pairs of boxes that cost less than BELOW and may hold COUNT, cheapest first.
static GArray *cheaper_pairs(struct packing *packing, const int *count, struct cost below)
{
    const struct pack_task *task = packing->task;
    GArray *pairs = g_array_new(false, false, sizeof(struct pair));
    for (int i = 0; i < (int)task->n_boxes; i++)
        for (int k = i; k < (int)task->n_boxes; k++) {
            struct cost a = box_cost(task, i), b = box_cost(task, k);
            struct pair pair = {i, k, {a.first + b.first, a.second + b.second}};
            if (less(pair.cost, below) && pair_may_hold(packing, count, i, k))
                g_array_append_val(pairs, pair);
        }
    g_array_sort(pairs, by_cost);
    return pairs;
}

// Looks for two cheaper boxes in the place of OLD, at most two parcels (in stock again). NULL if not
// found; *ret_hopeless when there cannot be any.
static GPtrArray *repack_pair(struct packing *packing, const GPtrArray *old, const int *count,
                              guint64 tries, bool *ret_hopeless)
{
    g_autoptr(GArray) pairs = cheaper_pairs(packing, count, total_cost(packing->task, old));
    GPtrArray *new = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
    *ret_hopeless = !pairs->len;
    for (guint i = 0; i < pairs->len && !spent(packing); i++) {
        const struct pair *pair = &g_array_index(pairs, struct pair, i);
        bool turned = dice_below(&packing->dice, 2);
        int first = turned ? pair->second : pair->first;
        if (try_pair(packing, count, first, turned ? pair->first : pair->second, tries, new)) {
            give_back(packing, new, -1);
            return new;
        }
    }
    g_ptr_array_unref(new);
    return NULL;
}

// Takes up to three boxes apart and packs their pieces again. False when that cannot help.
static bool repack(struct packing *packing, GPtrArray *parcels, guint64 tries)
{
    const struct pack_task *task = packing->task;
    g_autoptr(GPtrArray) old = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
    g_autoptr(GPtrArray) new = NULL;
    g_autofree int *count = g_new0(int, MAX(task->n_kinds, 1));
    guint n = parcels->len > 2 ? 2 + dice_below(&packing->dice, REPACKED - 1) : parcels->len;
    bool hopeless = false, all = parcels->len <= 2;
    for (guint i = 0; i < n; i++) {
        guint at = dice_below(&packing->dice, parcels->len);
        struct parcel *parcel = g_ptr_array_steal_index_fast(parcels, at);
        g_ptr_array_add(old, parcel);
        for (guint k = 0; k < task->n_kinds; k++)
            count[k] += parcel->count[k];
    }
    give_back(packing, old, 1);
    if (n <= 2)
        new = repack_pair(packing, old, count, tries, &hopeless);
    if (!new && !all)
        new = construct(packing, count, tries);
    GPtrArray *keep = new &&better(task, new, old, true) ? new : old;
    if (keep == old) {
        if (new)
            give_back(packing, new, 1);
        give_back(packing, old, -1);
    }
    for (guint i = 0; i < keep->len; i++)
        g_ptr_array_add(parcels, g_ptr_array_index(keep, i));
    g_ptr_array_set_free_func(keep, NULL);
    return !(all && hopeless);
}

GPtrArray *pack_pieces(const struct pack_task *task, guint *ret_least)
{
    struct packing packing = {.task = task,
                              .cheapest = sort_boxes(task),
                              .n_cheapest = task->n_boxes,
                              .stock = task->stock,
                              .effort = *task->effort};
    *ret_least = least_boxes(task);
    dice_seed(&packing.dice, task->effort->seed);
    GPtrArray *parcels = first_packing(&packing);
    if (parcels->len > *ret_least)
        packing.effort.rounds *= HARD;
    if (*ret_least == 1 && !spent(&packing))
        search_one_box(&packing, parcels);
    guint fewest = task->rules->goal == CARTON_LEAST_PRICE ? 1 : 2;
    for (guint i = 0; parcels->len >= fewest && !spent(&packing); i++) {
        set_values(task, dice_share(&packing.dice));
        if (!repack(&packing, parcels, QUICK << MIN(i / 16, 20)))
            break;
    }
    g_free(packing.cheapest);
    return parcels;
}
