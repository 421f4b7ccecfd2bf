// SPDX-License-Identifier: Apache-2.0
// Counts what the artwork of a design draws: each shape as often as it is used, pictures by dots.
#include "svg_cost.h"

#include <string.h>

#include "errors.h"
#include "i18n.h"

// A label of 4 x 6 in at 600 dpi has 8.6 million dots. A picture costs a shape per DOTS_A_SHAPE.
enum { DOTS_MAX = 20000000, SHAPES_MAX = 20000, DOTS_A_SHAPE = 2000, CHAIN_MAX = 200 };

// --- pictures

static unsigned number16(const guchar *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

static double number32(const guchar *at)
{
    return number16(at) * 65536.0 + number16(at + 2);
}

// The frame header (SOF) of a JPEG holds its size (ITU-T T.81, B.2.2).
static double jpeg_dots(const guchar *bytes, gsize len)
{
    for (gsize at = 2; at + 9 < len && bytes[at] == 0xff;) {
        guchar marker = bytes[at + 1];
        bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame)
            return (double)number16(bytes + at + 5) * number16(bytes + at + 7);
        at += marker == 0xff ? 1 : 2 + number16(bytes + at + 2);
    }
    return 0;
}

double svg_picture_dots(const char *link)
{
    static const char png[] = "\x89PNG\r\n\x1a\n";
    const char *data = strstr(link, ";base64,");
    gsize len = 0;
    g_autofree guchar *bytes = data ? g_base64_decode(data + strlen(";base64,"), &len) : NULL;
    if (len >= 24 && !memcmp(bytes, png, 8) && !memcmp(bytes + 12, "IHDR", 4))
        return number32(bytes + 16) * number32(bytes + 20);
    return len > 4 && bytes[0] == 0xff && bytes[1] == 0xd8 ? jpeg_dots(bytes, len) : 0;
}

// --- shapes

struct shape {
    char *id; // NULL = none
    double own;
    GPtrArray *drawn; // struct shape: its children
    GPtrArray *links; // ids of what it uses
    double total;     // -1 = not counted yet, -2 = being counted
};

struct cost {
    const struct label_design *design;
    GPtrArray *shapes, *open; // all, and those that are not closed yet
    GHashTable *named;        // id -> GPtrArray of shapes
    GPtrArray *everywhere;    // ids that a style sheet uses, on whatever shape
    bool sheet;               // within a style sheet
};

static void shape_free(gpointer data)
{
    struct shape *shape = data;
    g_free(shape->id);
    g_ptr_array_unref(shape->drawn);
    g_ptr_array_unref(shape->links);
    g_free(shape);
}

// The ids in "url(#id)" of TEXT.
static void add_urls(GPtrArray *links, const char *text)
{
    for (const char *at = text; (at = strstr(at, "url("));) {
        at += strlen("url(");
        at += strspn(at, " '\"");
        if (*at == '#')
            g_ptr_array_add(links, g_strndup(at + 1, strcspn(at + 1, " '\")")));
    }
}

static bool refuse(const struct cost *cost, const char *sentence, GError **error)
{
    return tote_fail(error, TOTE_LABEL_DESIGN, "image", "%s: %s", cost->design->name, sentence);
}

static bool add_picture(const struct cost *cost, struct shape *shape, const char *link,
                        GError **error)
{
    double dots = svg_picture_dots(link);
    if (!dots)
        return refuse(cost, _("it holds a picture that is no PNG or JPEG; put it in again"), error);
    if (dots > DOTS_MAX)
        return refuse(cost,
                      _("it holds a picture of more than 20 million dots; make it as small as "
                        "it is printed"),
                      error);
    shape->own += dots / DOTS_A_SHAPE;
    return true;
}

static void name_shape(struct cost *cost, struct shape *shape, const char *id)
{
    GPtrArray *same = g_hash_table_lookup(cost->named, id);
    g_free(shape->id);
    shape->id = g_strdup(id);
    if (!same) {
        same = g_ptr_array_new();
        g_hash_table_insert(cost->named, g_strdup(id), same);
    }
    g_ptr_array_add(same, shape);
}

