// SPDX-License-Identifier: Apache-2.0
// One way from a design and its values to the bytes of a printer language.
#include "label.h"

#include "errors.h"
#include "i18n.h"
#include "raster.h"

enum { DPI_MIN = 150, DPI_MAX = 1200 };

static void code_free(gpointer data)
{
    struct label_code *code = data;
    g_free(code->symbology);
    g_free(code->data);
    g_free(code);
}

static GPtrArray *codes_of(const label_layout *layout)
{
    GPtrArray *codes = g_ptr_array_new_with_free_func(code_free);
    for (guint i = 0; i < layout->codes->len; i++) {
        const struct layout_code *from = &g_array_index(layout->codes, struct layout_code, i);
        struct label_code *code = g_new0(struct label_code, 1);
        *code = (struct label_code){.symbology = g_strdup(from->symbology),
                                    .data = g_strdup(from->symbol->data),
                                    .module = from->module,
                                    .x = from->x,
                                    .y = from->y,
                                    .width = from->width,
                                    .height = from->height};
        g_ptr_array_add(codes, code);
    }
    return codes;
}

// The bitmap is drawn for every format: it proves that nothing lies over a code.
static GBytes *draw(const label_layout *layout, enum label_format format, GError **error)
{
    g_autoptr(label_artwork) artwork = artwork_new(layout->design, error);
    g_autoptr(bitmap) map = artwork ? raster_draw(layout, artwork, error) : NULL;
    if (!map)
        return NULL;
    switch (format) {
    case LABEL_PDF:
        return pdf_write(layout, artwork, error);
    case LABEL_PNG:
        return png_write(map, layout->dpi);
    case LABEL_ZPL:
        return zpl_write(map);
    }
    g_assert_not_reached();
}

bool label_render(const label_design *design, const label_fields *fields,
                  const struct label_options *options, GBytes **ret_bytes, GPtrArray **ret_codes,
                  GError **error)
{
    if (options->dpi < DPI_MIN || options->dpi > DPI_MAX)
        return tote_fail(error, TOTE_ARGUMENT, "dpi",
                         _("The printer resolution is %d dpi; it needs to be %d to %d"),
                         options->dpi, DPI_MIN, DPI_MAX);
    g_autoptr(label_layout) layout = layout_new(design, fields, options->dpi, error);
    GBytes *bytes = layout ? draw(layout, options->format, error) : NULL;
    if (!bytes)
        return false;
    *ret_bytes = bytes;
    if (ret_codes)
        *ret_codes = codes_of(layout);
    return true;
}
