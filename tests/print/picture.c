// SPDX-License-Identifier: Apache-2.0
// Pictures for tests, and the independent programs that read barcodes from them.
#include "picture.h"

#include <png.h>
#include <string.h>

void picture_free(picture *old)
{
    if (!old)
        return;
    g_free(old->grey);
    g_free(old);
}

static picture *picture_new(int width, int height)
{
    picture *made = g_new0(picture, 1);
    made->width = width;
    made->height = height;
    made->grey = g_malloc((gsize)width * (gsize)height);
    memset(made->grey, 255, (gsize)width * (gsize)height);
    return made;
}

picture *picture_of_png(const void *bytes, size_t len)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    g_assert_true(png_image_begin_read_from_memory(&image, bytes, len));
    image.format = PNG_FORMAT_GRAY;
    picture *made = picture_new((int)image.width, (int)image.height);
    g_assert_true(png_image_finish_read(&image, NULL, made->grey, 0, NULL));
    return made;
}

struct zpl {
    const char *at, *end;
    int digits; // hex digits of a row
};

static int number_after(const char *zpl, const char *command)
{
    const char *at = strstr(zpl, command);
    g_assert_nonnull(at);
    return (int)g_ascii_strtoll(at + strlen(command), NULL, 10);
}

// Takes the count before a digit: G to Y are 1 to 19, g to z are 20, 40 … 400, and they add up.
static int take_count(struct zpl *zpl)
{
    int count = 0;
    for (; zpl->at < zpl->end; zpl->at++) {
        if (*zpl->at >= 'G' && *zpl->at <= 'Y')
            count += *zpl->at - 'G' + 1;
        else if (*zpl->at >= 'g' && *zpl->at <= 'z')
            count += (*zpl->at - 'g' + 1) * 20;
        else
            break;
    }
    return count > 0 ? count : 1;
}

static void take_row(struct zpl *zpl, uint8_t *row, const uint8_t *above)
{
    for (int filled = 0; filled < zpl->digits;) {
        int count = take_count(zpl);
        g_assert_true(zpl->at < zpl->end);
        char c = *zpl->at++;
        if (c == ':') {
            g_assert_true(filled == 0 && above);
            memcpy(row, above, (size_t)zpl->digits);
            return;
        }
        bool rest = c == ',' || c == '!';
        int value = c == ',' ? 0 : c == '!' ? 15 : g_ascii_xdigit_value(c);
        g_assert_cmpint(value, >=, 0);
        count = rest ? zpl->digits - filled : count;
        g_assert_cmpint(filled + count, <=, zpl->digits);
        memset(row + filled, value, (size_t)count);
        filled += count;
    }
}

static picture *picture_of_rows(struct zpl *zpl, int width, int height)
{
    g_autofree uint8_t *rows = g_malloc0_n((gsize)height, (gsize)zpl->digits);
    for (int y = 0; y < height; y++) {
        uint8_t *row = rows + y * zpl->digits;
        take_row(zpl, row, y > 0 ? row - zpl->digits : NULL);
    }
    g_assert_true(zpl->at == zpl->end);
    picture *made = picture_new(width, height);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            if (rows[y * zpl->digits + x / 4] >> (3 - x % 4) & 1)
                made->grey[y * width + x] = 0;
    return made;
}

// ~DG stores a graphic, as the driver of CUPS does: its bytes, the bytes of a row, data.
static picture *picture_of_download(const char *command)
{
    g_auto(GStrv) parts = g_strsplit(command, ",", 4);
    int total = (int)g_ascii_strtoll(parts[1], NULL, 10);
    int stride = (int)g_ascii_strtoll(parts[2], NULL, 10);
    struct zpl zpl = {.at = parts[3], .end = strchr(parts[3], '^'), .digits = stride * 2};
    zpl.at += strspn(zpl.at, "\r\n");
    return picture_of_rows(&zpl, stride * 8, total / stride);
}

picture *picture_of_zpl(const char *text, size_t len)
{
    g_autofree char *copy = g_strndup(text, len);
    const char *download = strstr(copy, "~DG");
    if (download)
        return picture_of_download(download);
    g_assert_true(g_str_has_prefix(copy, "^XA"));
    g_assert_true(g_str_has_suffix(copy, "^FS^PQ1^XZ\n"));
    int width = number_after(copy, "^PW"), height = number_after(copy, "^LL");
    int total = number_after(copy, "^GFA,");
    g_auto(GStrv) parts = g_strsplit(strstr(copy, "^GFA,"), ",", 5);
    int stride = (int)g_ascii_strtoll(parts[3], NULL, 10);
    g_assert_cmpint(stride, ==, (width + 7) / 8);
    g_assert_cmpint(total, ==, stride * height);
    struct zpl zpl = {.at = parts[4], .end = strchr(parts[4], '^'), .digits = stride * 2};
    return picture_of_rows(&zpl, width, height);
}

picture *picture_cut(const picture *from, const struct label_code *part)
{
    picture *made = picture_new(part->width, part->height);
    g_assert_true(part->x >= 0 && part->x + part->width <= from->width);
    g_assert_true(part->y >= 0 && part->y + part->height <= from->height);
    for (int y = 0; y < part->height; y++)
        memcpy(made->grey + y * part->width, from->grey + (part->y + y) * from->width + part->x,
               (size_t)part->width);
    return made;
}

void picture_write(const picture *from, const struct label_code *code, const char *path)
{
    struct label_code all = {.width = from->width, .height = from->height};
    const struct label_code *part = code ? code : &all;
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .format = PNG_FORMAT_GRAY,
                       .width = (png_uint_32)part->width,
                       .height = (png_uint_32)part->height};
    g_assert_true(part->x >= 0 && part->x + part->width <= from->width);
    g_assert_true(part->y >= 0 && part->y + part->height <= from->height);
    const uint8_t *first = from->grey + part->y * from->width + part->x;
    g_assert_true(png_image_write_to_file(&image, path, 0, first, from->width, NULL));
}

int picture_differences(const picture *one, const picture *two, const struct label_code *code)
{
    int differ = 0;
    g_assert_cmpint(one->width, ==, two->width);
    g_assert_cmpint(one->height, ==, two->height);
    for (int y = 0; y < one->height; y++) {
        for (int x = 0; x < one->width; x++) {
            bool inside = !code || (x >= code->x && x < code->x + code->width && y >= code->y &&
                                    y < code->y + code->height);
            int at = y * one->width + x;
            differ += inside && (one->grey[at] < 128) != (two->grey[at] < 128);
        }
    }
    return differ;
}

char *run(const char *const *argv)
{
    g_autoptr(GError) error = NULL;
    char *out = NULL;
    int status = 0;
    g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                 NULL, &out, NULL, &status, &error);
    g_assert_no_error(error);
    g_spawn_check_wait_status(status, &error);
    g_assert_no_error(error);
    return out;
}

char *read_with_zbar(const char *path)
{
    const char *const argv[] = {"zbarimg", "-q", "--nodbus", "--raw", path, NULL};
    return run(argv);
}

void assert_zxing_reads(const char *path, const char *text, const char *aim)
{
    const char *const argv[] = {"ZXingReader", path, NULL};
    g_autofree char *out = run(argv);
    g_autofree char *said = g_strdup_printf("Text:       \"%s\"\n", text);
    g_autofree char *id = g_strdup_printf("Identifier: %s\n", aim);
    if (!strstr(out, said) || !strstr(out, id))
        g_error("%s: ZXingReader should read %s %s, but says:\n%s", path, aim, text, out);
}
