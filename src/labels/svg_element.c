// SPDX-License-Identifier: Apache-2.0
// What an element of an SVG file is: a text, a code area, a box for texts, or artwork.
#include "svg_reader.h"

#include "errors.h"
#include "i18n.h"
#include "svg_artwork.h"

#include <math.h>
#include <string.h>

enum { ITEMS_MAX = 200 };

int svg_line(const struct svg_reader *reader)
{
    int line = 0, column = 0;
    g_markup_parse_context_get_position(reader->context, &line, &column);
    return line;
}

bool svg_refuse(struct svg_reader *reader, const char *field, const char *sentence, GError **error)
{
    struct tote_fault fault = {.field = field, .position = svg_line(reader)};
    return tote_fail_full(error, TOTE_LABEL_DESIGN, &fault, _("%s, line %d: %s"),
                          reader->design->name, fault.position, sentence);
}

static const char *attribute(const char **names, const char **values, const char *name)
{
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return values[i];
    return NULL;
}

bool svg_style_apply(struct svg_reader *reader, struct svg_frame *frame, const char **names,
                     const char **values, GError **error)
{
    static const char *const properties[] = {"font-family", "font-size",   "font-weight",
                                             "font-style",  "text-anchor", "text-align",
                                             "fill",        "display",     NULL};
    const char *style = attribute(names, values, "style");
    for (int i = 0; properties[i]; i++) {
        g_autofree char *own = svg_style_value(style, properties[i]);
        const char *value = own ? own : attribute(names, values, properties[i]);
        if (!value)
            continue;
        if (strcmp(properties[i], "display") == 0)
            frame->hidden |= strcmp(value, "none") == 0;
        else if (!svg_style_set(&frame->style, properties[i], value))
            return svg_refuse(reader, "font-size",
                              _("the font size needs to be a number or px, which are units of the "
                                "viewBox"),
                              error);
    }
    return true;
}

bool svg_transform_apply(struct svg_reader *reader, struct svg_frame *frame, const char **names,
                         const char **values, GError **error)
{
    const char *text = attribute(names, values, "transform");
    struct svg_matrix own;
    if (!text)
        return true;
    if (!svg_transform(text, &own))
        return svg_refuse(reader, "transform",
                          _("this transform is not understood; use move, scale, rotate or matrix"),
                          error);
    frame->matrix = svg_matrix_nest(&frame->matrix, &own);
    return true;
}

bool svg_root_size(struct svg_reader *reader, struct svg_frame *frame, const char **names,
                   const char **values, GError **error)
{
    struct label_design *design = reader->design;
    const char *box = attribute(names, values, "viewBox");
    g_auto(GStrv) parts = g_strsplit_set(box ? box : "", " ,", -1);
    double v[4] = {0};
    if (!svg_length_mm(attribute(names, values, "width"), &design->width) ||
        !svg_length_mm(attribute(names, values, "height"), &design->height))
        return svg_refuse(reader, "width",
                          _("width and height of the page need to be in mm, cm or in"), error);
    bool whole = g_strv_length(parts) == 4;
    for (int i = 0; whole && i < 4; i++)
        whole = svg_length(parts[i], &v[i]);
    if (!whole || v[2] <= 0 || v[3] <= 0)
        return svg_refuse(reader, "viewBox", _("the page needs a viewBox of four numbers"), error);
    double sx = design->width / v[2], sy = design->height / v[3];
    if (fabs(sx - sy) > sx * 0.001)
        return svg_refuse(reader, "viewBox", _("the viewBox has another shape than the page"),
                          error);
    frame->matrix = (struct svg_matrix){sx, 0, 0, sy, -v[0] * sx, -v[1] * sy};
    return true;
}

