// SPDX-License-Identifier: Apache-2.0
// Reads an SVG file: texts and code areas become items, everything else stays artwork.
#include "errors.h"
#include "i18n.h"
#include "svg_artwork.h"
#include "svg_reader.h"

#include <string.h>

enum { DEPTH_MAX = 64, TEXT_MAX = 2000 };

static void rectangle_clear(gpointer rectangle)
{
    g_free(((struct svg_rectangle *)rectangle)->id);
}

static void frame_clear(gpointer frame)
{
    svg_style_clear(&((struct svg_frame *)frame)->style);
}

static struct svg_frame *top(struct svg_reader *reader)
{
    return &g_array_index(reader->frames, struct svg_frame, reader->frames->len - 1);
}

static void start_element(GMarkupParseContext *context, const char *element, const char **names,
                          const char **values, gpointer data, GError **error)
{
    struct svg_reader *reader = data;
    bool root = reader->frames->len == 0;
    struct svg_frame frame = {.matrix = {1, 0, 0, 1, 0, 0}, .style.size = 0};
    if (reader->frames->len >= DEPTH_MAX) {
        svg_refuse(reader, element, _("groups are nested deeper than 64; ungroup them"), error);
        return;
    }
    if (!root) {
        frame = *top(reader);
        frame.style = svg_style_copy(&top(reader)->style);
    }
    frame.defs |= strcmp(element, "defs") == 0 || strcmp(element, "symbol") == 0;
    g_array_append_val(reader->frames, frame);
    struct svg_frame *own = top(reader);
    if (root ? !svg_root_size(reader, own, names, values, error)
             : !svg_transform_apply(reader, own, names, values, error))
        return;
    if (!svg_style_apply(reader, own, names, values, error))
        return;
    if (reader->text)
        svg_tspan_open(reader, own, element, names, values, error);
    else if (!own->dropped)
        svg_element_open(reader, own, element, names, values, error);
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

static void text_close(struct svg_reader *reader)
{
    g_free(reader->text->text);
    reader->text->text = tidy_lines(reader->buffer->str);
    reader->text = NULL;
}

static void end_element(GMarkupParseContext *context, const char *element, gpointer data,
                        GError **error)
{
    struct svg_reader *reader = data;
    if (reader->text && (int)reader->frames->len == reader->text_depth)
        text_close(reader);
    else if (!top(reader)->dropped)
        svg_artwork_close(reader->design->artwork, element);
    g_array_set_size(reader->frames, reader->frames->len - 1);
}

static void characters(GMarkupParseContext *context, const char *text, gsize len, gpointer data,
                       GError **error)
{
    struct svg_reader *reader = data;
    if (reader->frames->len == 0)
        return;
    if (reader->text) {
        if (reader->buffer->len + len > TEXT_MAX)
            svg_refuse(reader, "text", _("a text is longer than 2000 bytes; shorten it"), error);
        else
            g_string_append_len(reader->buffer, text, (gssize)len);
        return;
    }
    if (top(reader)->dropped)
        return;
    if (top(reader)->artwork_text && memchr(text, '{', len)) {
        svg_refuse(reader, "transform", _("a text with a placeholder cannot be turned or mirrored"),
                   error);
        return;
    }
    svg_artwork_text(reader->design->artwork, text, len);
}

// ---- after the last element: texts find their boxes ----

static const struct svg_rectangle *rectangle_find(const struct svg_reader *reader, const char *id)
{
    for (guint i = 0; i < reader->rectangles->len; i++) {
        const struct svg_rectangle *r = &g_array_index(reader->rectangles, struct svg_rectangle, i);
        if (strcmp(r->id, id) == 0)
            return r;
    }
    return NULL;
}

static bool boxes_resolve(struct svg_reader *reader, GError **error)
{
    for (guint i = 0; i < reader->design->items->len; i++) {
        struct label_item *item = reader->design->items->pdata[i];
        if (!item->box)
            continue;
        const struct svg_rectangle *r = rectangle_find(reader, item->box);
        const struct svg_matrix *own = &g_array_index(reader->matrices, struct svg_matrix, i);
        if (!r || !svg_place(item, r, r->defs ? own : &r->matrix)) {
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

static bool markup_fault(struct svg_reader *reader, GError *fault, GError **error)
{
    if (fault->domain == TOTE_ERROR) {
        g_propagate_error(error, fault);
        return false;
    }
    g_autoptr(GError) owned = fault;
    struct tote_fault parts = {.detail = owned->message, .position = svg_line(reader)};
    return tote_fail_full(error, TOTE_LABEL_DESIGN, &parts,
                          _("%s, line %d: this is no well-formed SVG"), reader->design->name,
                          parts.position);
}

static bool parse(struct svg_reader *reader, const char *svg, size_t len, GError **error)
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
    struct svg_reader reader = {.design = design};
    reader.frames = g_array_new(FALSE, FALSE, sizeof(struct svg_frame));
    reader.rectangles = g_array_new(FALSE, FALSE, sizeof(struct svg_rectangle));
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
