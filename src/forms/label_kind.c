// SPDX-License-Identifier: Apache-2.0
// The table of label kinds.
#include "label_kind.h"

#include "assets.h"
#include "binders.h"

static const char *const shipping_aliases[] = {"label", "parcel", NULL};

static const struct label_kind kinds[] = {
    {"shipping",
     shipping_aliases,
     "label",
     "labels/shipping-4x6.svg",
     bind_shipping_label,
     find_shipping_labels,
     {"4x6", 10160, 15240}},
};

const struct label_kind *label_kinds(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(kinds);
    return kinds;
}

char *label_kind_names(void)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", kinds[i].kind);
    return g_string_free(g_steal_pointer(&names), FALSE);
}

const struct label_kind *label_kind_find(const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (!g_strcmp0(word, kinds[i].kind) || g_strv_contains(kinds[i].aliases, word))
            return &kinds[i];
    return NULL;
}

const struct label_kind *label_kind_of_job(const char *outbox)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (!g_strcmp0(outbox, kinds[i].outbox))
            return &kinds[i];
    return NULL;
}

bool label_kind_render_pages(const struct label_kind *kind, const struct session *session,
                             const GPtrArray *refs, const struct label_options *options,
                             GBytes **ret_bytes, GPtrArray **ret_codes, GError **error)
{
    g_autofree char *path = asset_path(kind->design);
    g_autoptr(label_design) design = label_design_load(path, error);
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)label_fields_free);
    for (guint i = 0; design && i < refs->len; i++) {
        label_fields *fields = kind->bind(session, refs->pdata[i], error);
        if (!fields)
            return false;
        g_ptr_array_add(pages, fields);
    }
    return design && label_render_pages(design, pages, options, ret_bytes, ret_codes, error);
}

bool label_kind_render(const struct label_kind *kind, const struct session *session,
                       const char *ref, const struct label_options *options, GBytes **ret_bytes,
                       GPtrArray **ret_codes, GError **error)
{
    g_autoptr(GPtrArray) refs = g_ptr_array_new();
    g_ptr_array_add(refs, (gpointer)ref);
    return label_kind_render_pages(kind, session, refs, options, ret_bytes, ret_codes, error);
}
