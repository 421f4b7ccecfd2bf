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

static void add_codes(const label_layout *layout, GPtrArray *codes)
{
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
}

// Adds the page in a format of bitmaps, none in PDF. The bitmap is drawn for every format: it
// proves that nothing lies over a code.
static bool draw_page(const label_layout *layout, label_artwork *artwork, enum label_format format,
                      GByteArray *bytes, GError **error)
{
    g_autoptr(bitmap) map = raster_draw(layout, artwork, error);
    if (!map || format == LABEL_PDF)
        return map != NULL;
    g_autoptr(GBytes) page = format == LABEL_PNG ? png_write(map, layout->dpi) : zpl_write(map);
    gsize size = 0;
    const guint8 *data = g_bytes_get_data(page, &size);
    g_byte_array_append(bytes, data, (guint)size);
    return true;
}

static GBytes *draw(const label_design *design, const GPtrArray *layouts, enum label_format format,
                    GError **error)
{
    g_autoptr(label_artwork) artwork = artwork_new(design, error);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    for (guint i = 0; i < layouts->len; i++)
        if (!artwork || !draw_page(layouts->pdata[i], artwork, format, bytes, error))
            return NULL;
    return format == LABEL_PDF ? pdf_write(layouts, artwork, error)
                               : g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

static bool usable(const GPtrArray *pages, const struct label_options *options, GError **error)
{
    if (options->dpi < DPI_MIN || options->dpi > DPI_MAX)
        return tote_fail(error, TOTE_ARGUMENT, "dpi",
                         _("The printer resolution is %d dpi; it needs to be %d to %d"),
                         options->dpi, DPI_MIN, DPI_MAX);
    return pages->len == 1 || options->format != LABEL_PNG ||
           tote_fail(error, TOTE_ARGUMENT, "to",
                     _("A PNG is one label, and there are %u: write .pdf or .zpl, or name one box"),
                     pages->len);
}

bool label_render_pages(const label_design *design, const GPtrArray *pages,
                        const struct label_options *options, GBytes **ret_bytes,
                        GPtrArray **ret_codes, GError **error)
{
    g_autoptr(GPtrArray) layouts = g_ptr_array_new_with_free_func((GDestroyNotify)layout_free);
    g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(code_free);
    g_assert(pages->len > 0);
    if (!usable(pages, options, error))
        return false;
    for (guint i = 0; i < pages->len; i++) {
        label_layout *layout = layout_new(design, pages->pdata[i], options->dpi, error);
        if (!layout)
            return false;
        g_ptr_array_add(layouts, layout);
        add_codes(layout, codes);
    }
    *ret_bytes = draw(design, layouts, options->format, error);
    if (*ret_bytes && ret_codes)
        *ret_codes = g_steal_pointer(&codes);
    return *ret_bytes != NULL;
}

bool label_render(const label_design *design, const label_fields *fields,
                  const struct label_options *options, GBytes **ret_bytes, GPtrArray **ret_codes,
                  GError **error)
{
    g_autoptr(GPtrArray) pages = g_ptr_array_new();
    g_ptr_array_add(pages, (gpointer)fields);
    return label_render_pages(design, pages, options, ret_bytes, ret_codes, error);
}

bool label_format_of_file(const char *file, enum label_format *ret_format, GError **error)
{
    static const struct {
        const char *ending;
        enum label_format format;
    } formats[] = {{".pdf", LABEL_PDF}, {".png", LABEL_PNG}, {".zpl", LABEL_ZPL}};
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (!g_str_has_suffix(file, formats[i].ending))
            continue;
        *ret_format = formats[i].format;
        return true;
    }
    return tote_fail(error, TOTE_ARGUMENT, "to", _("%s: the name has to end in .pdf, .png or .zpl"),
                     file);
}
