// SPDX-License-Identifier: Apache-2.0
// The screen side of the terminal harness: text, attributes, cursor and golden files.
#include "pty_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int pty_cell_text(const struct pty *pty, int row, int col, GString *out)
{
    VTermScreenCell cell = {0};
    vterm_screen_get_cell(pty->screen, (VTermPos){.row = row, .col = col}, &cell);
    if (cell.chars[0] == 0 || cell.chars[0] == (uint32_t)-1)
        g_string_append_c(out, ' ');
    else
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
            g_string_append_unichar(out, cell.chars[i]);
    return MAX(cell.width, 1);
}

char *pty_row(const struct pty *pty, int row)
{
    GString *out = g_string_new(NULL);
    for (int col = 0; col < pty->cols;)
        col += pty_cell_text(pty, row, col, out);
    return g_strchomp(g_string_free(out, FALSE));
}

char *pty_text(const struct pty *pty)
{
    GString *out = g_string_new(NULL);
    for (int row = 0; row < pty->rows; row++) {
        g_autofree char *text = pty_row(pty, row);
        g_string_append_printf(out, "%s\n", text);
    }
    return g_string_free(out, FALSE);
}

static void append_colour(GString *out, const char *name, const VTermColor *colour)
{
    if (VTERM_COLOR_IS_INDEXED(colour))
        g_string_append_printf(out, " %s=%d", name, colour->indexed.idx);
    else
        g_string_append_printf(out, " %s=#%02x%02x%02x", name, colour->rgb.red, colour->rgb.green,
                               colour->rgb.blue);
}

char *pty_attributes_at(const struct pty *pty, int row, int col)
{
    VTermScreenCell cell = {0};
    vterm_screen_get_cell(pty->screen, (VTermPos){.row = row, .col = col}, &cell);
    if (cell.chars[0] == (uint32_t)-1 && col > 0) // second half: libvterm keeps nothing there
        vterm_screen_get_cell(pty->screen, (VTermPos){.row = row, .col = col - 1}, &cell);
    const struct {
        bool on;
        const char *word;
    } words[] = {
        {cell.attrs.bold, " bold"},       {cell.attrs.underline, " underline"},
        {cell.attrs.italic, " italic"},   {cell.attrs.blink, " blink"},
        {cell.attrs.reverse, " reverse"}, {cell.attrs.strike, " strike"},
    };
    g_autoptr(GString) out = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (words[i].on)
            g_string_append(out, words[i].word);
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg))
        append_colour(out, "fg", &cell.fg);
    if (!VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
        append_colour(out, "bg", &cell.bg);
    return g_strdup(out->len ? out->str + 1 : "");
}

// Runs of equal attributes of one row: "0-9 bold, 12 reverse".
static char *row_attributes(const struct pty *pty, int row)
{
    GString *out = g_string_new(NULL);
    for (int from = 0, to; from < pty->cols; from = to) {
        g_autofree char *here = pty_attributes_at(pty, row, from);
        for (to = from + 1; to < pty->cols; to++) {
            g_autofree char *next = pty_attributes_at(pty, row, to);
            if (strcmp(here, next) != 0)
                break;
        }
        if (!*here)
            continue;
        g_string_append_printf(out, "%s%d", out->len ? ", " : "", from);
        if (to - from > 1)
            g_string_append_printf(out, "-%d", to - 1);
        g_string_append_printf(out, " %s", here);
    }
    return g_string_free(out, FALSE);
}

char *pty_attributes(const struct pty *pty)
{
    GString *out = g_string_new(NULL);
    for (int row = 0; row < pty->rows; row++) {
        g_autofree char *runs = row_attributes(pty, row);
        if (*runs)
            g_string_append_printf(out, "%d: %s\n", row, runs);
    }
    return g_string_free(out, FALSE);
}

int pty_find_row(const struct pty *pty, const char *text)
{
    for (int row = 0; row < pty->rows; row++) {
        g_autofree char *line = pty_row(pty, row);
        if (strstr(line, text))
            return row;
    }
    return -1;
}

