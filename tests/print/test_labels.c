// SPDX-License-Identifier: Apache-2.0
// Label designs and their values: what is taken, what is refused and in which words.
#include "bind.h"
#include "elements.h"
#include "errors.h"
#include "label.h"
#include "svg.h"

#include <math.h>
#include <string.h>

static const char head[] = "<svg xmlns='http://www.w3.org/2000/svg' width='100mm' height='60mm' "
                           "viewBox='0 0 100 60' font-size='4px'>";
static const char shipping[] = TEST_ASSETS "/labels/shipping-4x6.svg";

// A design of 100 x 60 mm with BODY inside.
static label_design *design_of(const char *body, GError **error)
{
    g_autofree char *svg = g_strdup_printf("%s%s</svg>", head, body);
    return label_design_parse(svg, strlen(svg), "test.svg", error);
}

static bool render(const label_design *design, const label_fields *fields, enum label_format format,
                   GBytes **ret_bytes, GError **error)
{
    struct label_options options = {.dpi = 203, .format = format};
    return label_render(design, fields, &options, ret_bytes, NULL, error);
}

// ---- values ----

static void test_fields_refused(void)
{
    static const struct {
        const char *name, *value;
        enum tote_code code;
    } rows[] = {
        {"to.nmae", "Ann", TOTE_LABEL_DATA},
        {"to.name", "a\tb", TOTE_LABEL_DATA},
        {"to.name", "a\x1b[2J", TOTE_LABEL_DATA},
        {"to.name", "\xff\xfe", TOTE_LABEL_DATA},
        {"sscc", "340123450000000018", TOTE_CHECK_DIGIT},
        {"sscc", "34012345000000001", TOTE_CHECK_DIGIT},
        {"item.gtin", "4006381333932", TOTE_CHECK_DIGIT},
        {"parcel.count", "two", TOTE_LABEL_DATA},
    };
    g_autoptr(label_fields) fields = label_fields_new();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(label_fields_set(fields, rows[i].name, rows[i].value, &error));
        g_assert_true(tote_error_is(error, rows[i].code));
        g_assert_cmpstr(tote_error_field(error), ==, rows[i].name);
        g_assert_cmpstr(label_fields_get(fields, rows[i].name), ==, "");
    }
    g_autofree char *longest = g_strnfill(LABEL_VALUE_MAX + 1, 'x');
    g_assert_false(label_fields_set(fields, "to.name", longest, NULL));
    longest[LABEL_VALUE_MAX] = '\0';
    g_assert_true(label_fields_set(fields, "to.name", longest, NULL));
}

static void test_fields_kept(void)
{
    g_autoptr(label_fields) fields = label_fields_example();
    g_autoptr(label_fields) copy = label_fields_copy(fields);
    g_assert_true(label_fields_set(fields, "to.name", NULL, NULL));
    g_assert_true(label_fields_set(fields, "user.bay", "7", NULL));
    g_assert_cmpstr(label_fields_get(fields, "to.name"), ==, "");
    g_assert_cmpstr(label_fields_get(fields, "user.bay"), ==, "7");
    g_assert_cmpstr(label_fields_get(copy, "to.name"), ==, "Margarethe Lindqvist");
}

static void test_bind(void)
{
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"plain", "plain"},
        {"{order.number}", "O-1"},
        {"a {order.number} b", "a O-1 b"},
        {"{order.channel?}", ""},
        {"Channel {order.channel?}\n{order.number}", "O-1"},
        {"{order.channel?} {order.note?}", "ring twice"},
        {"{order.number} {order.channel?}", "O-1"},
        {"one\n\ntwo", "one\n\ntwo"},
    };
    g_autoptr(label_fields) fields = label_fields_new();
    g_assert_true(label_fields_set(fields, "order.number", "O-1", NULL));
    g_assert_true(label_fields_set(fields, "order.note", "ring twice", NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = NULL;
        g_autoptr(GError) error = NULL;
        g_assert_true(label_bind(rows[i].text, fields, false, &text, NULL, &error));
        g_assert_no_error(error);
        g_assert_cmpstr(text, ==, rows[i].expected);
    }
}

static void test_bind_missing(void)
{
    g_autoptr(label_fields) fields = label_fields_new();
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_assert_false(label_bind("To {to.name}", fields, true, &text, NULL, &error));
    g_assert_true(tote_error_is(error, TOTE_LABEL_DATA));
    g_assert_cmpstr(tote_error_field(error), ==, "to.name");
    g_assert_null(text);
}