static void start(GMarkupParseContext *context, const char *element, const char **names,
                  const char **values, gpointer data, GError **error)
{
    struct cost *cost = data;
    struct shape *shape = g_new0(struct shape, 1);
    shape->own = 1;
    shape->total = -1;
    shape->drawn = g_ptr_array_new();
    shape->links = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(cost->shapes, shape);
    if (cost->open->len)
        g_ptr_array_add(((struct shape *)cost->open->pdata[cost->open->len - 1])->drawn, shape);
    g_ptr_array_add(cost->open, shape);
    cost->sheet = !strcmp(element, "style");
    for (int i = 0; names[i]; i++) {
        bool link = !strcmp(names[i], "href") || !strcmp(names[i], "xlink:href");
        if (!strcmp(names[i], "id"))
            name_shape(cost, shape, values[i]);
        else if (link && *values[i] == '#')
            g_ptr_array_add(shape->links, g_strdup(values[i] + 1));
        else if (link && !add_picture(cost, shape, values[i], error))
            return;
        else if (!link)
            add_urls(shape->links, values[i]);
    }
}

static void end(GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
    struct cost *cost = data;
    g_ptr_array_set_size(cost->open, (int)cost->open->len - 1);
    cost->sheet = false;
}

static void characters(GMarkupParseContext *context, const char *text, gsize len, gpointer data,
                       GError **error)
{
    struct cost *cost = data;
    if (cost->sheet)
        add_urls(cost->everywhere, text);
}

// A circle draws nothing: librsvg refuses it. A chain that is too long costs too much.
static double count(const struct cost *cost, struct shape *shape, int chain);

static double count_named(const struct cost *cost, const char *id, int chain)
{
    const GPtrArray *same = g_hash_table_lookup(cost->named, id);
    double sum = 0;
    for (guint i = 0; same && i < same->len; i++)
        sum += count(cost, same->pdata[i], chain);
    return sum;
}

static double count(const struct cost *cost, struct shape *shape, int chain)
{
    if (shape->total == -2)
        return 0;
    if (chain > CHAIN_MAX)
        return SHAPES_MAX + 1.0;
    if (shape->total >= 0)
        return shape->total;
    shape->total = -2;
    double sum = shape->own;
    for (guint i = 0; i < shape->drawn->len; i++)
        sum += count(cost, shape->drawn->pdata[i], chain + 1);
    for (guint i = 0; i < shape->links->len; i++)
        sum += count_named(cost, shape->links->pdata[i], chain + 1);
    return shape->total = sum;
}

static bool affordable(const struct cost *cost, GError **error)
{
    double each = 1;
    for (guint i = 0; i < cost->everywhere->len; i++)
        each += count_named(cost, cost->everywhere->pdata[i], 0);
    double all = cost->shapes->len ? count(cost, cost->shapes->pdata[0], 0) * each : 0;
    return all <= SHAPES_MAX ||
           refuse(cost,
                  _("it draws more than 20,000 shapes, each counted as often as it is used; "
                    "simplify it"),
                  error);
}

bool svg_cost_check(const struct label_design *design, GError **error)
{
    static const GMarkupParser parser = {
        .start_element = start, .end_element = end, .text = characters};
    struct cost cost = {.design = design,
                        .shapes = g_ptr_array_new_with_free_func(shape_free),
                        .open = g_ptr_array_new(),
                        .named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify)g_ptr_array_unref),
                        .everywhere = g_ptr_array_new_with_free_func(g_free)};
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &cost, NULL);
    bool done = g_markup_parse_context_parse(context, design->artwork->str,
                                             (gssize)design->artwork->len, error) &&
                affordable(&cost, error);
    g_markup_parse_context_free(context);
    g_hash_table_unref(cost.named);
    g_ptr_array_unref(cost.everywhere);
    g_ptr_array_unref(cost.open);
    g_ptr_array_unref(cost.shapes);
    return done;
}
