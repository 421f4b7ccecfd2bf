// SPDX-License-Identifier: Apache-2.0
// Tables of text as shops write them: encodings, delimiters, quotes, ragged rows, limits.
#include "csv.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "columns.h"
#include "errors.h"
#include "spool.h"

// All rows as "a|b/c|d", the header first; NULL and *error on failure.
static char *read_bytes(struct byte_source *bytes, GError **error)
{
    g_autoptr(csv_reader) csv = csv_open(bytes, NULL, error);
    GString *text = g_string_new(NULL);
    const struct csv_row *row = NULL;
    for (int i = 0; csv && i < csv_n_headers(csv); i++)
        g_string_append_printf(text, "%s%s", i ? "|" : "", csv_header(csv, i));
    bool ok = csv != NULL;
    while (ok && (ok = csv_next(csv, &row, error)) && row)
        for (int i = 0; i < row->n; i++)
            g_string_append_printf(text, "%s%s", i ? "|" : "/", row->cells[i]);
    return g_string_free(text, !ok);
}

static char *read_all(const char *data, gssize size, GError **error)
{
    size_t n = size < 0 ? strlen(data) : (size_t)size;
    return read_bytes(bytes_open_memory(data, n), error);
}

static void expect(const char *data, gssize size, const char *wanted)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = read_all(data, size, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, wanted);
}

static void test_rows(void)
{
    expect("a,b\n1,2\n", -1, "a|b/1|2");
    expect("a,b\r\n1,2\r\n", -1, "a|b/1|2");
    expect("a,b\r1,2\r", -1, "a|b/1|2");
    expect("a,b\n1,2", -1, "a|b/1|2");
    expect("a,b\n,\n", -1, "a|b/|");
    expect("\n\na,b\n\r\n\n1,2\n\n", -1, "a|b/1|2");
    expect("a\n\"\"\nx", -1, "a//x");
    expect(" a , b\n 1 , 2\n", -1, "a|b/ 1 | 2");
}

static void test_quotes(void)
{
    expect("a,b\n\"1,x\",\"say \"\"hi\"\"\"\n", -1, "a|b/1,x|say \"hi\"");
    expect("a,b\n\"two\nlines\",\"cr\r\nlf\"\n3,4", -1, "a|b/two\nlines|cr\r\nlf/3|4");
    expect("a,b\n5\" pipe,6\"\n", -1, "a|b/5\" pipe|6\"");
    expect("a,b\n\"x\"y,\"\"\"\"\n", -1, "a|b/xy|\"");
    expect("a,b\n\"x\"yz\"w,2\n", -1, "a|b/xyz\"w|2");
    expect("a,b\n1,\"end\"", -1, "a|b/1|end");
    expect("a,b\n\"\",\"\"\n", -1, "a|b/|");
    expect("\"a\",\"b\"\n1,2\n", -1, "a|b/1|2");
}

static void test_ragged(void)
{
    expect("a,b,c\n1\n1,2,3,4\n", -1, "a|b|c/1||/1|2|3|4");
    g_autoptr(csv_reader) csv = csv_open(bytes_open_memory("a,b\n1\n", 6), NULL, NULL);
    const struct csv_row *row = NULL;
    g_assert_true(csv_next(csv, &row, NULL));
    g_assert_cmpint(row->n_found, ==, 1);
    g_assert_cmpint(row->n, ==, 2);
    g_assert_cmpint(row->number, ==, 2);
    g_assert_cmpint(csv_rows(csv), ==, 1);
}

static void test_delimiters(void)
{
    expect("a;b;c\n1,5;2;3\n", -1, "a|b|c/1,5|2|3");
    expect("a\tb\n1,5\t2\n", -1, "a|b/1,5|2");
    expect("sep=;\r\na;b\r\n1;2\r\n", -1, "a|b/1|2");
    expect("\"sep=|\"\na|b\n1|2\n", -1, "a|b/1|2");
    expect("sep=\t\na\tb\n", -1, "a|b");
    expect("\r\n SEP=;;;;\r\na;b\r\n1;2\r\n", -1, "a|b/1|2"); // saved once more
    expect("sep=,;\nx\n", -1, "sep=|;/x|"); // no sep line, a header like any other
    expect("\"a;;;;\",b\n1,2\n", -1, "a;;;;|b/1|2");
    expect("one\n1;2\n", -1, "one/1;2");
    struct csv_options plain = {.delimiter = '\t', .plain = true};
    g_autoptr(csv_reader) csv = csv_open(bytes_open_memory("a\tb\n\"x\t\"y\"\n", 11), &plain, NULL);
    const struct csv_row *row = NULL;
    g_assert_true(csv_next(csv, &row, NULL));
    g_assert_cmpstr(row->cells[0], ==, "\"x");
    g_assert_cmpstr(row->cells[1], ==, "\"y\"");
}

