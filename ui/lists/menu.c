// SPDX-License-Identifier: Apache-2.0
// Narrows, numbers and scrolls the rows of a menu.
#include "menu.h"

#include <string.h>

#include "text.h"

enum { DIGITS = 9 };

static void row_clear(struct menu_row *row)
{
    g_free(row->aside);
}

void menu_begin(struct menu *menu)
{
    if (!menu->rows) {
        menu->rows = g_array_new(FALSE, TRUE, sizeof(struct menu_row));
        g_array_set_clear_func(menu->rows, (GDestroyNotify)row_clear);
        menu->shown = g_ptr_array_new();
    }
    g_ptr_array_set_size(menu->shown, 0);
    g_array_set_size(menu->rows, 0);
}

void menu_add(struct menu *menu, const struct menu_row *row)
{
    g_array_append_vals(menu->rows, row, 1);
}

static bool matches(const struct menu *menu, const struct menu_row *row)
{
    g_autofree char *all = g_strjoin(" ", row->label, row->word ? row->word : "", row->brief, NULL);
    g_autofree char *folded = text_fold(all);
    g_autofree char *wanted = text_fold(menu->typed ? menu->typed : "");
    return strstr(folded, wanted) != NULL;
}

static struct menu_row *shown(const struct menu *menu, guint i)
{
    return g_ptr_array_index(menu->shown, i);
}

// Rows with a digit of their own keep it; the others get what is left of the first nine, then of
// the next.
static void number(struct menu *menu)
{
    bool taken[DIGITS + 1] = {false};
    int next = 0, page = 0;
    for (guint i = 0; i < menu->shown->len; i++)
        if (shown(menu, i)->digit)
            taken[shown(menu, i)->digit - '0'] = true;
    for (guint i = 0; i < menu->shown->len; i++) {
        struct menu_row *row = shown(menu, i);
        row->number = row->digit ? row->digit - '0' : 0;
        row->page = 0;
        if (row->digit || row->why_not)
            continue;
        do
            if (++next > DIGITS) {
                next = 1;
                page++;
            }
        while (!page && taken[next]);
        row->number = next;
        row->page = page;
    }
    menu->pages = page + 1;
    menu->page = CLAMP(menu->page, 0, page);
}

void menu_end(struct menu *menu)
{
    g_ptr_array_set_size(menu->shown, 0);
    for (guint i = 0; i < menu->rows->len; i++) {
        struct menu_row *row = &g_array_index(menu->rows, struct menu_row, i);
        if (matches(menu, row))
            g_ptr_array_add(menu->shown, row);
    }
    number(menu);
    menu->focus = CLAMP(menu->focus, 0, MAX(0, (int)menu->shown->len - 1));
}

void menu_release(struct menu *menu)
{
    if (menu->rows) {
        g_array_unref(menu->rows);
        g_ptr_array_unref(menu->shown);
    }
    g_free(menu->typed);
}

// A row that is called as what is typed begins comes before those that only have it in their words:
// ":stat" is ":stations".
static void focus_word(struct menu *menu)
{
    g_autofree char *wanted = text_fold(menu->typed ? menu->typed : "");
    for (guint i = 0; *wanted && i < menu->shown->len; i++) {
        const char *word = shown(menu, i)->word;
        g_autofree char *folded = text_fold(word ? word : "");
        if (!g_str_has_prefix(folded, wanted) || shown(menu, i)->why_not)
            continue;
        menu->focus = (int)i;
        return;
    }
}

void menu_narrow(struct menu *menu, const char *text)
{
    g_free(menu->typed);
    menu->typed = g_strdup(text);
    menu->focus = menu->page = 0;
    menu_end(menu);
    focus_word(menu);
}

void menu_typing(struct menu *menu, const char *text)
{
    if (!g_ascii_isdigit(text[0]) || text[1]) {
        menu_narrow(menu, text);
        return;
    }
    if (menu->typed && *menu->typed)
        menu_narrow(menu, "");
    g_clear_pointer(&menu->typed, g_free);
}

void menu_move(struct menu *menu, enum ui_key key)
{
    int last = (int)menu->shown->len - 1, page = MAX(1, menu->height - 1);
    const int steps[UK_N] = {[UK_UP] = -1,     [UK_DOWN] = 1,     [UK_PGUP] = -page,
                             [UK_PGDN] = page, [UK_HOME] = -last, [UK_END] = last};
    menu->focus = CLAMP(menu->focus + steps[key], 0, MAX(0, last));
}

const struct menu_row *menu_choose(struct menu *menu, int digit)
{
    if (!digit)
        menu->page = (menu->page + 1) % menu->pages;
    for (guint i = 0; i < menu->shown->len; i++) {
        const struct menu_row *row = shown(menu, i);
        if (row->page != menu->page || !row->number || (digit && row->number != digit))
            continue;
        if (digit)
            return row;
        menu->focus = menu->top = (int)i;
        break;
    }
    return NULL;
}

const struct menu_row *menu_focused(const struct menu *menu)
{
    return menu->shown && menu->shown->len ? shown(menu, (guint)menu->focus) : NULL;
}