bool pty_has(const struct pty *pty, const char *text)
{
    return pty_find_row(pty, text) >= 0;
}

static void picture_is_wrong(const struct pty *pty, const char *text, const char *how)
{
    g_autofree char *screen = pty_text(pty);
    g_error("\"%s\" is %s the screen:\n%s", text, how, screen);
}

void pty_shows(const struct pty *pty, const char *text)
{
    if (!pty_has(pty, text))
        picture_is_wrong(pty, text, "not on");
}

void pty_lacks(const struct pty *pty, const char *text)
{
    if (pty_has(pty, text))
        picture_is_wrong(pty, text, "on");
}

void pty_cursor(const struct pty *pty, int *ret_row, int *ret_col, bool *ret_visible)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(pty->vt), &at);
    if (ret_row)
        *ret_row = at.row;
    if (ret_col)
        *ret_col = at.col;
    if (ret_visible)
        *ret_visible = pty->cursor_visible;
}

const char *pty_title(const struct pty *pty)
{
    return pty->title->str;
}

int pty_bells(const struct pty *pty)
{
    return pty->bells;
}

gsize pty_bytes(const struct pty *pty)
{
    return pty->bytes;
}

int pty_frames(const struct pty *pty)
{
    return pty->frames;
}

bool pty_ended(const struct pty *pty)
{
    return pty->ended;
}

int pty_pid(const struct pty *pty)
{
    return pty->pid;
}

// ---- golden files ----

static char *snapshot(const struct pty *pty)
{
    int row, col;
    bool visible;
    pty_cursor(pty, &row, &col, &visible);
    g_autofree char *text = pty_text(pty);
    g_autofree char *attributes = pty_attributes(pty);
    g_autofree char *cursor =
        visible ? g_strdup_printf("cursor %d,%d", row, col) : g_strdup("cursor hidden");
    return g_strdup_printf("%dx%d, %s\n%s--- attributes\n%s", pty->cols, pty->rows, cursor, text,
                           attributes);
}

static const char *line_of(char **lines, guint count, guint at)
{
    return at < count ? lines[at] : NULL;
}

// Prints the lines that differ as comments of the test protocol.
static void print_difference(const char *path, const char *wanted, const char *got)
{
    g_auto(GStrv) want = g_strsplit(wanted, "\n", -1);
    g_auto(GStrv) have = g_strsplit(got, "\n", -1);
    guint wants = g_strv_length(want), haves = g_strv_length(have);
    printf("# %s differs (- golden file, + now; TOTE_SNAP_UPDATE=1 writes it anew)\n", path);
    for (guint i = 0; i < MAX(wants, haves); i++) {
        const char *a = line_of(want, wants, i), *b = line_of(have, haves, i);
        if (a && b && strcmp(a, b) == 0)
            continue;
        if (a)
            printf("# %4u - %s\n", i + 1, a);
        if (b)
            printf("# %4u + %s\n", i + 1, b);
    }
    printf("# the whole screen now:\n");
    for (guint i = 0; i < haves; i++)
        printf("#      | %s\n", have[i]);
    fflush(stdout);
}

bool pty_expect_golden(const struct pty *pty, const char *path)
{
    g_autofree char *file = g_build_filename(TOTE_SOURCE_ROOT, path, NULL);
    g_autofree char *now = snapshot(pty);
    g_autofree char *golden = NULL;
    g_autoptr(GError) error = NULL;
    if (g_strcmp0(g_getenv("TOTE_SNAP_UPDATE"), "1") == 0) {
        g_autofree char *folder = g_path_get_dirname(file);
        g_mkdir_with_parents(folder, 0755);
        bool written = g_file_set_contents(file, now, -1, &error);
        g_assert_no_error(error);
        return written;
    }
    if (!g_file_get_contents(file, &golden, NULL, &error))
        golden = g_strdup("");
    if (strcmp(golden, now) == 0)
        return true;
    print_difference(path, golden, now);
    g_test_fail();
    return false;
}
