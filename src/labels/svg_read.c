// SPDX-License-Identifier: Apache-2.0
// Reads an SVG file: texts and code areas become items, everything else stays artwork.
#include "design.h"

#include "errors.h"
#include "i18n.h"
#include "svg_artwork.h"

#include <math.h>
#include <string.h>

enum { DEPTH_MAX = 64, ITEMS_MAX = 200, TEXT_MAX = 2000 };

// What an open element hands down to those inside.
struct frame {
    struct svg_matrix matrix; // user units to mm
    struct svg_style style;   // size in user units
    bool dropped;             // neither artwork nor item: metadata, hidden layers, items
    bool hidden;
    bool defs;
    bool artwork_text;
};

struct rectangle {
    char *id;
    struct svg_matrix matrix;
    bool defs;
    double x, y, width, height;
};

struct reader {
    struct label_design *design;
    GMarkupParseContext *context;
    GArray *frames;
    GArray *rectangles;
    GArray *matrices;        // struct svg_matrix of each item, by index
    struct label_item *text; // the open <text>, owned by the design
    GString *buffer;         // its characters
    int text_depth;
};

static void rectangle_clear(gpointer rectangle)
{
    g_free(((struct rectangle *)rectangle)->id);
}

static void frame_clear(gpointer frame)
{
    svg_style_clear(&((struct frame *)frame)->style);
}

static struct frame *top(struct reader *reader)
{
    return &g_array_index(reader->frames, struct frame, reader->frames->len - 1);
}

static int line_of(const struct reader *reader)
{
    int line = 0, column = 0;
    g_markup_parse_context_get_position(reader->context, &line, &column);
    return line;
}

static bool refuse(struct reader *reader, const char *field, const char *sentence, GError **error)
{
    struct tote_fault fault = {.field = field, .position = line_of(reader)};
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

// ---- one element ----

static bool style_apply(struct reader *reader, struct frame *frame, const char **names,
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
            return refuse(reader, "font-size",
                          _("the font size needs to be a number or px, which are units of the "
                            "viewBox"),
                          error);
    }
    return true;
}

static bool transform_apply(struct reader *reader, struct frame *frame, const char **names,
                            const char **values, GError **error)
{
    const char *text = attribute(names, values, "transform");
    struct svg_matrix own;
    if (!text)
        return true;
    if (!svg_transform(text, &own))
        return refuse(reader, "transform",
                      _("this transform is not understood; use move, scale, rotate or matrix"),
                      error);
    frame->matrix = svg_matrix_nest(&frame->matrix, &own);
    return true;
}

static bool root_size(struct reader *reader, struct frame *frame, const char **names,
                      const char **values, GError **error)
{
    struct label_design *design = reader->design;
    const char *box = attribute(names, values, "viewBox");
    g_auto(GStrv) parts = g_strsplit_set(box ? box : "", " ,", -1);
    double v[4] = {0};
    if (!svg_length_mm(attribute(names, values, "width"), &design->width) ||
        !svg_length_mm(attribute(names, values, "height"), &design->height))
        return refuse(reader, "width", _("width and height of the page need to be in mm, cm or in"),
                      error);
    bool whole = g_strv_length(parts) == 4;
    for (int i = 0; whole && i < 4; i++)
        whole = svg_length(parts[i], &v[i]);
    if (!whole || v[2] <= 0 || v[3] <= 0)
        return refuse(reader, "viewBox", _("the page needs a viewBox of four numbers"), error);
    double sx = design->width / v[2], sy = design->height / v[3];
    if (fabs(sx - sy) > sx * 0.001)
        return refuse(reader, "viewBox", _("the viewBox has another shape than the page"), error);
    frame->matrix = (struct svg_matrix){sx, 0, 0, sy, -v[0] * sx, -v[1] * sy};
    return true;
}

static bool length_of(struct reader *reader, const char **names, const char **values,
                      const char *name, double *ret_value, GError **error)
{
    const char *text = attribute(names, values, name);
    g_auto(GStrv) list = g_strsplit_set(text ? text : "0", " ,", 2); // a text may give x per glyph
    if (svg_length(list[0], ret_value))
        return true;
    return refuse(reader, name, _("x, y, width and height need to be numbers without a unit"),
                  error);
}

static bool rectangle_read(struct reader *reader, const struct frame *frame, const char **names,
                           const char **values, struct rectangle *ret_rectangle, GError **error)
{
    struct rectangle r = {.matrix = frame->matrix, .defs = frame->defs};
    if (!length_of(reader, names, values, "x", &r.x, error) ||
        !length_of(reader, names, values, "y", &r.y, error) ||
        !length_of(reader, names, values, "width", &r.width, error) ||
        !length_of(reader, names, values, "height", &r.height, error))
        return false;
    *ret_rectangle = r;
    return true;
}

