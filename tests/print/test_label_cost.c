// SPDX-License-Identifier: Apache-2.0
// Designs that would hold a printer up: large pictures in small files, groups drawn over and over.
#include <string.h>

#include "errors.h"
#include "label.h"
#include "svg_cost.h"

static label_design *design_of(const char *body, GError **error)
{
    g_autofree char *svg =
        g_strdup_printf("<svg width='100mm' height='60mm' viewBox='0 0 100 60'>%s</svg>", body);
    return label_design_parse(svg, strlen(svg), "test.svg", error);
}

static void refused(const char *body, const char *says)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(label_design) design = design_of(body, &error);
    g_assert_null(design);
    g_assert_true(tote_error_is(error, TOTE_LABEL_DESIGN));
    if (!strstr(error->message, says))
        g_error("\"%s\" is not in: %s", says, error->message);
}

static void taken(const char *body)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(label_design) design = design_of(body, &error);
    g_assert_no_error(error);
    g_assert_nonnull(design);
}

static void put32(guchar *at, unsigned n)
{
    for (int i = 0; i < 4; i++)
        at[i] = (guchar)(n >> (24 - 8 * i));
}

// The beginning of a PNG file, which says its size.
static char *png_link(unsigned width, unsigned height)
{
    guchar head[33] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    put32(head + 16, width);
    put32(head + 20, height);
    g_autofree char *text = g_base64_encode(head, sizeof head);
    return g_strconcat("data:image/png;base64,", text, NULL);
}

static char *jpeg_link(unsigned width, unsigned height)
{
    guchar head[] = {0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 17,
                     8,    0,    0,    0,    0, 3, 0, 0, 0,    0,    0, 0};
    head[13] = (guchar)(height >> 8);
    head[14] = (guchar)height;
    head[15] = (guchar)(width >> 8);
    head[16] = (guchar)width;
    g_autofree char *text = g_base64_encode(head, sizeof head);
    return g_strconcat("data:image/jpeg;base64,", text, NULL);
}

// Between its segments a JPEG may hold fill bytes (ff).
static void test_jpeg(void)
{
    static const guchar filled[] = {0xff, 0xd8, 0xff, 0xe0, 0,   4,    1,    2,    0xff, 0xff,
                                    0xff, 0xdb, 0,    3,    7,   0xff, 0xff, 0xc0, 0,    17,
                                    8,    0,    100,  0,    200, 3,    1,    0x22, 0,    2};
    g_autofree char *text = g_base64_encode(filled, sizeof filled);
    g_autofree char *link = g_strconcat("data:image/jpeg;base64,", text, NULL);
    g_assert_cmpfloat(svg_picture_dots(link), ==, 20000);
}

static void test_dots(void)
{
    g_autofree char *png = png_link(300, 200), *jpeg = jpeg_link(3000, 2000);
    g_assert_cmpfloat(svg_picture_dots(png), ==, 60000);
    g_assert_cmpfloat(svg_picture_dots(jpeg), ==, 6000000);
    static const char *const bad[] = {"data:image/png;base64,", "data:image/png,%89PNG",
                                      "data:image/png;base64,R0lGODlh",
                                      "data:image/jpeg;base64,/9j/4A==", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_cmpfloat(svg_picture_dots(bad[i]), ==, 0);
}

// PICTURE stands in a design N times.
static char *pictures(const char *link, int n)
{
    g_autoptr(GString) body = g_string_new("<defs><image id='p' href='");
    g_string_append_printf(body, "%s'/></defs>", link);
    for (int i = 0; i < n; i++)
        g_string_append(body, "<use href='#p'/>");
    return g_strdup(body->str);
}

static void test_pictures(void)
{
    g_autofree char *good = png_link(2400, 3600), *bomb = png_link(20000, 20000),
                    *wide = png_link(4000000000, 4000000000), *photo = jpeg_link(60000, 60000),
                    *one = pictures(good, 1), *large = pictures(bomb, 1), *vast = pictures(wide, 1),
                    *dim = pictures(photo, 1), *often = pictures(good, 9),
                    *none = pictures("data:image/png;base64,AAAA", 1);
    taken(one);
    refused(large, "20 million dots");
    refused(vast, "20 million dots");
    refused(dim, "20 million dots");
    refused(often, "20,000 shapes");
    refused(none, "no PNG or JPEG");
}

// Each of N groups uses the one before it ten times.
static char *nested(int n, const char *end)
{
    g_autoptr(GString) body = g_string_new("<defs><rect id='g0' width='1' height='1'/>");
    for (int i = 1; i <= n; i++) {
        g_string_append_printf(body, "<g id='g%d'>", i);
        for (int k = 0; k < 10; k++)
            g_string_append_printf(body, "<use href='#g%d'/>", i - 1);
        g_string_append(body, "</g>");
    }
    g_string_append_printf(body, "</defs>%s", end);
    return g_strdup(body->str);
}

static void test_uses(void)
{
    g_autofree char *few = nested(3, "<use href='#g3'/>"), *many = nested(8, "<use href='#g8'/>"),
                    *clip = nested(8, "<rect width='1' height='1' clip-path='url(#g8)'/>"),
                    *sheet = nested(3, "<style>rect { clip-path: url( '#g3' ) }</style>"
                                       "<use href='#g3'/>"),
                    *chain = g_strdup(""), *circle = g_strdup("<g id='a'><use href='#a'/></g>");
    taken(few);
    refused(many, "20,000 shapes");
    refused(clip, "20,000 shapes");
    refused(sheet, "20,000 shapes");
    taken(circle); // librsvg refuses it
    for (int i = 0; i < 5000; i++) {
        g_autofree char *shorter = chain;
        chain = g_strdup_printf("<use id='c%d' href='#c%d'/>%s", i, i - 1, shorter);
    }
    refused(chain, "20,000 shapes");
}

// Several shapes of one id: which one is drawn is up to who draws, so all are counted.
static void test_same_id(void)
{
    g_autoptr(GString) body = g_string_new("<defs><g id='a'/><g id='a'>");
    for (int i = 0; i < 5000; i++)
        g_string_append(body, "<rect width='1' height='1'/>");
    g_string_append(body, "</g></defs><use href='#a'/><use href='#a'/>");
    taken(body->str);
    g_string_append(body, "<use href='#a'/><use href='#a'/>");
    refused(body->str, "20,000 shapes");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/label-cost/dots", test_dots);
    g_test_add_func("/label-cost/jpeg", test_jpeg);
    g_test_add_func("/label-cost/same-id", test_same_id);
    g_test_add_func("/label-cost/pictures", test_pictures);
    g_test_add_func("/label-cost/uses", test_uses);
    return g_test_run();
}
