// SPDX-License-Identifier: Apache-2.0
// `tote bench container`: loads the containers of a thpack file, each as full as possible.
#include "packing.h"
#include "trials.h"

enum { THREADS_MAX = 2 };
static const double seconds_each = 1;

static bool load_one(struct trial *trial, const struct thpack *problem, const struct effort *effort,
                     GError **error)
{
    struct carton_rules rules = {.support = trial->support,
                                 .threads = (int)MIN(g_get_num_processors(), THREADS_MAX)};
    g_autoptr(carton_answer) answer =
        carton_load(&problem->box, (const struct carton_item *)(void *)problem->items->data,
                    problem->items->len, &rules, effort, error);
    for (guint i = 0; answer && i < answer->pieces->len; i++) {
        const struct carton_piece *p = &g_array_index(answer->pieces, struct carton_piece, i);
        fprintf(trial->out, "%d,%d,%d,%d,%d,%d,%d,%d\n", problem->number,
                g_array_index(problem->kinds, int, p->item), p->at[0], p->at[1], p->at[2],
                p->size[0], p->size[1], p->size[2]);
    }
    return answer != NULL;
}

bool trial_container(struct trial *trial, GError **error)
{
    g_autofree char *text = trial_read(NULL, trial->path, NULL, error);
    GArray *problems = text ? thpack_read(trial->path, text, error) : NULL;
    bool done = problems != NULL;
    for (guint i = 0; done && i < problems->len; i++) {
        struct effort effort = trial_begin(trial, i, problems->len, seconds_each);
        if (!effort.rounds)
            effort.rounds = G_MAXUINT32; // the time decides
        done = load_one(trial, &g_array_index(problems, struct thpack, i), &effort, error) &&
               trial_goes_on(trial, error);
    }
    if (problems)
        thpack_free(problems);
    return done;
}
