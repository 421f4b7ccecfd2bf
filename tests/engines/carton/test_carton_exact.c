// SPDX-License-Identifier: Apache-2.0
// Tiny orders against trying everything: as few boxes, and of those as little volume, as possible.
#include <stdlib.h>

#include "packing_check.h"

enum { CASES = 1500, MOST_PIECES = 6, MOST_PLACES = 512, MOST_BOXES = 3 };

// The cells of a box of at most 64 cells as a bit set; every place of a piece is such a set.
struct places {
    guint n;
    guint64 cells[MOST_PLACES];
};

struct trial_case {
    struct case_order order;
    int pieces[MOST_PIECES][3];
    guint n_pieces;
    struct places places[2][MOST_PIECES]; // per kind of box and piece
};

static guint64 cells_of(const int box[3], const int at[3], const int size[3])
{
    guint64 cells = 0;
    for (int x = at[0]; x < at[0] + size[0]; x++)
        for (int y = at[1]; y < at[1] + size[1]; y++)
            for (int z = at[2]; z < at[2] + size[2]; z++)
                cells |= G_GUINT64_CONSTANT(1) << ((z * box[1] + y) * box[0] + x);
    return cells;
}

static void all_places(const int box[3], const int piece[3], struct places *ret_places)
{
    static const int turns[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    ret_places->n = 0;
    for (int t = 0; t < 6; t++) {
        int size[3] = {piece[turns[t][0]], piece[turns[t][1]], piece[turns[t][2]]}, at[3];
        for (at[0] = 0; at[0] + size[0] <= box[0]; at[0]++)
            for (at[1] = 0; at[1] + size[1] <= box[1]; at[1]++)
                for (at[2] = 0; at[2] + size[2] <= box[2]; at[2]++) {
                    g_assert_cmpuint(ret_places->n, <, MOST_PLACES);
                    ret_places->cells[ret_places->n++] = cells_of(box, at, size);
                }
    }
}

static gint64 volume_of(const struct carton_box *box)
{
    return (gint64)box->inner[0] * box->inner[1] * box->inner[2];
}

// Can the pieces from NEXT on be put into the boxes KINDS besides what is USED?
static bool fits(const struct trial_case *c, guint next, const int *kinds, int n, guint64 *used)
{
    int room = 0, rest = 0;
    for (int b = 0; b < n; b++)
        room += (int)volume_of(&c->order.boxes[kinds[b]]) - __builtin_popcountll(used[b]);
    for (guint i = next; i < c->n_pieces; i++)
        rest += c->pieces[i][0] * c->pieces[i][1] * c->pieces[i][2];
    if (next == c->n_pieces || rest > room)
        return rest <= room;
    for (int b = 0; b < n; b++) {
        if (b > 0 && kinds[b] == kinds[b - 1] && !used[b] && !used[b - 1])
            continue; // two empty boxes of a kind are the same
        const struct places *places = &c->places[kinds[b]][next];
        for (guint i = 0; i < places->n; i++) {
            if (used[b] & places->cells[i])
                continue;
            used[b] |= places->cells[i];
            if (fits(c, next + 1, kinds, n, used))
                return true;
            used[b] &= ~places->cells[i];
        }
    }
    return false;
}

// The least volume of N boxes that hold everything; -1 when N are too few.
static gint64 least_volume(const struct trial_case *c, int n)
{
    gint64 least = -1;
    for (int second = 0; second <= n; second++) { // how many of the second kind
        int kinds[MOST_BOXES];
        guint64 used[MOST_BOXES] = {0};
        gint64 volume = 0;
        for (int b = 0; b < n; b++) {
            kinds[b] = b < second;
            volume += volume_of(&c->order.boxes[kinds[b]]);
        }
        if ((least < 0 || volume < least) && fits(c, 0, kinds, n, used))
            least = volume;
    }
    return least;
}

static int by_size(gconstpointer a, gconstpointer b)
{
    const int *one = a, *two = b;
    return two[0] * two[1] * two[2] - one[0] * one[1] * one[2];
}

static void make_case(struct trial_case *c)
{
    static const int boxes[4][3] = {{4, 4, 3}, {5, 4, 3}, {3, 3, 3}, {5, 3, 2}};
    *c = (struct trial_case){.order.n_boxes = 2,
                             .n_pieces = (guint)g_test_rand_int_range(2, MOST_PIECES + 1)};
    for (int b = 0; b < 2; b++) {
        const int *size = boxes[g_test_rand_int_range(0, 2) + 2 * b];
        c->order.boxes[b] =
            (struct carton_box){.inner = {size[0], size[1], size[2]}, .gross = 100, .stock = -1};
    }
    c->order.n_items = c->n_pieces;
    for (guint i = 0; i < c->n_pieces; i++)
        for (int k = 0; k < 3; k++)
            c->pieces[i][k] = g_test_rand_int_range(1, 4);
    qsort(c->pieces, c->n_pieces, sizeof c->pieces[0], by_size); // large ones fail early
    for (guint i = 0; i < c->n_pieces; i++) {
        const int *size = c->pieces[i];
        c->order.items[i] =
            (struct carton_item){.size = {size[0], size[1], size[2]}, .quantity = 1};
        for (int b = 0; b < 2; b++)
            all_places(c->order.boxes[b].inner, size, &c->places[b][i]);
    }
}

static void test_against_all(void)
{
    int several = 0, missed = 0;
    for (int i = 0; i < CASES; i++) {
        struct trial_case c;
        GError *error = NULL;
        make_case(&c);
        struct effort effort = rounds_only(3, 20000);
        g_autoptr(carton_answer) answer = carton_pack(
            c.order.boxes, 2, c.order.items, c.order.n_items, &c.order.rules, &effort, &error);
        g_assert_no_error(error);
        check_answer(&c.order, answer);
        int n = 1;
        while (n <= MOST_BOXES && least_volume(&c, n) < 0)
            n++;
        if (n > MOST_BOXES)
            continue;
        several += n > 1;
        g_assert_cmpint((int)answer->boxes->len, >=, n);
        missed += (int)answer->boxes->len > n || answer->volume > least_volume(&c, n);
        g_assert_cmpint((int)answer->least, <=, n);
    }
    g_assert_cmpint(several, >, CASES / 20);
    g_assert_cmpint(missed, <=, CASES / 300); // a search is no proof: about one in 10,000
}

// The bound may not claim more boxes than are enough, also where halves and thirds meet exactly.
static void test_bound_exact(void)
{
    struct case_order order = {.n_boxes = 1, .n_items = 1};
    for (int parts = 1; parts <= 12; parts++) {
        GError *error = NULL;
        order.boxes[0] =
            (struct carton_box){.inner = {12 * 7, 60, 60}, .gross = 1000000, .stock = -1};
        order.items[0] = (struct carton_item){.size = {84 / parts, 60, 60},
                                              .quantity = parts * (84 % parts ? 1 : 3)};
        struct effort effort = rounds_only(1, 2000);
        g_autoptr(carton_answer) answer =
            carton_pack(order.boxes, 1, order.items, 1, &order.rules, &effort, &error);
        g_assert_no_error(error);
        check_answer(&order, answer);
        g_assert_cmpuint(answer->least, <=, answer->boxes->len);
        g_assert_cmpuint(answer->boxes->len, ==, 84 % parts ? 1 : 3);
    }
}

// Pieces of which two are too wide beside each other: the bound alone tells their number.
static void test_bound_proves(void)
{
    struct case_order order = {.n_boxes = 1, .n_items = 1};
    GError *error = NULL;
    order.boxes[0] = (struct carton_box){.inner = {364, 374, 40}, .gross = 100000, .stock = -1};
    order.items[0] = (struct carton_item){.size = {210, 297, 9}, .quantity = 9};
    struct effort effort = rounds_only(1, 2000);
    g_autoptr(carton_answer) answer =
        carton_pack(order.boxes, 1, order.items, 1, &order.rules, &effort, &error);
    g_assert_no_error(error);
    check_answer(&order, answer);
    g_assert_cmpuint(answer->least, ==, 3); // 81 mm high in boxes of 40 mm
    g_assert_cmpuint(answer->boxes->len, ==, 3);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/carton/exact/against-all", test_against_all);
    g_test_add_func("/carton/exact/bound-exact", test_bound_exact);
    g_test_add_func("/carton/exact/bound-proves", test_bound_proves);
    return g_test_run();
}
