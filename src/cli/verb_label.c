// SPDX-License-Identifier: Apache-2.0
// `tote label show`: renders labels to a file without printing them.
#include "clock.h"
#include "label_kind.h"
#include "programs.h"
#include "store_admin.h"

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

int verb_label_show(struct cli *cli, const char *const *values, GError **error)
{
    const char *file = values[2];
    struct label_wish wish = {.word = values[1], .now = clock_now()};
    const struct label_kind *kind = label_kind_named(values[0], error);
    if (!kind || !label_format_of_file(file, &wish.options.format, error) ||
        !cli_open(cli, true, error))
        return -1;
    wish.options.dpi = (int)(values[3] ? g_ascii_strtoll(values[3], NULL, 10)
                                       : store_setting_number(cli->db, SETTING_LABEL_DPI, error));
    struct label_shown shown = {0};
    if (wish.options.dpi <= 0 || !label_kind_show(kind, cli->session, &wish, &shown, error))
        return -1;
    g_autoptr(GBytes) bytes = shown.bytes;
    g_autoptr(GPtrArray) codes = shown.codes;
    g_autoptr(GError) failed = NULL;
    size_t size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    if (!g_file_set_contents(file, data, (gssize)size, &failed)) {
        tote_fail(error, TOTE_FILE_WRITE, "to", "%s", failed->message);
        return -1;
    }
    answer(cli, file, shown.pages, codes);
    return TOTE_EXIT_OK;
}
