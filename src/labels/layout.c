// SPDX-License-Identifier: Apache-2.0
// Turns a design and values into boxes in dots; a code keeps whole dots per module or is refused.
#include "label_layout.h"

#include "bind.h"
#include "errors.h"
#include "i18n.h"
#include "cause.h"

#include <math.h>
#include <string.h>

static const double mm_per_inch = 25.4;
static const int dots_max = 40 * 1000 * 1000; // of a whole label

struct maker {
    label_layout *layout;
    const label_fields *fields;
};

static double dots(const label_layout *layout, double mm)
{
    return mm * layout->dpi / mm_per_inch;
}

static void text_clear(gpointer text)
{
    text_run_free(((struct layout_text *)text)->run);
}

static void code_clear(gpointer code)
{
    symbol_free(((struct layout_code *)code)->symbol);
}

void layout_free(label_layout *layout)
{
    if (!layout)
        return;
    g_array_unref(layout->texts);
    g_array_unref(layout->codes);
    g_object_unref(layout->context);
    g_free(layout);
}

static bool on_label(const label_layout *layout, const text_run *run)
{
    PangoRectangle ink;
    pango_layout_get_pixel_extents(run->layout, &ink, NULL);
    int x = run->x + ink.x, y = run->y + ink.y;
    return x >= 0 && y >= 0 && x + ink.width <= layout->width && y + ink.height <= layout->height;
}

static bool text_add(struct maker *maker, const struct text_box *box, bool white, GError **error)
{
    struct layout_text text = {.white = white};
    text.run = label_text_fit(maker->layout->context, box, error);
    if (!text.run)
        return false;
    g_array_append_val(maker->layout->texts, text);
    if (on_label(maker->layout, text.run))
        return true;
    g_autofree char *begin = text_begin(box->text);
    if (!box->field)
        return tote_fail(error, TOTE_LABEL_DESIGN, NULL,
                         _("\"%s\" runs over the edge of the label; move it"), begin);
    return tote_fail_field(error, TOTE_LABEL_DATA, box->field, CAUSE_LABEL_EDGE,
                           _("\"%s\" runs over the edge of the label; shorten %s"), begin,
                           box->field);
}

static bool item_text(struct maker *maker, const struct label_item *item, const char *text,
                      const char *field, GError **error)
{
    const label_layout *layout = maker->layout;
    struct text_box box = {.text = text,
                           .field = field,
                           .x = dots(layout, item->x),
                           .y = dots(layout, item->y),
                           .size = dots(layout, item->style.size),
                           .size_min = dots(layout, item->size_min),
                           .ellipsis = item->ellipsis,
                           .style = &item->style};
    if (item->flowed) {
        box.width = dots(layout, item->width);
        box.height = dots(layout, item->height);
    }
    return text_add(maker, &box, item->style.white, error);
}

// The dots of one module: as near to what is wanted as fits WIDTH modules into ROOM dots, inside
// the limits of the standard. 0: there is no such number.
static int module_dots(const label_layout *layout, const struct symbology *symbology, double wanted,
                       int width, double room)
{
    const double hair = 0.002; // mm: 4 dots at 203 dpi are 0.5005 mm, 2 are 0.2502 mm
    double mm = mm_per_inch / layout->dpi;
    int least = (int)ceil((symbology->module_min - hair) / mm);
    int most = (int)floor((symbology->module_max + hair) / mm);
    int module = (int)lround((wanted > 0 ? wanted : symbology->module_usual) / mm);
    module = MIN(MAX(module, MAX(least, 1)), most);
    while (module >= least && module * width > room)
        module--;
    return module >= least ? module : 0;
}

static bool readable_add(struct maker *maker, const struct label_item *item,
                         const struct layout_code *code, double height, const char *field,
                         GError **error)
{
    const label_layout *layout = maker->layout;
    struct svg_style style = item->style;
    style.align = SVG_MIDDLE;
    style.white = false;
    double size = dots(layout, item->style.size);
    struct text_box box = {.text = code->symbol->readable,
                           .field = field,
                           .x = round(dots(layout, item->x)),
                           .y = code->y + code->height,
                           .width = round(dots(layout, item->width)),
                           .height = height,
                           .size = size,
                           .size_min = size * 0.6,
                           .style = &style};
    return text_add(maker, &box, false, error);
}