// Puts the corners of R, seen through MATRIX, into ITEM. False: it is turned or mirrored.
static bool place(struct label_item *item, const struct rectangle *r,
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

static struct label_item *item_add(struct reader *reader, enum label_item_kind kind,
                                   const struct frame *frame, GError **error)
{
    if (reader->design->items->len >= ITEMS_MAX) {
        refuse(reader, NULL, _("a label can have 200 texts and codes; this one has more"), error);
        return NULL;
    }
    struct label_item *item = g_new0(struct label_item, 1);
    item->kind = kind;
    item->line = line_of(reader);
    item->style = svg_style_copy(&frame->style);
    item->style.size *= frame->matrix.d;
    g_ptr_array_add(reader->design->items, item);
    g_array_append_val(reader->matrices, frame->matrix);
    return item;
}

static bool option_mm(struct reader *reader, const char **names, const char **values,
                      const char *name, double *value, GError **error)
{
    const char *text = attribute(names, values, name);
    if (!text || (svg_length(text, value) && *value > 0 && *value <= 100))
        return true;
    return refuse(reader, name, _("this needs a number of millimetres up to 100"), error);
}

static bool code_open(struct reader *reader, const struct frame *frame, const char **names,
                      const char **values, GError **error)
{
    const char *symbology = attribute(names, values, "data-symbology");
    const char *value = attribute(names, values, "data-value");
    const char *readable = attribute(names, values, "data-readable");
    struct rectangle r;
    if (!label_symbology_known(symbology) || !value || !*value)
        return refuse(reader, "data-symbology",
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
    if (!place(item, &r, &frame->matrix))
        return refuse(reader, "transform",
                      _("a code cannot be turned or mirrored; draw it upright"), error);
    return true;
}

static bool text_open(struct reader *reader, const struct frame *frame, const char **names,
                      const char **values, GError **error)
{
    g_autofree char *shape = svg_style_value(attribute(names, values, "style"), "shape-inside");
    const char *overflow = attribute(names, values, "data-overflow");
    struct rectangle point = {.matrix = frame->matrix};
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
    place(item, &point, &frame->matrix);
    reader->text = item;
    reader->text_depth = (int)reader->frames->len;
    g_string_truncate(reader->buffer, 0);
    return true;
}

// Inside an item's text: a tspan of role "line" begins a new line, and its style counts while
// nothing was written yet.
static bool tspan_open(struct reader *reader, const struct frame *frame, const char *element,
                       const char **names, const char **values, GError **error)
{
    const char *role = attribute(names, values, "sodipodi:role");
    if (strcmp(element, "tspan") != 0)
        return refuse(reader, element, _("a text may only hold tspan elements"), error);
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

static bool rect_open(struct reader *reader, const struct frame *frame, const char **names,
                      const char **values, GError **error)
{
    struct rectangle r;
    const char *id = attribute(names, values, "id");
    if (!id)
        return true;
    if (!rectangle_read(reader, frame, names, values, &r, error))
        return false;
    r.id = g_strdup(id);
    g_array_append_val(reader->rectangles, r);
    return true;
}

// Decides what an element is; *frame is its own, already on the stack.
static bool element_open(struct reader *reader, struct frame *frame, const char *element,
                         const char **names, const char **values, GError **error)
{
    bool root = reader->frames->len == 1;
    const char *tote = attribute(names, values, "data-tote");
    if (root != (strcmp(element, "svg") == 0))
        return refuse(reader, element, _("the file needs to be one <svg> element"), error);
    if (svg_artwork_ignored(element) || frame->hidden) {
        frame->dropped = true;
        return true;
    }
    if (!svg_artwork_known(element))
        return refuse(
            reader, element,
            _("this element cannot be printed in black and white; remove it or convert it "
              "to a path"),
            error);
    if (tote && (strcmp(tote, "code") != 0 || strcmp(element, "rect") != 0))
        return refuse(reader, "data-tote", _("only a rect can be data-tote=\"code\""), error);
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
    return refuse(reader, "href",
                  _("a picture is only linked; embed it (Inkscape: Extensions, Images, Embed)"),
                  error);
}

static void start_element(GMarkupParseContext *context, const char *element, const char **names,
                          const char **values, gpointer data, GError **error)
{
    struct reader *reader = data;
    bool root = reader->frames->len == 0;
    struct frame frame = {.matrix = {1, 0, 0, 1, 0, 0}, .style.size = 0};
    if (reader->frames->len >= DEPTH_MAX) {
        refuse(reader, element, _("groups are nested deeper than 64; ungroup them"), error);
        return;
    }
    if (!root) {
        frame = *top(reader);
        frame.style = svg_style_copy(&top(reader)->style);
    }
    frame.defs |= strcmp(element, "defs") == 0 || strcmp(element, "symbol") == 0;
    g_array_append_val(reader->frames, frame);
    struct frame *own = top(reader);
    if (root ? !root_size(reader, own, names, values, error)
             : !transform_apply(reader, own, names, values, error))
        return;
    if (!style_apply(reader, own, names, values, error))
        return;
    if (reader->text)
        tspan_open(reader, own, element, names, values, error);
    else if (!own->dropped)
        element_open(reader, own, element, names, values, error);
}

// Lines without spaces at their ends, and without blank ones before and after.
static char *tidy_lines(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        g_strstrip(*line);
    g_autofree char *joined = g_strjoinv("\n", lines);
    const char *begin = joined + strspn(joined, "\n");
    size_t len = strlen(begin);
    while (len > 0 && begin[len - 1] == '\n')
        len--;
    return g_strndup(begin, len);
}

static void text_close(struct reader *reader)
{
    g_free(reader->text->text);
    reader->text->text = tidy_lines(reader->buffer->str);
    reader->text = NULL;
}

static void end_element(GMarkupParseContext *context, const char *element, gpointer data,
                        GError **error)
{
    struct reader *reader = data;
    if (reader->text && (int)reader->frames->len == reader->text_depth)
        text_close(reader);
    else if (!top(reader)->dropped)
        svg_artwork_close(reader->design->artwork, element);
    g_array_set_size(reader->frames, reader->frames->len - 1);
}

static void characters(GMarkupParseContext *context, const char *text, gsize len, gpointer data,
                       GError **error)
{
    struct reader *reader = data;
    if (reader->frames->len == 0)
        return;
    if (reader->text) {
        if (reader->buffer->len + len > TEXT_MAX)
            refuse(reader, "text", _("a text is longer than 2000 bytes; shorten it"), error);
        else
            g_string_append_len(reader->buffer, text, (gssize)len);
        return;
    }
    if (top(reader)->dropped)
        return;
    if (top(reader)->artwork_text && memchr(text, '{', len)) {
        refuse(reader, "transform", _("a text with a placeholder cannot be turned or mirrored"),
               error);
        return;
    }
    svg_artwork_text(reader->design->artwork, text, len);
}

// ---- after the last element: texts find their boxes ----

static const struct rectangle *rectangle_find(const struct reader *reader, const char *id)
{
    for (guint i = 0; i < reader->rectangles->len; i++) {
        const struct rectangle *r = &g_array_index(reader->rectangles, struct rectangle, i);
        if (strcmp(r->id, id) == 0)
            return r;
    }
    return NULL;
}

static bool boxes_resolve(struct reader *reader, GError **error)
{
    for (guint i = 0; i < reader->design->items->len; i++) {
        struct label_item *item = reader->design->items->pdata[i];
        if (!item->box)
            continue;
        const struct rectangle *r = rectangle_find(reader, item->box);
        const struct svg_matrix *own = &g_array_index(reader->matrices, struct svg_matrix, i);
        if (!r || !place(item, r, r->defs ? own : &r->matrix)) {
            struct tote_fault fault = {.field = item->box, .position = item->line};
            return tote_fail_full(error, TOTE_LABEL_DESIGN, &fault,
                                  _("%s, line %d: the text flows in #%s, which is no upright "
                                    "rectangle; draw its box again"),
                                  reader->design->name, item->line, item->box);
        }
    }
    return true;
}

// A text without any character is nothing to lay out.
static void empty_items_drop(struct label_design *design)
{
    for (guint i = design->items->len; i > 0; i--) {
        const struct label_item *item = design->items->pdata[i - 1];
        if (!*item->text)
            g_ptr_array_remove_index(design->items, i - 1);
    }
}

static bool markup_fault(struct reader *reader, GError *fault, GError **error)
{
    if (fault->domain == TOTE_ERROR) {
        g_propagate_error(error, fault);
        return false;
    }
    g_autoptr(GError) owned = fault;
    struct tote_fault parts = {.detail = owned->message, .position = line_of(reader)};
    return tote_fail_full(error, TOTE_LABEL_DESIGN, &parts,
                          _("%s, line %d: this is no well-formed SVG"), reader->design->name,
                          parts.position);
}

static bool parse(struct reader *reader, const char *svg, size_t len, GError **error)
{
    static const GMarkupParser parser = {
        .start_element = start_element, .end_element = end_element, .text = characters};
    GError *fault = NULL;
    reader->context =
        g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, reader, NULL);
    bool done = g_markup_parse_context_parse(reader->context, svg, (gssize)len, &fault) &&
                g_markup_parse_context_end_parse(reader->context, &fault);
    if (!done)
        markup_fault(reader, fault, error);
    g_markup_parse_context_free(reader->context);
    return done;
}

bool label_svg_read(struct label_design *design, const char *svg, size_t len, GError **error)
{
    struct reader reader = {.design = design};
    reader.frames = g_array_new(FALSE, FALSE, sizeof(struct frame));
    reader.rectangles = g_array_new(FALSE, FALSE, sizeof(struct rectangle));
    reader.matrices = g_array_new(FALSE, FALSE, sizeof(struct svg_matrix));
    reader.buffer = g_string_new(NULL);
    g_array_set_clear_func(reader.frames, frame_clear);
    g_array_set_clear_func(reader.rectangles, rectangle_clear);
    bool done = parse(&reader, svg, len, error) && boxes_resolve(&reader, error);
    if (done)
        empty_items_drop(design);
    g_array_unref(reader.frames);
    g_array_unref(reader.rectangles);
    g_array_unref(reader.matrices);
    g_string_free(reader.buffer, TRUE);
    return done;
}
