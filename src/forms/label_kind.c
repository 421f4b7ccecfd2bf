// SPDX-License-Identifier: Apache-2.0
// Finds label kinds, and renders what one means.
#include "label_kind.h"

#include "assets.h"
#include "i18n.h"
#include "text.h"

enum { SHOWN_CELLS = 40 };

char *label_kind_names(void)
{
    size_t n = 0;
    const struct label_kind *kinds = label_kinds(&n);
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", kinds[i].kind);
    return g_string_free(g_steal_pointer(&names), FALSE);
}

const struct label_kind *label_kind_find(const char *word)
{
    size_t n = 0;
    const struct label_kind *kinds = label_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (!g_strcmp0(word, kinds[i].kind) || g_strv_contains(kinds[i].aliases, word))
            return &kinds[i];
    return NULL;
}

const struct label_kind *label_kind_of_job(const char *outbox)
{
    size_t n = 0;
    const struct label_kind *kinds = label_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (!g_strcmp0(outbox, kinds[i].outbox))
            return &kinds[i];
    return NULL;
}

const struct label_kind *label_kind_named(const char *word, GError **error)
{
    const struct label_kind *kind = label_kind_find(word);
    if (kind)
        return kind;
    g_autofree char *names = label_kind_names();
    g_autofree char *quoted = text_quote(word, -1, SHOWN_CELLS);
    tote_fail(error, TOTE_ARGUMENT, "kind", _("There is no label '%s'; there are: %s"), quoted,
              names);
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

bool label_kind_show(const struct label_kind *kind, const struct session *session,
                     const struct label_wish *wish, struct label_shown *ret_shown, GError **error)
{
    g_autoptr(GPtrArray) refs = g_ptr_array_new_with_free_func(g_free);
    if (!query_allows(session, kind->query, kind->sees, "label show", error) ||
        !kind->find(session, wish->word, wish->now, refs, error) ||
        !label_kind_render_pages(kind, session, refs, &wish->options, &ret_shown->bytes,
                                 &ret_shown->codes, error))
        return false;
    ret_shown->pages = refs->len;
    return true;
}