static bool length_of(struct svg_reader *reader, const char **names, const char **values,
                      const char *name, double *ret_value, GError **error)
{
    const char *text = attribute(names, values, name);
    g_auto(GStrv) list = g_strsplit_set(text ? text : "0", " ,", 2); // a text may give x per glyph
    if (svg_length(list[0], ret_value))
        return true;
    return svg_refuse(reader, name, _("x, y, width and height need to be numbers without a unit"),
                      error);
}

static bool rectangle_read(struct svg_reader *reader, const struct svg_frame *frame,
                           const char **names, const char **values,
                           struct svg_rectangle *ret_rectangle, GError **error)
{
    struct svg_rectangle r = {.matrix = frame->matrix, .defs = frame->defs};
    if (!length_of(reader, names, values, "x", &r.x, error) ||
        !length_of(reader, names, values, "y", &r.y, error) ||
        !length_of(reader, names, values, "width", &r.width, error) ||
        !length_of(reader, names, values, "height", &r.height, error))
        return false;
    *ret_rectangle = r;
    return true;
}

bool svg_place(struct label_item *item, const struct svg_rectangle *r,
               const struct svg_matrix *matrix)
{
    if (!svg_matrix_upright(matrix))
        return false;
    item->x = matrix->a * r->x + matrix->e;
    item->y = matrix->d * r->y + matrix->f;
    item->width = matrix->a * r->width;
    item->height = matrix->d * r->height;
    return true;
}

static struct label_item *item_add(struct svg_reader *reader, enum label_item_kind kind,
                                   const struct svg_frame *frame, GError **error)
{
    if (reader->design->items->len >= ITEMS_MAX) {
        svg_refuse(reader, NULL, _("a label can have 200 texts and codes; this one has more"),
                   error);
        return NULL;
    }
    struct label_item *item = g_new0(struct label_item, 1);
    item->kind = kind;
    item->line = svg_line(reader);
    item->style = svg_style_copy(&frame->style);
    item->style.size *= frame->matrix.d;
    g_ptr_array_add(reader->design->items, item);
    g_array_append_val(reader->matrices, frame->matrix);
    return item;
}

static bool option_mm(struct svg_reader *reader, const char **names, const char **values,
                      const char *name, double *value, GError **error)
{
    const char *text = attribute(names, values, name);
    if (!text || (svg_length(text, value) && *value > 0 && *value <= 100))
        return true;
    return svg_refuse(reader, name, _("this needs a number of millimetres up to 100"), error);
}

static bool code_open(struct svg_reader *reader, const struct svg_frame *frame, const char **names,
                      const char **values, GError **error)
{
    const char *symbology = attribute(names, values, "data-symbology");
    const char *value = attribute(names, values, "data-value");
    const char *readable = attribute(names, values, "data-readable");
    struct svg_rectangle r;
    if (!label_symbology_known(symbology) || !value || !*value)
        return svg_refuse(reader, "data-symbology",
                          _("a code needs a known data-symbology and a data-value"), error);
    if (!rectangle_read(reader, frame, names, values, &r, error))
        return false;
    struct label_item *item = item_add(reader, LABEL_ITEM_CODE, frame, error);
    if (!item)
        return false;
    item->symbology = g_strdup(symbology);
    item->text = g_strdup(value);
    item->readable = !readable || strcmp(readable, "none") != 0;
    item->style.size = 4;
    if (!option_mm(reader, names, values, "data-module", &item->module, error) ||
        !option_mm(reader, names, values, "data-readable-size", &item->style.size, error))
        return false;
    if (!svg_place(item, &r, &frame->matrix))
        return svg_refuse(reader, "transform",
                          _("a code cannot be turned or mirrored; draw it upright"), error);
    return true;
}