static void test_bind_keeps_direction(void)
{
    g_autoptr(label_fields) fields = label_fields_new();
    g_autofree char *alone = NULL, *mixed = NULL;
    g_assert_true(label_fields_set(fields, "to.name", "\xd7\xa9\xd7\x9c", NULL));
    g_assert_true(label_bind("{to.name}", fields, true, &alone, NULL, NULL));
    g_assert_true(label_bind("To {to.name} (1)", fields, true, &mixed, NULL, NULL));
    g_assert_cmpstr(alone, ==, "\xd7\xa9\xd7\x9c");
    g_assert_cmpstr(mixed, ==, "To \xe2\x81\xa8\xd7\xa9\xd7\x9c\xe2\x81\xa9 (1)");
}

// ---- GS1 element strings ----

static void test_elements(void)
{
    static const struct {
        const char *text, *data, *readable;
    } rows[] = {
        {"[00]340123450000000017", "00340123450000000017", "(00) 340123450000000017"},
        {"[01]09520123456788[10]AB[17]250331",
         "010952012345678810AB\x1d"
         "17250331",
         "(01) 09520123456788 (10) AB (17) 250331"},
        {"[3103]001250[10]L1", "310300125010L1", "(3103) 001250 (10) L1"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_true(elements_check(rows[i].text, "x", &error));
        g_assert_no_error(error);
        g_autofree char *data = elements_data(rows[i].text);
        g_autofree char *readable = elements_readable(rows[i].text);
        g_assert_cmpstr(data, ==, rows[i].data);
        g_assert_cmpstr(readable, ==, rows[i].readable);
    }
}

static void test_elements_refused(void)
{
    static const char *const rows[] = {
        "",
        "0034",
        "[00",
        "[00]",
        "[00]34012345000000001",
        "[00]340123450000000018",
        "[00]34012345000000001X",
        "[99999]1",
        "[10]A[10]B",
        "[10]a b",
        "[10]a^b",
        "[17]251301",
        "[17]250230",
        "[3109]001250",
        "x[10]A",
        "[01]09520123456788[10]ABCDEFGHIJKLMNOPQRST[21]ABCDEFGHIJKLMNOPQRST",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(elements_check(rows[i], "item.lot", &error));
        g_assert_cmpstr(tote_error_field(error), ==, "item.lot");
    }
}

// ---- SVG ----

static void test_svg_numbers(void)
{
    double value = 7;
    g_assert_true(svg_length("4.5px", &value) && fabs(value - 4.5) < 1e-9);
    g_assert_true(svg_length_mm("4in", &value) && fabs(value - 101.6) < 1e-9);
    g_assert_true(svg_length_mm("10.16cm", &value) && fabs(value - 101.6) < 1e-9);
    static const char *const bad[] = {"", "x", "4pt", "nan", "inf", "1e999", "4 px", "1e9"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        value = 7;
        g_assert_false(svg_length(bad[i], &value));
        g_assert_false(svg_length_mm(bad[i], &value));
        g_assert_true(value > 6.9 && value < 7.1);
    }
}

static void test_svg_transform(void)
{
    struct svg_matrix m;
    g_assert_true(svg_transform("translate(10,20) scale(2)", &m));
    g_assert_true(svg_matrix_upright(&m));
    g_assert_cmpfloat_with_epsilon(m.a * 3 + m.e, 16, 1e-9);
    g_assert_cmpfloat_with_epsilon(m.d * 3 + m.f, 26, 1e-9);
    g_assert_true(svg_transform("rotate(90)", &m));
    g_assert_false(svg_matrix_upright(&m));
    g_assert_true(svg_transform("rotate(360 5 5)", &m));
    g_assert_true(svg_transform("scale(-1,1)", &m));
    g_assert_false(svg_matrix_upright(&m));
    static const char *const bad[] = {"translate",     "translate(",   "scale(1 2 3)", "skewX(3)",
                                      "matrix(1 2 3)", "translate(a)", "(1)"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(svg_transform(bad[i], &m));
}

static void test_design_refused(void)
{
    static const struct {
        const char *body, *says;
    } rows[] = {
        {"<text x='1' y='9'>{to.nmae}</text>", "to.nmae"},
        {"<text x='1' y='9'>{to.name</text>", "brace"},
        {"<text style='shape-inside:url(#gone)'>x</text>", "#gone"},
        {"<text x='1' y='9' font-size='3pt'>x</text>", "font size"},
        {"<text x='200' y='9'>x</text>", "outside"},
        {"<text x='1' y='9' transform='rotate(90)'>{to.name}</text>", "turned"},
        {"<rect x='1' y='1' width='9' height='9' data-tote='code'/>", "data-symbology"},
        {"<rect x='1' y='1' width='9' height='9' data-tote='code' data-symbology='code-129' "
         "data-value='1'/>",
         "data-symbology"},
        {"<rect x='90' y='1' width='30' height='9' data-tote='code' data-symbology='qr' "
         "data-value='1'/>",
         "outside"},
        {"<rect x='1' y='1' width='30' height='9' data-tote='code' data-symbology='qr' "
         "data-value='1' transform='rotate(45)'/>",
         "turned"},
        {"<circle r='3' data-tote='code'/>", "only a rect"},
        {"<filter/>", "black and white"},
        {"<script>x</script>", "black and white"},
        {"<image href='file:///etc/passwd'/>", "linked"},
        {"<image href='https://example.org/x.png'/>", "linked"},
        {"<g><text x='1' y='1'>a</g></text>", "well-formed"},
        {"<text x='1' y='9'>&unknown;</text>", "well-formed"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(label_design) design = design_of(rows[i].body, &error);
        g_assert_null(design);
        g_assert_true(tote_error_is(error, TOTE_LABEL_DESIGN));
        g_assert_cmpint(tote_error_position(error), ==, 1);
        g_assert_nonnull(strstr(error->message, rows[i].says));
    }
}

static void test_page_refused(void)
{
    static const char *const rows[] = {
        "<svg/>",
        "<html/>",
        "",
        "plain",
        "<svg width='100' height='60' viewBox='0 0 100 60'/>",
        "<svg width='100mm' height='60mm'/>",
        "<svg width='100mm' height='60mm' viewBox='0 0 100 100'/>",
        "<svg width='100mm' height='60mm' viewBox='0 0 0 60'/>",
        "<svg width='100mm' height='60mm' viewBox='0 0 nan 60'/>",
        "<svg width='9000mm' height='60mm' viewBox='0 0 9000 60'/>",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(label_design) design =
            label_design_parse(rows[i], strlen(rows[i]), "test.svg", &error);
        g_assert_null(design);
        g_assert_true(tote_error_is(error, TOTE_LABEL_DESIGN));
    }
    g_autoptr(GError) error = NULL;
    g_assert_null(label_design_load("/nonexistent/label.svg", &error));
    g_assert_true(tote_error_is(error, TOTE_FILE_READ));
}

// As Inkscape writes it: groups that were moved, spans for lines, styles, hidden layers.
static void test_inkscape_habits(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(label_design) design =
        design_of("<defs><rect id='r1' x='1' y='2' width='50' height='20'/></defs>"
                  "<metadata><x:y xmlns:x='z'>ignored</x:y></metadata><inkscape:thing/>"
                  "<g transform='translate(10,10)'>"
                  "<text style='font-size:5px;shape-inside:url(#r1)' xml:space='preserve'>"
                  "<tspan sodipodi:role='line'>{to.name}</tspan>"
                  "<tspan sodipodi:role='line'> {to.city} </tspan></text></g>"
                  "<g style='display:none'><text x='1' y='5'>{hidden}</text></g>"
                  "<text x='50' y='55' style='text-anchor:middle'>middle</text>",
                  &error);
    g_assert_no_error(error);
    g_autoptr(label_fields) fields = label_fields_example();
    g_autoptr(GPtrArray) cells = NULL;
    g_assert_true(label_schematic(design, fields, &cells, &error));
    g_assert_cmpint(cells->len, ==, 2);
    const struct label_cell *cell = cells->pdata[0];
    g_assert_cmpstr(cell->text, ==, "Margarethe Lindqvist\nMalmö");
    g_assert_cmpint(cell->x, ==, 1100);
    g_assert_cmpint(cell->y, ==, 1200);
    g_assert_cmpint(cell->width, ==, 5000);
    g_assert_cmpint(label_design_width(design), ==, 10000);
}

// ---- rendering ----

struct refusal {
    const char *body, *name, *value;
    enum tote_code code;
    const char *field, *says;
};

static void assert_refused(const struct refusal *row)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(label_design) design = design_of(row->body, &error);
    g_assert_no_error(error);
    g_autoptr(label_fields) fields = label_fields_new();
    g_assert_true(label_fields_set(fields, row->name, row->value, NULL));
    GBytes *bytes = NULL;
    g_assert_false(render(design, fields, LABEL_PDF, &bytes, &error));
    g_assert_null(bytes);
    g_assert_true(tote_error_is(error, row->code));
    g_assert_cmpstr(tote_error_field(error), ==, row->field);
    g_assert_nonnull(strstr(error->message, row->says));
}

static void test_render_refused(void)
{
    static const char flow[] = "<defs><rect id='r' x='1' y='1' width='20' height='6'/></defs>"
                               "<text style='shape-inside:url(#r)'>{to.name}</text>";
    static const char code[] = "<rect x='0' y='0' width='100' height='45' data-tote='code' "
                               "data-symbology='gs1-128' data-value='[00]{sscc}'/>";
    const struct refusal rows[] = {
        {flow, "to.name", "", TOTE_LABEL_DATA, "to.name", "to.name"},
        {flow, "to.name", "a name that is much longer than two lines of this little box can hold",
         TOTE_LABEL_DATA, "to.name", "does not fit"},
        {flow, "to.name", "\xf4\x8f\xbf\xbd", TOTE_LABEL_DATA, "to.name", "U+10FFFD"},
        {"<text x='90' y='9'>{to.name}</text>", "to.name", "Ann Example", TOTE_LABEL_DATA,
         "to.name", "edge"},
        {"<text x='1' y='1'>{to.name}</text>", "to.name", "Ann", TOTE_LABEL_DATA, "to.name",
         "edge"},
        {"<text x='1' y='60'>{to.name}</text>", "to.name", "ag", TOTE_LABEL_DATA, "to.name",
         "edge"},
        {"<text x='1' y='9' style='text-anchor:middle'>{to.name}</text>", "to.name", "Ann",
         TOTE_LABEL_DATA, "to.name", "edge"},
        {code, "to.name", "x", TOTE_LABEL_DATA, "sscc", "sscc"},
        {"<rect x='0' y='0' width='80' height='45' data-tote='code' data-symbology='gs1-128' "
         "data-value='[00]{sscc}'/>",
         "sscc", "340123450000000017", TOTE_LABEL_DESIGN, "sscc", "0.495 mm"},
        {"<rect x='0' y='0' width='100' height='30' data-tote='code' data-symbology='gs1-128' "
         "data-value='[00]{sscc}'/>",
         "sscc", "340123450000000017", TOTE_LABEL_DESIGN, "sscc", "31.75 mm"},
        {"<path d='M 0,20 H 100' stroke='#000' stroke-width='0.5'/>"
         "<rect x='0' y='0' width='100' height='45' data-tote='code' data-symbology='gs1-128' "
         "data-value='[00]{sscc}'/>",
         "sscc", "340123450000000017", TOTE_LABEL_DESIGN, "data-symbology", "drawn over"},
        {"<rect x='0' y='0' width='100' height='20' data-tote='code' data-symbology='code-128' "
         "data-value='{place.code}'/>",
         "place.code",
         "Stra\xc3\x9f"
         "e",
         TOTE_LABEL_DATA, "place.code", "ASCII"},
        {"<rect x='0' y='0' width='50' height='20' data-tote='code' data-symbology='ean-13' "
         "data-value='{item.gtin}'/>",
         "item.gtin", "96385074", TOTE_CHECK_DIGIT, "item.gtin", "GTIN-13"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        assert_refused(&rows[i]);
}

static void test_render_resolution(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(label_design) design = label_design_load(shipping, &error);
    g_assert_no_error(error);
    g_autoptr(label_fields) fields = label_fields_example();
    static const int bad[] = {0, -203, 72, 1201};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        struct label_options options = {.dpi = bad[i], .format = LABEL_PNG};
        g_autoptr(GError) fault = NULL;
        GBytes *bytes = NULL;
        g_assert_false(label_render(design, fields, &options, &bytes, NULL, &fault));
        g_assert_true(tote_error_is(fault, TOTE_ARGUMENT));
    }
    g_assert_cmpint(label_design_width(design), ==, 10160);
    g_assert_cmpint(label_design_height(design), ==, 15240);
}

static void test_same_bytes(void)
{
    g_autoptr(label_design) design = label_design_load(shipping, NULL);
    g_autoptr(label_fields) fields = label_fields_example();
    for (int format = LABEL_PDF; format <= LABEL_ZPL; format++) {
        GBytes *one = NULL, *two = NULL;
        g_assert_true(render(design, fields, (enum label_format)format, &one, NULL));
        g_assert_true(render(design, fields, (enum label_format)format, &two, NULL));
        g_assert_true(g_bytes_equal(one, two));
        g_bytes_unref(one);
        g_bytes_unref(two);
    }
}

// Long and foreign addresses are drawn whole, smaller if they must.
static void test_hard_addresses(void)
{
    static const char *const names[] = {
        "Dr. Maximiliane-Charlotte von Hohenzollern-Sigmaringen geb. Freifrau",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "\xd7\x99\xd7\xa9\xd7\xa8\xd7\x90\xd7\x9c \xd7\x9b\xd7\x94\xd7\x9f 12",
        "\xd9\x85\xd8\xad\xd9\x85\xd8\xaf \xd8\xb9\xd9\x84\xd9\x8a",
        "\xce\x93\xce\xb9\xcf\x8e\xcf\x81\xce\xb3\xce\xbf\xcf\x82",
        "\xd0\x9d\xd0\xb0\xd1\x82\xd0\xb0\xd0\xbb\xd1\x8c\xd1\x8f",
        "^XA~JA ^FD & <b>\"x\"</b>",
    };
    g_autoptr(label_design) design = label_design_load(shipping, NULL);
    g_autoptr(label_fields) fields = label_fields_example();
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        GBytes *bytes = NULL;
        g_assert_true(label_fields_set(fields, "to.name", names[i], NULL));
        g_assert_true(label_fields_set(fields, "to.city", names[i], NULL));
        g_assert_true(render(design, fields, LABEL_PNG, &bytes, &error));
        g_assert_no_error(error);
        g_bytes_unref(bytes);
    }
}

// ---- damaged designs ----

static void damage(GString *svg)
{
    static const char pieces[][12] = {"<",     ">",     "\"",    "{",      "}",    "&#0;",
                                      "NaN",   "1e308", "-1",    "<g>",    "</g>", "\xff",
                                      "url(#", "99999", "<rect", "</text>"};
    int edits = g_test_rand_int_range(1, 3);
    for (int i = 0; i < edits && svg->len > 2; i++) {
        gsize at = (gsize)g_test_rand_int_range(0, (gint32)svg->len - 1);
        gsize some = (gsize)g_test_rand_int_range(1, 60);
        some = MIN(some, svg->len - at);
        switch (g_test_rand_int_range(0, 4)) {
        case 0:
            svg->str[at] = (char)g_test_rand_int_range(0, 256);
            break;
        case 1:
            g_string_erase(svg, (gssize)at, (gssize)some);
            break;
        case 2:
            g_string_insert(svg, (gssize)at,
                            pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
            break;
        default:
            g_string_insert_len(svg, (gssize)at, svg->str + at / 2, (gssize)some);
        }
    }
}

static void test_damaged_designs(void)
{
    g_autofree char *whole = NULL;
    gsize len;
    int usable = 0;
    g_assert_true(g_file_get_contents(shipping, &whole, &len, NULL));
    g_autoptr(label_fields) fields = label_fields_example();
    for (int i = 0; i < 2000; i++) {
        g_autoptr(GString) svg = g_string_new_len(whole, (gssize)len);
        g_autoptr(GError) error = NULL;
        GBytes *bytes = NULL;
        damage(svg);
        g_autoptr(label_design) design =
            label_design_parse(svg->str, svg->len, "damaged.svg", &error);
        g_assert_true((design != NULL) == (error == NULL));
        g_autoptr(GPtrArray) cells = NULL;
        if (!design || !label_schematic(design, fields, &cells, NULL))
            continue;
        usable++;
        if (usable % 8 == 0 && render(design, fields, LABEL_ZPL, &bytes, NULL))
            g_bytes_unref(bytes);
    }
    g_test_message("%d of 2000 damaged designs could still be read", usable);
    g_assert_cmpint(usable, >, 50);
    g_assert_cmpint(usable, <, 1950);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/labels/fields/refused", test_fields_refused);
    g_test_add_func("/labels/fields/kept", test_fields_kept);
    g_test_add_func("/labels/bind/values", test_bind);
    g_test_add_func("/labels/bind/missing", test_bind_missing);
    g_test_add_func("/labels/bind/direction", test_bind_keeps_direction);
    g_test_add_func("/labels/elements/good", test_elements);
    g_test_add_func("/labels/elements/refused", test_elements_refused);
    g_test_add_func("/labels/svg/numbers", test_svg_numbers);
    g_test_add_func("/labels/svg/transform", test_svg_transform);
    g_test_add_func("/labels/design/refused", test_design_refused);
    g_test_add_func("/labels/design/page", test_page_refused);
    g_test_add_func("/labels/design/inkscape", test_inkscape_habits);
    g_test_add_func("/labels/design/damaged", test_damaged_designs);
    g_test_add_func("/labels/render/refused", test_render_refused);
    g_test_add_func("/labels/render/resolution", test_render_resolution);
    g_test_add_func("/labels/render/same-bytes", test_same_bytes);
    g_test_add_func("/labels/render/addresses", test_hard_addresses);
    return g_test_run();
}