static void expect_error(const char *data, gssize size, enum tote_code code, int position,
                         const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = read_all(data, size, &error);
    g_assert_null(text);
    g_assert_true(tote_error_is(error, code));
    g_assert_cmpint(tote_error_position(error), ==, position);
    g_assert_nonnull(strstr(error->message, part));
}

static void test_encodings(void)
{
    expect("\xef\xbb\xbf"
           "a,b\n\xc3\xa9,2\n",
           -1, "a|b/é|2");
    expect("a,b\ncaf\xe9,\x80 5\n", -1, "a|b/café|€ 5");
    expect("\xff\xfe"
           "a\0,\0\xe9\0\n\0"
           "1\0,\0\x3d\xd8\x00\xde",
           18, "a|é/1|😀");
    expect("\xfe\xff\0a\0,\0\xe9\0\n\0"
           "1\0,\x20\xac",
           16, "a|é/1|€");
    expect("\xff\xfe"
           "a\0\x3d\xd8"
           "b\0",
           8,
           "a\xef\xbf\xbd"
           "b"); // half of a pair
    expect("\xff\xfe"
           "a\0b",
           5, "a\xef\xbf\xbd");                                            // half of a character
    expect("a,b\né,ü\nö,\xe9\n", -1, "a|b/é|ü/ö|é");                       // mostly UTF-8
    expect("a,b\nMEN\xdc\x93,\xe9\xe8\n\xfc,1\n", -1, "a|b/MENÜ“|éè/ü|1"); // mostly not
    // A surrogate is no UTF-8.
    expect("a,b\nx\xed\xa0\x80,1\n", -1, "a|b/xí\xc2\xa0€|1");
    expect("a,b\nx,\xc3", -1, "a|b/x|Ã");                   // cut in a character
    expect("a,b\nJos\xc3,Zürich\n", -1, "a|b/JosÃ|Zürich"); // one is whole, one is cut
    expect("a,b\nJos\xe5\xb1,Zürich\n", -1, "a|b/Joså±|Zürich");
    expect("a,b\né\x81,ü\n", -1, "a|b/é\xef\xbf\xbd|ü"); // what stands for nothing
}

// Bytes that Windows-1252 does not have show that the text is in another encoding.
static void test_foreign(void)
{
    expect_error("sku,name\nJ-2,Gr\x81n Tee\n", -1, TOTE_IMPORT_ENCODING, 2,
                 "0x81 at byte 16 of the file");
    expect_error("a,b\n\"1\n\",2\nJos\x82,K\x94ln\nx\x8d,y\x9d\n", -1, TOTE_IMPORT_ENCODING, 4,
                 "Row 4 has 0x8d at byte 23");
    expect_error("n\x8f\n1\n", -1, TOTE_IMPORT_ENCODING, 1, "UTF-8");
    expect_error("a\n\xc3\x81\xe9\xe8\n", -1, TOTE_IMPORT_ENCODING, 2, "0x81"); // in a pair
    // It is found before a row is given.
    g_autoptr(GString) text = g_string_new("a,b\n");
    for (int i = 0; i < 100000; i++)
        g_string_append(text, "plain,text\n");
    g_string_append(text, "\x90\xe9,2\n");
    g_autoptr(GError) error = NULL;
    g_assert_null(csv_open(bytes_open_memory(text->str, text->len), NULL, &error));
    g_assert_true(tote_error_is(error, TOTE_IMPORT_ENCODING));
    g_assert_cmpint(tote_error_position(error), ==, 100002);
}

// What a packed file is called, and what to do with it.
static void test_packed(void)
{
    expect_error("\x1f\x8b\x08\0\0", 5, TOTE_IMPORT_ENCODING, 0, "packed (gzip)");
    expect_error("PK\x03\x04\x14\0", 6, TOTE_IMPORT_ENCODING, 0, "packed (ZIP)");
    expect_error("\xfd"
                 "7zXZ\0",
                 6, TOTE_IMPORT_ENCODING, 0, "packed (xz)");
    expect("PK,b\n1,2\n", -1, "PK|b/1|2");
}

