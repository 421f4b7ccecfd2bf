// SPDX-License-Identifier: Apache-2.0
// Labels in every format and resolution, read back by two independent barcode readers.
#include "errors.h"
#include "gs1.h"
#include "picture.h"
#include "raster.h"

#include <glib/gstdio.h>
#include <string.h>

static const char shipping[] = TEST_ASSETS "/labels/shipping-4x6.svg";
static char *folder;

struct rendered {
    GBytes *bytes;
    GPtrArray *codes;
};

static struct rendered render(const label_design *design, const label_fields *fields, int dpi,
                              enum label_format format)
{
    struct rendered made = {0};
    struct label_options options = {.dpi = dpi, .format = format};
    g_autoptr(GError) error = NULL;
    label_render(design, fields, &options, &made.bytes, &made.codes, &error);
    g_assert_no_error(error);
    return made;
}

static void rendered_clear(struct rendered *made)
{
    g_bytes_unref(made->bytes);
    g_ptr_array_unref(made->codes);
}

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static picture *png_of(const struct rendered *made)
{
    gsize len;
    const void *bytes = g_bytes_get_data(made->bytes, &len);
    return picture_of_png(bytes, len);
}

// The page as poppler draws it for a printer with DPI.
static picture *pdf_as_dots(const struct rendered *made, int dpi)
{
    gsize len;
    const char *bytes = g_bytes_get_data(made->bytes, &len);
    g_autofree char *pdf = in_folder("label.pdf"), *png = in_folder("page.png"), *dots = NULL;
    g_autofree char *base = in_folder("page"), *resolution = g_strdup_printf("%d", dpi);
    g_assert_true(g_file_set_contents(pdf, bytes, (gssize)len, NULL));
    const char *const argv[] = {"pdftoppm",    "-r", resolution, "-mono", "-png",
                                "-singlefile", pdf,  base,       NULL};
    g_free(run(argv));
    g_assert_true(g_file_get_contents(png, &dots, &len, NULL));
    return picture_of_png(dots, len);
}

static void assert_code_reads(const picture *from, const struct label_code *code, const char *aim)
{
    g_autofree char *path = in_folder("code.png");
    picture_write(from, code, path);
    assert_zxing_reads(path, code->data, aim);
    g_autofree char *zbar = read_with_zbar(path), *expected = g_strdup_printf("%s\n", code->data);
    g_assert_cmpstr(zbar, ==, expected);
}

static void check_shipping(int dpi, const char *sscc)
{
    g_autoptr(label_design) design = label_design_load(shipping, NULL);
    g_autoptr(label_fields) fields = label_fields_example();
    g_assert_true(label_fields_set(fields, "sscc", sscc, NULL));
    struct rendered png = render(design, fields, dpi, LABEL_PNG);
    struct rendered pdf = render(design, fields, dpi, LABEL_PDF);
    struct rendered zpl = render(design, fields, dpi, LABEL_ZPL);
    const struct label_code *code = png.codes->pdata[0];
    g_autofree char *data = g_strdup_printf("00%s", sscc);
    g_assert_cmpint(png.codes->len, ==, 1);
    g_assert_cmpstr(code->data, ==, data);
    g_assert_cmpint(code->module, ==, dpi == 203 ? 4 : 6);

    gsize len;
    const char *text = g_bytes_get_data(zpl.bytes, &len);
    g_autoptr(picture) from_png = png_of(&png);
    g_autoptr(picture) from_pdf = pdf_as_dots(&pdf, dpi);
    g_autoptr(picture) from_zpl = picture_of_zpl(text, len);
    g_assert_cmpint(from_png->width, ==, 4 * dpi);
    g_assert_cmpint(from_png->height, ==, 6 * dpi);
    g_assert_cmpint(picture_differences(from_png, from_zpl, NULL), ==, 0);
    g_assert_cmpint(picture_differences(from_png, from_pdf, code), ==, 0);
    assert_code_reads(from_png, code, "]C1");
    assert_code_reads(from_pdf, code, "]C1");
    assert_code_reads(from_zpl, code, "]C1");
    rendered_clear(&png);
    rendered_clear(&pdf);
    rendered_clear(&zpl);
}

