// SPDX-License-Identifier: Apache-2.0
// Layouts as PDF: the same dots as vectors, each on a page of exactly the label's size.
#include "raster.h"

#include "errors.h"
#include "i18n.h"

#include <cairo-pdf.h>
#include <math.h>

static const double points_per_inch = 72;

// Poppler and ghostscript paint every dot that a shape touches, so a bar that ends exactly on the
// border of a dot grows by one. Each bar is this much narrower on every side, in dots.
static const double inset = 0.03;

static cairo_status_t append(void *bytes, const unsigned char *data, unsigned int len)
{
    g_byte_array_append(bytes, data, len);
    return CAIRO_STATUS_SUCCESS;
}

static void bar(cairo_t *cr, int x, int y, int width, int height)
{
    cairo_rectangle(cr, x + inset, y + inset, width - 2 * inset, height - 2 * inset);
}

// Neighbouring dark modules of a row are one bar.
static void draw_row(cairo_t *cr, const struct layout_code *code, int row, int top, int high)
{
    const label_symbol *symbol = code->symbol;
    const uint8_t *modules = symbol->modules + row * symbol->width;
    for (int x = 0; x < symbol->width;) {
        int end = x;
        while (end < symbol->width && modules[end])
            end++;
        if (end > x)
            bar(cr, code->bars_x + x * code->module, top, (end - x) * code->module, high);
        x = end + 1;
    }
}

static void draw_code(cairo_t *cr, const struct layout_code *code)
{
    const label_symbol *symbol = code->symbol;
    bool matrix = symbol->symbology->matrix;
    int quiet = matrix ? symbol->symbology->quiet * code->module : 0;
    int high = matrix ? code->module : code->bars_height;
    cairo_set_source_rgb(cr, 0, 0, 0);
    for (int row = 0; row < symbol->rows; row++)
        draw_row(cr, code, row, code->y + quiet + row * high, high);
    cairo_fill(cr);
}

static void draw_text(cairo_t *cr, const struct layout_text *text)
{
    double grey = text->white ? 1 : 0;
    cairo_set_source_rgb(cr, grey, grey, grey);
    cairo_move_to(cr, text->run->x, text->run->y);
    pango_cairo_show_layout(cr, text->run->layout);
}

static void describe(cairo_surface_t *pdf)
{
    // A fixed day makes the same label the same bytes.
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "tote");
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, "label");
}

static bool draw(const label_layout *layout, label_artwork *artwork, cairo_t *cr, double width,
                 double height, GError **error)
{
    cairo_identity_matrix(cr);
    if (!artwork_draw(artwork, layout->design, cr, width, height, error))
        return false;
    cairo_scale(cr, points_per_inch / layout->dpi, points_per_inch / layout->dpi);
    for (guint i = 0; i < layout->texts->len; i++)
        draw_text(cr, &g_array_index(layout->texts, struct layout_text, i));
    for (guint i = 0; i < layout->codes->len; i++)
        draw_code(cr, &g_array_index(layout->codes, struct layout_code, i));
    cairo_show_page(cr);
    return true;
}

// A side of the page is a whole number of dots, so that nothing shifts by a part of one between
// the page's lower edge, from which PDF counts, and the printer's upper edge. It is rounded down
// to what is written in the file, lest a printer adds a row of dots.
static double points(const label_layout *layout, int dots)
{
    return floor(dots * points_per_inch / layout->dpi * 1000 + 1e-6) / 1000;
}

GBytes *pdf_write(const GPtrArray *layouts, label_artwork *artwork, GError **error)
{
    const label_layout *layout = layouts->pdata[0];
    double width = points(layout, layout->width), height = points(layout, layout->height);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(append, bytes, width, height);
    describe(pdf);
    cairo_t *cr = cairo_create(pdf);
    bool drawn = true;
    for (guint i = 0; drawn && i < layouts->len; i++)
        drawn = draw(layouts->pdata[i], artwork, cr, width, height, error);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(pdf);
    cairo_surface_destroy(pdf);
    if (drawn && status != CAIRO_STATUS_SUCCESS)
        drawn = tote_fail(error, TOTE_BUG, NULL, _("The PDF of a label failed: %s"),
                          cairo_status_to_string(status));
    return drawn ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}