// A stray byte late in a large file decides for the whole file.
static void test_late_byte(void)
{
    g_autoptr(GString) text = g_string_new("a,b\n");
    for (int i = 0; i < 60000; i++)
        g_string_append(text, "plain,text\n");
    g_string_append(text, "caf\xe9,\xfc\n");
    g_autoptr(GError) error = NULL;
    g_autofree char *all = read_all(text->str, (gssize)text->len, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_suffix(all, "plain|text/café|ü"));
}

static void test_refused(void)
{
    expect_error("a,b\n1,2\n3,\"open\n4,5\n", -1, TOTE_IMPORT_QUOTE, 3, "row 3, column 2");
    expect_error("a,b\n1,\0\n", 8, TOTE_IMPORT_ENCODING, 2, "byte 7");
    expect_error("\xff\xfe"
                 "a\0\n\0\0\0",
                 8, TOTE_IMPORT_ENCODING, 2, "byte 7");
    expect_error("a\n\xe9\0", 4, TOTE_IMPORT_ENCODING, 2, "byte 4");
    expect_error("", -1, TOTE_IMPORT_HEADER, 0, "empty");
    expect_error("\n\r\n", -1, TOTE_IMPORT_HEADER, 0, "empty");
}

static void test_limits(void)
{
    g_autofree char *commas = g_strnfill(CSV_MAX_COLUMNS, ',');
    g_autofree char *wide = g_strconcat("a\n", commas, NULL);
    expect_error(wide, -1, TOTE_IMPORT_VALUE, 2, "1024");
    g_autofree char *letters = g_strnfill(CSV_MAX_CELL + 1, 'x');
    g_autofree char *plain = g_strconcat("a,b\n1,", letters, "\n", NULL);
    expect_error(plain, -1, TOTE_IMPORT_VALUE, 2, "column 2");
    g_autofree char *quoted = g_strconcat("a,b\n1,2\n\"", letters, NULL);
    expect_error(quoted, -1, TOTE_IMPORT_QUOTE, 3, "row 3, column 1");
    letters[CSV_MAX_CELL] = 0;
    g_autofree char *fits = g_strconcat("a\n\"", letters, "\"\n", letters, "\n", NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = read_all(fits, -1, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(strlen(text), ==, 1 + 2 * (1 + (size_t)CSV_MAX_CELL));
}

// Cells of every length around the size of a chunk, quoted and not, come back as they were.
static void test_chunk_edges(void)
{
    for (int shift = 0; shift < 64; shift++) {
        g_autoptr(GString) text = g_string_new("a,b\r\n");
        g_autoptr(GString) wanted = g_string_new("a|b");
        g_autofree char *filler = g_strnfill(64 * 1024 - 40 + (gsize)shift, 'f');
        for (int i = 0; i < 9; i++) {
            g_string_append_printf(text, "%s,\"q\"\"é\"\"\r\n,\"\r\n", filler);
            g_string_append_printf(wanted, "/%s|q\"é\"\r\n,", filler);
        }
        expect(text->str, (gssize)text->len, wanted->str);
    }
}

// The same text in every encoding, with characters across the edges of what is read at a time.
static void test_decoded_edges(void)
{
    static const char *const codes[] = {"WINDOWS-1252", "UTF-16LE", "UTF-16BE"};
    static const char *const marks[] = {"", "\xff\xfe", "\xfe\xff"};
    static const char *const ends[] = {"é€ü", "é😀ü😀", "é😀ü😀"};
    for (gsize shift = 0; shift < 3 * 12; shift++) {
        size_t code = shift % 3, n = 0;
        g_autofree char *filler = g_strnfill((code ? 32 : 64) * 1024 - 12 + shift / 3, 'f');
        g_autofree char *wanted =
            g_strconcat("a/", filler, ends[code], "/", filler, ends[code], NULL);
        g_autofree char *text = g_strdup(wanted);
        g_strdelimit(text, "/", '\n');
        g_autofree char *coded = g_convert(text, -1, codes[code], "UTF-8", NULL, &n, NULL);
        g_autoptr(GByteArray) file = g_byte_array_new();
        g_byte_array_append(file, (const guint8 *)marks[code], (guint)strlen(marks[code]));
        g_byte_array_append(file, (const guint8 *)coded, (guint)n);
        expect((const char *)file->data, file->len, wanted);
    }
}

static void test_files(void)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp(NULL, &path, NULL);
    g_assert_cmpint(write(fd, "a,b\n1,2\n", 8), ==, 8);
    close(fd);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = read_bytes(bytes_open(path, NULL, &error), &error);
    g_assert_cmpstr(text, ==, "a|b/1|2");
    unlink(path);
    g_assert_null(bytes_open(path, NULL, &error));
    g_assert_true(tote_error_is(error, TOTE_FILE_READ));
    g_clear_error(&error);
    g_assert_null(bytes_open("/", NULL, &error));
    g_assert_true(tote_error_is(error, TOTE_FILE_READ));
}

// A pipe can be read once only, and the encoding stands at its end.
static void test_pipe(void)
{
    int ends[2], saved = dup(STDIN_FILENO);
    g_assert_cmpint(pipe(ends), ==, 0);
    g_assert_cmpint(write(ends[1], "a,b\nx,\xe9\n", 8), ==, 8);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = read_bytes(bytes_open("-", NULL, &error), &error);
    dup2(saved, STDIN_FILENO);
    close(saved);
    close(ends[0]);
    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, "a|b/x|é");
}