static void test_shipping(void)
{
    check_shipping(203, "340123450000000017");
    check_shipping(300, "340123450000000017");
    check_shipping(203, "106141412345678908");
    check_shipping(300, "106141412345678908");
}

static void test_pdf_page(void)
{
    g_autoptr(label_design) design = label_design_load(shipping, NULL);
    g_autoptr(label_fields) fields = label_fields_example();
    struct rendered pdf = render(design, fields, 203, LABEL_PDF);
    gsize len;
    const char *bytes = g_bytes_get_data(pdf.bytes, &len);
    g_autofree char *path = in_folder("label.pdf");
    g_assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
    const char *const info[] = {"pdfinfo", path, NULL}, *const texts[] = {"pdftotext", path, "-",
                                                                          NULL};
    g_autofree char *about = run(info), *words = run(texts);
    g_assert_nonnull(strstr(about, "Pages:           1\n"));
    g_assert_nonnull(strstr(about, "Page size:       288 x 432 pts"));
    g_assert_nonnull(strstr(words, "Margarethe Lindqvist"));
    g_assert_nonnull(strstr(words, "(00) 340123450000000017"));
    rendered_clear(&pdf);
}

static int dots_of_mm(double mm, int dpi)
{
    return (int)(mm * dpi / 25.4 + 0.5);
}

// Where the ink of a picture begins and ends; in dots from its left side.
static void ink_of(const picture *dots, int *ret_left, int *ret_right)
{
    *ret_left = dots->width;
    *ret_right = -1;
    for (int y = 0; y < dots->height; y++)
        for (int x = 0; x < dots->width; x++)
            if (!dots->grey[y * dots->width + x]) {
                *ret_left = MIN(*ret_left, x);
                *ret_right = MAX(*ret_right, x);
            }
}

// A text at a point begins there, ends there, or has it in its middle.
static void test_anchors(void)
{
    static const struct {
        const char *anchor;
        int share; // of its width that stands left of the point, in halves
    } rows[] = {{"start", 0}, {"middle", 1}, {"end", 2}};
    g_autoptr(label_fields) fields = label_fields_example();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int left = 0, right = 0, point = dots_of_mm(50, 203);
        g_autofree char *svg = g_strdup_printf(
            "<svg width='100mm' height='40mm' viewBox='0 0 100 40'><text x='50' y='20' "
            "font-size='6px' style='text-anchor:%s'>HHHHHH</text></svg>",
            rows[i].anchor);
        g_autoptr(label_design) design = label_design_parse(svg, strlen(svg), "x.svg", NULL);
        struct rendered png = render(design, fields, 203, LABEL_PNG);
        g_autoptr(picture) dots = png_of(&png);
        ink_of(dots, &left, &right);
        g_assert_cmpint(right - left, >, 100);
        g_assert_cmpint(ABS(left + rows[i].share * (right - left) / 2 - point), <=, 8);
        rendered_clear(&png);
    }
}

// A module that is wanted larger or smaller than the standard allows is as large as it allows.
static void test_modules(void)
{
    static const struct {
        const char *wanted;
        int module; // dots at 203 dpi, 0.125 mm each
    } rows[] = {{"0.5", 4}, {"2", 5}, {"0.1", 2}};
    g_autoptr(label_fields) fields = label_fields_example();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *svg = g_strdup_printf(
            "<svg width='100mm' height='40mm' viewBox='0 0 100 40'><rect x='2' y='2' width='96' "
            "height='34' data-tote='code' data-symbology='ean-13' data-module='%s' "
            "data-value='{item.gtin}'/></svg>",
            rows[i].wanted);
        g_autoptr(GError) error = NULL;
        g_autoptr(label_design) design = label_design_parse(svg, strlen(svg), "x.svg", &error);
        g_assert_no_error(error);
        struct rendered png = render(design, fields, 203, LABEL_PNG);
        const struct label_code *code = png.codes->pdata[0];
        g_assert_cmpint(code->module, ==, rows[i].module);
        rendered_clear(&png);
    }
}

