// SPDX-License-Identifier: Apache-2.0
// Puts the parts of an import together that was broken off.
#include "import_earlier.h"

#include "once.h"
#include "call_parts.h"

static void take(void *data, const struct term *terms, size_t n)
{
    struct import_earlier *earlier = data;
    import_part_add(&earlier->counts, earlier->problems, terms, n);
}

bool import_earlier_read(struct db *db, const char *key, struct import_earlier *ret_earlier,
                         GError **error)
{
    *ret_earlier = (struct import_earlier){
        .problems = g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free)};
    return parts_read(db, key, take, ret_earlier, error);
}

void import_earlier_clear(struct import_earlier *earlier)
{
    g_ptr_array_unref(earlier->problems);
}

static bool is_new(struct once *seen, const struct incoming_problem *problem)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT "\n%s\n%s\n%s", problem->row,
                                            problem->order ? problem->order : "",
                                            tote_code_text(problem->code), problem->message);
    return !once_before(seen, text, 1);
}

// What was refused was refused again now; of what was taken in nothing was said any more.
static void add_problems(GPtrArray *earlier, GPtrArray *problems)
{
    size_t n = 0;
    g_autoptr(once_set) seen = once_new();
    g_autofree gpointer *all = g_ptr_array_steal(earlier, &n);
    for (unsigned i = 0; i < problems->len; i++)
        is_new(seen, problems->pdata[i]);
    for (size_t i = 0; i < n; i++) {
        if (is_new(seen, all[i]))
            g_ptr_array_add(problems, all[i]);
        else
            incoming_problem_free(all[i]);
    }
}

// What was taken in before was found unchanged now.
void import_earlier_add(struct import_earlier *earlier, struct import_result *result)
{
    const struct import_counts *before = &earlier->counts;
    struct import_counts *counts = &result->counts;
    counts->unchanged = MAX(0, counts->unchanged - before->created - before->updated);
    counts->created += before->created;
    counts->updated += before->updated;
    counts->held += before->held;
    add_problems(earlier->problems, result->problems);
}
