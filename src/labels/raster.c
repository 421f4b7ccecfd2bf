// SPDX-License-Identifier: Apache-2.0
// Draws a layout in black and white dots: artwork, then texts, then codes on proven white.
#include "raster.h"

#include "errors.h"
#include "i18n.h"

#include <string.h>

void bitmap_free(bitmap *map)
{
    if (!map)
        return;
    g_free(map->bits);
    g_free(map);
}

static bitmap *bitmap_new(int width, int height)
{
    bitmap *map = g_new0(bitmap, 1);
    map->width = width;
    map->height = height;
    map->stride = (width + 7) / 8;
    map->bits = g_malloc0_n((gsize)height, (gsize)map->stride);
    return map;
}

static void set_dot(bitmap *map, int x, int y)
{
    map->bits[(gsize)y * (gsize)map->stride + (gsize)(x >> 3)] |= (guint8)(0x80 >> (x & 7));
}

static bool dot(const bitmap *map, int x, int y)
{
    return map->bits[(gsize)y * (gsize)map->stride + (gsize)(x >> 3)] >> (7 - (x & 7)) & 1;
}

static bool refuse_artwork(const label_design *design, const char *detail, GError **error)
{
    return tote_fail_full(error, TOTE_LABEL_DESIGN, &(struct tote_fault){.detail = detail},
                          _("The artwork of %s cannot be drawn"), design->name);
}

label_artwork *artwork_new(const label_design *design, GError **error)
{
    g_autoptr(GError) fault = NULL;
    const GString *svg = design->artwork;
    label_artwork *handle = rsvg_handle_new_from_data((const guint8 *)svg->str, svg->len, &fault);
    if (!handle)
        refuse_artwork(design, fault->message, error);
    return handle;
}

bool artwork_draw(label_artwork *artwork, const label_design *design, cairo_t *cr, double width,
                  double height, GError **error)
{
    g_autoptr(GError) fault = NULL;
    RsvgRectangle whole = {.width = width, .height = height};
    return rsvg_handle_render_document(artwork, cr, &whole, &fault) ||
           refuse_artwork(design, fault->message, error);
}

// Dots darker than half are black.
static void take_dark(const cairo_surface_t *surface, bitmap *map)
{
    cairo_surface_t *image = (cairo_surface_t *)surface;
    const guint8 *data = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    for (int y = 0; y < map->height; y++) {
        const guint8 *row = data + (gsize)y * (gsize)stride;
        for (int x = 0; x < map->width; x++) {
            guint32 pixel;
            memcpy(&pixel, row + (gsize)x * sizeof pixel, sizeof pixel);
            guint32 grey =
                299 * (pixel >> 16 & 255) + 587 * (pixel >> 8 & 255) + 114 * (pixel & 255);
            if (grey < 128 * 1000)
                set_dot(map, x, y);
        }
    }
}

static bool draw_artwork(const label_layout *layout, label_artwork *artwork, bitmap *map,
                         GError **error)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, map->width, map->height);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    bool done = artwork_draw(artwork, layout->design, cr, map->width, map->height, error);
    cairo_surface_flush(surface);
    if (done && cairo_status(cr) == CAIRO_STATUS_SUCCESS)
        take_dark(surface, map);
    else if (done)
        done = refuse_artwork(layout->design, cairo_status_to_string(cairo_status(cr)), error);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return done;
}

// One text drawn by itself, so that the bits can be added (black) or taken away (white).
static void draw_text(const struct layout_text *text, bitmap *map)
{
    PangoRectangle ink;
    pango_layout_get_pixel_extents(text->run->layout, &ink, NULL);
    if (ink.width <= 0 || ink.height <= 0)
        return;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, ink.width + 2, ink.height + 2);
    cairo_t *cr = cairo_create(surface);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
    cairo_move_to(cr, 1 - ink.x, 1 - ink.y);
    pango_cairo_show_layout(cr, text->run->layout);
    cairo_surface_flush(surface);
    const guint8 *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; data && y < ink.height + 2; y++) {
        for (int x = 0; x < ink.width + 2; x++) {
            int to_x = text->run->x + ink.x + x - 1, to_y = text->run->y + ink.y + y - 1;
            bool inside = to_x >= 0 && to_y >= 0 && to_x < map->width && to_y < map->height;
            if (!inside || data[(gsize)y * (gsize)stride + (gsize)x] < 128)
                continue;
            if (text->white)
                map->bits[(gsize)to_y * (gsize)map->stride + (gsize)(to_x >> 3)] &=
                    (guint8) ~(0x80 >> (to_x & 7));
            else
                set_dot(map, to_x, to_y);
        }
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
}

static bool white(const bitmap *map, const struct layout_code *code)
{
    for (int y = code->y; y < code->y + code->height; y++)
        for (int x = code->x; x < code->x + code->width; x++)
            if (x >= 0 && y >= 0 && x < map->width && y < map->height && dot(map, x, y))
                return false;
    return true;
}

static void draw_module(bitmap *map, int left, int top, int width, int height)
{
    for (int y = MAX(top, 0); y < MIN(top + height, map->height); y++)
        for (int x = MAX(left, 0); x < MIN(left + width, map->width); x++)
            set_dot(map, x, y);
}

static void draw_code(bitmap *map, const struct layout_code *code)
{
    const label_symbol *symbol = code->symbol;
    bool matrix = symbol->symbology->matrix;
    int quiet = matrix ? symbol->symbology->quiet * code->module : 0;
    int high = matrix ? code->module : code->bars_height;
    for (int row = 0; row < symbol->rows; row++)
        for (int x = 0; x < symbol->width; x++)
            if (symbol->modules[row * symbol->width + x])
                draw_module(map, code->bars_x + x * code->module, code->y + quiet + row * high,
                            code->module, high);
}

bitmap *raster_draw(const label_layout *layout, label_artwork *artwork, GError **error)
{
    g_autoptr(bitmap) map = bitmap_new(layout->width, layout->height);
    if (!draw_artwork(layout, artwork, map, error))
        return NULL;
    for (guint i = 0; i < layout->texts->len; i++)
        draw_text(&g_array_index(layout->texts, struct layout_text, i), map);
    for (guint i = 0; i < layout->codes->len; i++) {
        const struct layout_code *code = &g_array_index(layout->codes, struct layout_code, i);
        if (!white(map, code)) {
            tote_fail(error, TOTE_LABEL_DESIGN, "data-symbology",
                      _("In %s something is drawn over the code \"%s\" or its quiet zone; move it "
                        "away"),
                      layout->design->name, code->symbol->readable);
            return NULL;
        }
        draw_code(map, code);
    }
    return g_steal_pointer(&map);
}
