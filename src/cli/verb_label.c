// SPDX-License-Identifier: Apache-2.0
// `tote label show`: renders labels to a file without printing them.
#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "label_kind.h"
#include "programs.h"
#include "query.h"
#include "store_admin.h"
#include "text.h"

enum { SHOWN_CELLS = 40 };

static const struct {
    const char *ending;
    enum label_format format;
} formats[] = {{".pdf", LABEL_PDF}, {".png", LABEL_PNG}, {".zpl", LABEL_ZPL}};

static bool format_of(const char *file, enum label_format *ret_format, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (!g_str_has_suffix(file, formats[i].ending))
            continue;
        *ret_format = formats[i].format;
        return true;
    }
    return tote_fail(error, TOTE_ARGUMENT, "to", _("%s: the name has to end in .pdf, .png or .zpl"),
                     file);
}

static void answer(struct cli *cli, const char *file, unsigned pages, const GPtrArray *codes)
{
    g_autoptr(doc_handle) doc = doc_new();
    doc_text(doc, "file", file);
    doc_int(doc, "pages", pages);
    doc_open_list(doc, "codes");
    for (unsigned i = 0; i < codes->len; i++) {
        const struct label_code *code = codes->pdata[i];
        doc_open_object(doc, NULL);
        doc_text(doc, "symbology", code->symbology);
        doc_text(doc, "data", code->data);
        doc_close(doc);
    }
    doc_close(doc);
    cli_print(cli, doc);
}

// A label carries a name and an address: for those who may see people.
static bool may_see(const struct session *session, GError **error)
{
    return (role_sees(session->role) & SEES_PEOPLE) ||
           tote_fail(error, TOTE_ROLE, NULL, _("%s may not do '%s'"), session->operator_name,
                     "label show");
}

int verb_label_show(struct cli *cli, const char *const *values, GError **error)
{
    struct label_options options = {0};
    const struct label_kind *kind = label_kind_find(values[0]);
    if (!kind) {
        g_autofree char *names = label_kind_names();
        g_autofree char *quoted = text_quote(values[0], -1, SHOWN_CELLS);
        tote_fail(error, TOTE_ARGUMENT, "kind", _("There is no label '%s'; there are: %s"), quoted,
                  names);
        return -1;
    }
    if (!format_of(values[2], &options.format, error) || !cli_open(cli, true, error) ||
        !may_see(cli->session, error))
        return -1;
    options.dpi = (int)(values[3] ? g_ascii_strtoll(values[3], NULL, 10)
                                  : store_setting_number(cli->db, SETTING_LABEL_DPI, error));
    g_autoptr(GPtrArray) boxes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GPtrArray) codes = NULL;
    if (options.dpi <= 0 || !kind->find(cli->session, values[1], clock_now(), boxes, error) ||
        !label_kind_render_pages(kind, cli->session, boxes, &options, &bytes, &codes, error))
        return -1;
    g_autoptr(GError) failed = NULL;
    size_t size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    if (!g_file_set_contents(values[2], data, (gssize)size, &failed)) {
        tote_fail(error, TOTE_FILE_WRITE, "to", "%s", failed->message);
        return -1;
    }
    answer(cli, values[2], boxes->len, codes);
    return TOTE_EXIT_OK;
}