// The other symbologies, on a label of their own, with the reader's name for each.
static void test_symbologies(void)
{
    static const struct {
        const char *symbology, *value, *data, *aim;
        bool zbar;
    } rows[] = {
        {"code-128", "{place.code}", "A-03-2", "]C0", true},
        {"ean-13", "{item.gtin}", "4006381333931", "]E0", true},
        {"qr", "{place.code}", "A-03-2", "]Q1", true},
        {"datamatrix", "{place.code}", "A-03-2", "]d1", false},
    };
    static const int resolutions[] = {203, 300, 600};
    g_autoptr(label_fields) fields = label_fields_example();
    for (size_t i = 0; i < G_N_ELEMENTS(rows) * G_N_ELEMENTS(resolutions); i++) {
        size_t row = i / G_N_ELEMENTS(resolutions);
        int dpi = resolutions[i % G_N_ELEMENTS(resolutions)];
        g_autofree char *svg = g_strdup_printf(
            "<svg width='60mm' height='40mm' viewBox='0 0 60 40'><rect x='2' y='2' width='56' "
            "height='34' data-tote='code' data-symbology='%s' data-value='%s'/></svg>",
            rows[row].symbology, rows[row].value);
        g_autoptr(GError) error = NULL;
        g_autoptr(label_design) design = label_design_parse(svg, strlen(svg), "x.svg", &error);
        g_assert_no_error(error);
        struct rendered png = render(design, fields, dpi, LABEL_PNG);
        struct rendered pdf = render(design, fields, dpi, LABEL_PDF);
        const struct label_code *code = png.codes->pdata[0];
        g_autoptr(picture) one = png_of(&png);
        g_autoptr(picture) two = pdf_as_dots(&pdf, dpi);
        g_autofree char *path = in_folder("code.png");
        g_assert_cmpstr(code->data, ==, rows[row].data);
        g_assert_cmpint(ABS(2 * code->x + code->width - dots_of_mm(60, dpi)), <=,
                        3); // in the middle
        g_assert_cmpint(picture_differences(one, two, code), ==, 0);
        struct label_code part = *code;
        if (code->height != code->width) // ZXing 1.4 aborts when it meets high bars several times
            part.height = MIN(part.height, 200);
        picture_write(two, &part, path);
        assert_zxing_reads(path, rows[row].data, rows[row].aim);
        if (rows[row].zbar) {
            g_autofree char *zbar = g_strchomp(read_with_zbar(path));
            g_assert_cmpstr(zbar, ==, rows[row].data);
        }
        rendered_clear(&png);
        rendered_clear(&pdf);
    }
}

// A GS1 DataMatrix comes back with its identifiers and the GS between them.
static void test_gs1_matrix(void)
{
    static const char svg[] =
        "<svg width='60mm' height='40mm' viewBox='0 0 60 40'><rect x='2' y='2' width='30' "
        "height='30' data-tote='code' data-symbology='gs1-datamatrix' data-readable='none' "
        "data-value='[01]0{item.gtin}[10]{item.lot}[17]{item.expiry}'/></svg>";
    g_autoptr(GError) error = NULL;
    g_autoptr(label_design) design = label_design_parse(svg, strlen(svg), "x.svg", &error);
    g_assert_no_error(error);
    g_autoptr(label_fields) fields = label_fields_example();
    struct rendered png = render(design, fields, 203, LABEL_PNG);
    g_autoptr(picture) dots = png_of(&png);
    const struct label_code *code = png.codes->pdata[0];
    g_autofree char *path = in_folder("code.png");
    g_assert_cmpstr(code->data, ==,
                    "010400638133393110L2403A\x1d"
                    "17250331");
    picture_write(dots, code, path);
    assert_zxing_reads(path, code->data, "]d2");
    rendered_clear(&png);
}