static bool code_size(struct maker *maker, const struct label_item *item, struct layout_code *code,
                      double room_high, const char *field, GError **error)
{
    const struct symbology *kind = code->symbol->symbology;
    const label_layout *layout = maker->layout;
    int wide = code->symbol->width + 2 * kind->quiet;
    int high = code->symbol->rows + 2 * kind->quiet;
    double room = dots(layout, item->width) + 0.5;
    if (kind->matrix)
        room = MIN(room, room_high * wide / high);
    code->module = module_dots(layout, kind, item->module, wide, room);
    if (code->module == 0)
        return tote_fail(error, TOTE_LABEL_DESIGN, field,
                         _("The code %s with %d modules does not fit its %.1f mm at %d dpi: its "
                           "smallest module is %.3f mm. Enlarge it or put less into it"),
                         kind->name, wide, item->width, layout->dpi, kind->module_min);
    code->width = wide * code->module;
    code->height = kind->matrix ? high * code->module : (int)floor(room_high);
    code->bars_height = code->height;
    double need = MAX(kind->height_min, 2.0);
    if (!kind->matrix && code->height < dots(layout, need) - 0.5)
        return tote_fail(error, TOTE_LABEL_DESIGN, field,
                         _("The bars of the code %s are %.2f mm high; they need %.2f mm. Make the "
                           "code higher"),
                         kind->name, code->height * mm_per_inch / layout->dpi, need);
    return true;
}

static bool item_code(struct maker *maker, const struct label_item *item, const char *text,
                      const char *field, GError **error)
{
    const label_layout *layout = maker->layout;
    struct layout_code code = {.symbology = item->symbology};
    code.symbol = symbol_make(symbology_find(item->symbology), text, field, error);
    if (!code.symbol)
        return false;
    g_array_append_val(maker->layout->codes, code); // owned from here on
    struct layout_code *own =
        &g_array_index(layout->codes, struct layout_code, layout->codes->len - 1);
    double below = item->readable ? round(dots(layout, item->style.size) * 1.3) : 0;
    double high = round(dots(layout, item->height)) - below;
    if (!code_size(maker, item, own, high, field, error))
        return false;
    int left = (int)lround(dots(layout, item->x)), wide = (int)lround(dots(layout, item->width));
    own->x = left + (wide - own->width) / 2;
    own->y = (int)lround(dots(layout, item->y));
    own->bars_x = own->x + own->symbol->symbology->quiet * own->module;
    return !item->readable || readable_add(maker, item, own, below, field, error);
}

static bool item_add(struct maker *maker, const struct label_item *item, GError **error)
{
    g_autofree char *text = NULL, *field = NULL;
    bool code = item->kind == LABEL_ITEM_CODE;
    if (!label_bind(item->text, maker->fields, !code, &text, &field, error))
        return false;
    if (!*text) // every line was left out: nothing to draw
        return true;
    return code ? item_code(maker, item, text, field, error)
                : item_text(maker, item, text, field, error);
}

static label_layout *empty_layout(const label_design *design, int dpi)
{
    label_layout *made = g_new0(label_layout, 1);
    made->design = design;
    made->dpi = dpi;
    made->width = (int)lround(dots(made, design->width));
    made->height = (int)lround(dots(made, design->height));
    made->context = text_context_new();
    made->texts = g_array_new(FALSE, FALSE, sizeof(struct layout_text));
    made->codes = g_array_new(FALSE, FALSE, sizeof(struct layout_code));
    g_array_set_clear_func(made->texts, text_clear);
    g_array_set_clear_func(made->codes, code_clear);
    return made;
}

label_layout *layout_new(const label_design *design, const label_fields *fields, int dpi,
                         GError **error)
{
    g_autoptr(label_layout) made = empty_layout(design, dpi);
    if ((double)made->width * made->height > dots_max) {
        tote_fail(error, TOTE_ARGUMENT, "dpi",
                  _("%s has more dots at %d dpi than tote renders; choose fewer dpi"), design->name,
                  dpi);
        return NULL;
    }
    struct maker maker = {.layout = made, .fields = fields};
    for (guint i = 0; i < design->items->len; i++)
        if (!item_add(&maker, design->items->pdata[i], error))
            return NULL;
    return g_steal_pointer(&made);
}
