// SPDX-License-Identifier: Apache-2.0
// Do two databases know the same people? Sealed texts are other bytes each time: they are opened.
#include "i18n.h"
#include "people_private.h"

enum { AT_ONCE = 500 };

// What a sealed row says as text, or why nobody can say it. Caller frees.
static char *said(struct people *people, const struct sealed_row *row)
{
    g_auto(person_data) person = {0};
    g_autoptr(GError) failed = NULL;
    return people_open_row(people, row, &person, &failed) ? person_encode(&person)
                                                          : g_strdup(failed->message);
}

static bool page_same(struct people *one, struct people *other, const struct list *rows,
                      const struct list *others, char **ret_difference)
{
    for (unsigned i = 0; i < list_len(rows); i++) {
        const struct sealed_row *row = list_at(rows, struct sealed_row, i);
        const struct sealed_row *twin =
            i < list_len(others) ? list_at(others, struct sealed_row, i) : NULL;
        g_auto(person_data) person = {0};
        g_autoptr(GError) failed = NULL;
        g_autofree char *a = said(one, row);
        g_autofree char *b = twin && twin->id == row->id ? said(other, twin) : NULL;
        bool opens = people_open_row(one, row, &person, &failed);
        if (opens && !g_strcmp0(a, b))
            continue;
        *ret_difference =
            g_strdup_printf("person %" G_GINT64_FORMAT ": %s", row->id,
                            opens ? _("the sealed texts say something else") : failed->message);
        return false;
    }
    return true;
}

bool people_compare(struct db *a, struct db *b, char **ret_difference, GError **error)
{
    struct people *one = people_new(a), *other = people_new(b);
    uint32_t keys[VAULT_KEYS_MAX];
    int64_t after = 0;
    bool ok = true, more = people_keys(one, keys, NULL) > 0;
    *ret_difference = NULL;
    while (more && ok) {
        g_autoptr(rowlist) rows = store_sealed_after(a, SEALED_PERSON, after, AT_ONCE, error);
        g_autoptr(rowlist) others =
            rows ? store_sealed_after(b, SEALED_PERSON, after, AT_ONCE, error) : NULL;
        ok = others != NULL;
        unsigned n = ok ? list_len(rows) : 0;
        more = ok && page_same(one, other, rows, others, ret_difference) && n == AT_ONCE;
        after = n ? list_at(rows, struct sealed_row, n - 1)->id : after;
    }
    people_free(one);
    people_free(other);
    return ok;
}