static bool ask(void *data)
{
    return --*(int *)data < 0;
}

// Copies a pipe with 8 bytes, of which MOST are taken at most. Is it left OPEN, no end comes; the
// question behind ASKED others whether to stop is answered with yes.
static int copy_pipe(int64_t most, bool open, int asked, GError **error)
{
    int ends[2];
    const struct watch watch = {.stopped = ask, .data = &asked};
    g_assert_cmpint(pipe(ends), ==, 0);
    g_assert_cmpint(write(ends[1], "a,b\n1,2\n", 8), ==, 8);
    if (!open)
        close(ends[1]);
    int copy = spool_copy(ends[0], "-", most, &watch, error);
    if (open)
        close(ends[1]);
    close(ends[0]);
    return copy;
}

static void test_spool(void)
{
    char text[9] = "";
    g_autoptr(GError) error = NULL;
    int copy = copy_pipe(8, false, G_MAXINT, &error);
    g_assert_no_error(error);
    g_assert_cmpint(read(copy, text, sizeof text), ==, 8);
    g_assert_cmpstr(text, ==, "a,b\n1,2\n");
    close(copy);
    g_assert_cmpint(copy_pipe(7, false, G_MAXINT, &error), ==, -1);
    g_assert_true(tote_error_is(error, TOTE_FILE_SIZE));
    g_assert_nonnull(strstr(error->message, "standard input has more than 7 bytes"));
    g_clear_error(&error);
    // There is nothing more to read, and nobody ends it.
    g_assert_cmpint(copy_pipe(8, true, 3, &error), ==, -1);
    g_assert_true(tote_error_is(error, TOTE_CANCELLED));
}

static const struct column table[] = {
    {"Order Id", true, NULL, NULL},
    {"Delivery", false, "shipping|post", NULL},
    {"Delivery", false, NULL, NULL},
    {"qty", true, "quantity|on hand", NULL},
};

static void test_columns(void)
{
    const char *data = "x,ORDER_ID , delivery,On-Hand,Delivery,\n";
    g_autoptr(csv_reader) csv = csv_open(bytes_open_memory(data, strlen(data)), NULL, NULL);
    int places[4];
    g_assert_true(columns_map(csv, table, 4, places, NULL));
    g_assert_cmpint(places[0], ==, 1);
    g_assert_cmpint(places[1], ==, 2);
    g_assert_cmpint(places[2], ==, 4);
    g_assert_cmpint(places[3], ==, 3);
    g_autofree int *unknown = columns_unknown(csv, places, 4);
    g_assert_cmpint(unknown[0], ==, 0);
    g_assert_cmpint(unknown[1], ==, 5);
    g_assert_cmpint(unknown[2], ==, -1);
}

// Of several names the column's own counts, and no name may stand in a file twice.
static void test_columns_twice(void)
{
    static const struct {
        const char *header;
        int qty; // its place, -1: refused
    } cases[] = {{"order id,quantity,qty\n", 2}, {"order id,on hand,quantity\n", 1},
                 {"order id,qty,QTY\n", -1},     {"order id,on-hand,On Hand\n", -1},
                 {"order id,qty,x,x\n", 1},      {"delivery,delivery,order id,qty\n", 3}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *data = cases[i].header;
        g_autoptr(csv_reader) csv = csv_open(bytes_open_memory(data, strlen(data)), NULL, NULL);
        int places[4];
        g_autoptr(GError) error = NULL;
        g_assert_true(columns_map(csv, table, 4, places, &error) == (cases[i].qty >= 0));
        g_assert_true(cases[i].qty >= 0 || tote_error_is(error, TOTE_IMPORT_HEADER));
        g_assert_true(cases[i].qty < 0 || places[3] == cases[i].qty);
    }
}