static bool text_open(struct svg_reader *reader, const struct svg_frame *frame, const char **names,
                      const char **values, GError **error)
{
    g_autofree char *shape = svg_style_value(attribute(names, values, "style"), "shape-inside");
    const char *overflow = attribute(names, values, "data-overflow");
    struct svg_rectangle point = {.matrix = frame->matrix};
    if (!length_of(reader, names, values, "x", &point.x, error) ||
        !length_of(reader, names, values, "y", &point.y, error))
        return false;
    struct label_item *item = item_add(reader, LABEL_ITEM_TEXT, frame, error);
    if (!item)
        return false;
    item->text = g_strdup(""); // whole whatever happens before its end
    item->size_min = MAX(item->style.size * 0.4, 1.9);
    item->size_min = MIN(item->size_min, item->style.size);
    item->ellipsis = overflow && strcmp(overflow, "ellipsis") == 0;
    if (!option_mm(reader, names, values, "data-size-min", &item->size_min, error))
        return false;
    if (shape && g_str_has_prefix(shape, "url(#") && g_str_has_suffix(shape, ")")) {
        item->flowed = true;
        item->box = g_strndup(shape + 5, strlen(shape) - 6);
    }
    svg_place(item, &point, &frame->matrix);
    reader->text = item;
    reader->text_depth = (int)reader->frames->len;
    g_string_truncate(reader->buffer, 0);
    return true;
}

bool svg_tspan_open(struct svg_reader *reader, const struct svg_frame *frame, const char *element,
                    const char **names, const char **values, GError **error)
{
    const char *role = attribute(names, values, "sodipodi:role");
    if (strcmp(element, "tspan") != 0)
        return svg_refuse(reader, element, _("a text may only hold tspan elements"), error);
    if (role && strcmp(role, "line") == 0 && reader->buffer->len > 0)
        g_string_append_c(reader->buffer, '\n');
    g_autofree char *so_far = g_strstrip(g_strdup(reader->buffer->str));
    if (!*so_far) {
        svg_style_clear(&reader->text->style);
        reader->text->style = svg_style_copy(&frame->style);
        reader->text->style.size *= frame->matrix.d;
        reader->text->size_min = MIN(reader->text->size_min, reader->text->style.size);
    }
    return true;
}

static bool rect_open(struct svg_reader *reader, const struct svg_frame *frame, const char **names,
                      const char **values, GError **error)
{
    struct svg_rectangle r;
    const char *id = attribute(names, values, "id");
    if (!id)
        return true;
    if (!rectangle_read(reader, frame, names, values, &r, error))
        return false;
    r.id = g_strdup(id);
    g_array_append_val(reader->rectangles, r);
    return true;
}

bool svg_element_open(struct svg_reader *reader, struct svg_frame *frame, const char *element,
                      const char **names, const char **values, GError **error)
{
    bool root = reader->frames->len == 1;
    const char *tote = attribute(names, values, "data-tote");
    if (root != (strcmp(element, "svg") == 0))
        return svg_refuse(reader, element, _("the file needs to be one <svg> element"), error);
    if (svg_artwork_ignored(element) || frame->hidden) {
        frame->dropped = true;
        return true;
    }
    if (!svg_artwork_known(element))
        return svg_refuse(
            reader, element,
            _("this element cannot be printed in black and white; remove it or convert it "
              "to a path"),
            error);
    if (tote && (strcmp(tote, "code") != 0 || strcmp(element, "rect") != 0))
        return svg_refuse(reader, "data-tote", _("only a rect can be data-tote=\"code\""), error);
    if (tote) {
        frame->dropped = true;
        return code_open(reader, frame, names, values, error);
    }
    if (strcmp(element, "text") == 0 && svg_matrix_upright(&frame->matrix) && !frame->defs) {
        frame->dropped = true;
        return text_open(reader, frame, names, values, error);
    }
    frame->artwork_text |= strcmp(element, "text") == 0;
    if (strcmp(element, "rect") == 0 && !rect_open(reader, frame, names, values, error))
        return false;
    if (svg_artwork_open(reader->design->artwork, element, names, values, root))
        return true;
    return svg_refuse(reader, "href",
                      _("a picture is only linked; embed it (Inkscape: Extensions, Images, Embed)"),
                      error);
}