// Runs of every length come back as long as they were: a row of N black digits in a white field for
// each N, then of N white ones in a black field.
static void test_zpl_runs(void)
{
    enum { DIGITS = 880, LONGEST = DIGITS - 2, STRIDE = DIGITS / 2 };
    bitmap map = {.width = DIGITS * 4, .height = 2 * LONGEST, .stride = STRIDE};
    map.bits = g_malloc0((gsize)STRIDE * 2 * LONGEST);
    for (int y = 0; y < map.height; y++)
        for (int x = 0; x < DIGITS; x++) {
            bool inside = x > 0 && x <= y % LONGEST + 1;
            if (inside != (y >= LONGEST))
                map.bits[y * STRIDE + x / 2] |= x % 2 ? 0x0F : 0xF0;
        }
    g_autoptr(GBytes) zpl = zpl_write(&map);
    gsize len = 0;
    const char *text = g_bytes_get_data(zpl, &len);
    g_autoptr(picture) read = picture_of_zpl(text, len);
    g_assert_cmpint(read->width, ==, map.width);
    g_assert_cmpint(read->height, ==, map.height);
    for (int y = 0; y < map.height; y++)
        for (int x = 0; x < map.width; x++) {
            bool black = map.bits[y * STRIDE + x / 8] >> (7 - x % 8) & 1;
            if (black != !read->grey[y * map.width + x])
                g_error("a run of %d: dot %d is not as it was", y % LONGEST + 1, x);
        }
    g_free(map.bits);
}

enum { MANY = 200 };

static char *random_sscc(void)
{
    char sscc[SSCC_LENGTH + 1];
    g_autofree char *prefix = g_strdup_printf("%07d", g_test_rand_int_range(1, 9999999));
    gint64 serial = g_test_rand_int_range(0, 999999999);
    g_assert_true(sscc_make(prefix, g_test_rand_int_range(0, 10), serial, sscc, NULL));
    return g_strdup(sscc);
}

static void test_random_sscc(void)
{
    g_autoptr(label_design) design = label_design_load(shipping, NULL);
    g_autoptr(label_fields) fields = label_fields_example();
    g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) expected = g_string_new(NULL);
    static const char *const begin[] = {"zbarimg", "-q", "--nodbus", "--raw"};
    for (size_t i = 0; i < G_N_ELEMENTS(begin); i++)
        g_ptr_array_add(argv, g_strdup(begin[i]));
    for (int i = 0; i < MANY; i++) {
        g_autofree char *sscc = random_sscc(), *name = g_strdup_printf("sscc-%03d.png", i);
        char *path = in_folder(name);
        g_assert_true(label_fields_set(fields, "sscc", sscc, NULL));
        struct rendered png = render(design, fields, i % 2 ? 203 : 300, LABEL_PNG);
        g_autoptr(picture) dots = png_of(&png);
        picture_write(dots, png.codes->pdata[0], path);
        g_string_append_printf(expected, "00%s\n", sscc);
        g_ptr_array_add(argv, path);
        rendered_clear(&png);
    }
    g_ptr_array_add(argv, NULL);
    g_autofree char *said = run((const char *const *)argv->pdata);
    g_assert_cmpstr(said, ==, expected->str);
}