// A file that ends within its last row lacks more than that row.
static void test_cut(void)
{
    static const struct {
        const char *text;
        bool cut;
    } cases[] = {{"a,b\n1,2\n3", true},
                 {"a,b\n1", true},
                 {"a,b\n1,2\n3\n", false},
                 {"a,b\n1,2\n3,", false},
                 {"a,b,c\n1,2\n3,4", false},
                 {"a,b,c\n1,2\n3", true},
                 {"a,b\n1,2\n\"3\"", true},
                 {"a\n1", false},
                 {"a,b", false}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = read_all(cases[i].text, -1, &error);
        g_assert_true((text == NULL) == cases[i].cut);
        g_assert_true(!error || tote_error_is(error, TOTE_IMPORT_CUT));
    }
}

// A row that is quoted as a whole is one cell; a cell with delimiters in it is none.
static void test_wrapped(void)
{
    static const struct {
        const char *text;
        bool wrapped;
    } cases[] = {{"a,b,c;\n\"1,2,\"\"x, y\"\"\";\n", true},
                 {"a,b,c\n\"1,2,3\"\n", true},
                 {"a,b,c\n\"1,2,3\",4,\n", false},
                 {"a,b\n\"1,2\"\n", false},
                 {"a,b,c\n1,,\n", false}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = read_all(cases[i].text, -1, &error);
        g_assert_true((text == NULL) == cases[i].wrapped);
        g_assert_true(!error || tote_error_is(error, TOTE_IMPORT_SPREADSHEET));
    }
}

// A second reader begins at the beginning and leaves the first alone.
static void test_again(void)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("tote-csv-XXXXXX", &path, NULL);
    g_assert_cmpint(write(fd,
                          "\xef\xbb\xbf"
                          "a,b\n1,2\n",
                          11),
                    ==, 11);
    close(fd);
    g_autoptr(csv_reader) csv = csv_open(bytes_open(path, NULL, NULL), NULL, NULL);
    g_autofree char *again = read_bytes(bytes_again(csv_bytes(csv), NULL), NULL);
    const struct csv_row *row = NULL;
    g_assert_cmpstr(again, ==, "a|b/1|2");
    g_assert_true(csv_next(csv, &row, NULL) && row);
    g_assert_cmpstr(row->cells[1], ==, "2");
    g_unlink(path);
}

static void test_missing_columns(void)
{
    const char *data = "name,4242 4242 4242 4242,qtyx\n";
    g_autoptr(csv_reader) csv = csv_open(bytes_open_memory(data, strlen(data)), NULL, NULL);
    int places[4] = {7, 7, 7, 7};
    g_autoptr(GError) error = NULL;
    g_assert_false(columns_map(csv, table, 4, places, &error));
    g_assert_true(tote_error_is(error, TOTE_IMPORT_HEADER));
    g_assert_nonnull(strstr(error->message, "Order Id, qty"));
    g_assert_nonnull(strstr(error->message, "**** **** **** 4242"));
    g_assert_cmpint(places[0], ==, 7);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/columns-twice", test_columns_twice);
    g_test_add_func("/csv/cut", test_cut);
    g_test_add_func("/csv/again", test_again);
    g_test_add_func("/csv/wrapped", test_wrapped);
    g_test_add_func("/csv/rows", test_rows);
    g_test_add_func("/csv/quotes", test_quotes);
    g_test_add_func("/csv/ragged", test_ragged);
    g_test_add_func("/csv/delimiters", test_delimiters);
    g_test_add_func("/csv/encodings", test_encodings);
    g_test_add_func("/csv/foreign", test_foreign);
    g_test_add_func("/csv/packed", test_packed);
    g_test_add_func("/csv/late-byte", test_late_byte);
    g_test_add_func("/csv/refused", test_refused);
    g_test_add_func("/csv/limits", test_limits);
    g_test_add_func("/csv/chunk-edges", test_chunk_edges);
    g_test_add_func("/csv/decoded-edges", test_decoded_edges);
    g_test_add_func("/csv/files", test_files);
    g_test_add_func("/csv/pipe", test_pipe);
    g_test_add_func("/csv/spool", test_spool);
    g_test_add_func("/csv/columns", test_columns);
    g_test_add_func("/csv/missing-columns", test_missing_columns);
    return g_test_run();
}