static void folder_remove(void)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = in_folder(name);
        g_unlink(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

// Two boxes: two pages, with the codes of both, each as it would be alone.
static void test_pages(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(label_design) design = label_design_load(shipping, &error);
    g_autoptr(label_fields) one = label_fields_example(), two = label_fields_example();
    g_autoptr(GPtrArray) pages = g_ptr_array_new(), codes = NULL;
    g_autoptr(GBytes) both = NULL, pdf = NULL;
    struct label_options options = {.dpi = 203, .format = LABEL_ZPL};
    g_assert_true(label_fields_set(two, "sscc", "340123450000000024", &error));
    g_ptr_array_add(pages, one);
    g_ptr_array_add(pages, two);
    g_assert_true(label_render_pages(design, pages, &options, &both, &codes, &error));
    struct rendered first = render(design, one, 203, LABEL_ZPL);
    struct rendered second = render(design, two, 203, LABEL_ZPL);
    gsize size = 0, size_1 = 0, size_2 = 0;
    const char *data = g_bytes_get_data(both, &size);
    const char *data_1 = g_bytes_get_data(first.bytes, &size_1);
    const char *data_2 = g_bytes_get_data(second.bytes, &size_2);
    g_assert_cmpuint(size, ==, size_1 + size_2);
    g_assert_cmpmem(data, size_1, data_1, size_1);
    g_assert_cmpmem(data + size_1, size_2, data_2, size_2);
    rendered_clear(&first);
    rendered_clear(&second);
    const struct label_code *last = codes->pdata[codes->len - 1];
    g_assert_cmpuint(codes->len % 2, ==, 0);
    g_assert_nonnull(strstr(last->data, "340123450000000024"));
    options.format = LABEL_PDF;
    g_assert_true(label_render_pages(design, pages, &options, &pdf, NULL, &error));
    data = g_bytes_get_data(pdf, &size);
    g_assert_nonnull(memmem(data, size, "/Count 2", strlen("/Count 2")));
    options.format = LABEL_PNG;
    g_clear_pointer(&pdf, g_bytes_unref);
    g_assert_false(label_render_pages(design, pages, &options, &pdf, NULL, &error));
    g_assert_cmpstr(tote_error_field(error), ==, "to");
}

// A stroke in one of the quiet zones of a code alone, and just outside of each.
static void test_quiet_zones(void)
{
    static const char linear[] = "<rect x='5' y='10' width='90' height='40' data-tote='code' "
                                 "data-symbology='gs1-128' data-value='[00]{sscc}'/>";
    static const char matrix[] = "<rect x='30' y='10' width='40' height='40' data-tote='code' "
                                 "data-symbology='qr' data-module='1' data-value='{sscc}'/>";
    static const struct {
        const char *code;
        double x, y; // of a stroke of 1 mm
        bool free;
    } rows[] = {
        {linear, 7, 20, false},  {linear, 92, 20, false},   {linear, 4, 20, true},
        {linear, 95, 20, true},  {matrix, 36.5, 25, false}, {matrix, 62.5, 25, false},
        {matrix, 50, 11, false}, {matrix, 50, 37, false},   {matrix, 33, 25, true},
        {matrix, 66, 25, true},  {matrix, 50, 8, true},     {matrix, 50, 45, true},
    };
    const struct label_options options = {.dpi = 203, .format = LABEL_PNG};
    g_autoptr(label_fields) fields = label_fields_new();
    g_assert_true(label_fields_set(fields, "sscc", "340123450000000017", NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *body =
            g_strdup_printf("<svg xmlns='http://www.w3.org/2000/svg' width='100mm' height='60mm' "
                            "viewBox='0 0 100 60'><rect x='%g' y='%g' width='1' height='1'/>%s"
                            "</svg>",
                            rows[i].x, rows[i].y, rows[i].code);
        g_autoptr(label_design) design = label_design_parse(body, strlen(body), "test", &error);
        g_assert_no_error(error);
        g_autoptr(GBytes) bytes = NULL;
        g_test_message("%s", body);
        g_assert_true(label_render(design, fields, &options, &bytes, NULL, &error) == rows[i].free);
        g_assert_true(rows[i].free || strstr(error->message, "quiet zone"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("tote-labels-XXXXXX", NULL);
    g_assert_nonnull(folder);
    g_test_add_func("/decode/shipping", test_shipping);
    g_test_add_func("/decode/pdf-page", test_pdf_page);
    g_test_add_func("/decode/pages", test_pages);
    g_test_add_func("/decode/quiet-zones", test_quiet_zones);
    g_test_add_func("/decode/anchors", test_anchors);
    g_test_add_func("/decode/modules", test_modules);
    g_test_add_func("/decode/symbologies", test_symbologies);
    g_test_add_func("/decode/gs1-matrix", test_gs1_matrix);
    g_test_add_func("/decode/zpl-runs", test_zpl_runs);
    g_test_add_func("/decode/random-sscc", test_random_sscc);
    int failed = g_test_run();
    folder_remove();
    return failed;
}
