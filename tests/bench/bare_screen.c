// SPDX-License-Identifier: Apache-2.0
// The bare program of a station: opens a file, reads a row, paints a screen, tells when it is done.
#include <locale.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// The five functions of curses that it takes; <curses.h> itself belongs to ui/.
void *initscr(void);
int move(int y, int x);
int addstr(const char *text);
int refresh(void);
int endwin(void);

static const char *const query = "SELECT p.name, s.on_hand FROM product p JOIN stock s "
                                 "ON s.product = p.id WHERE p.barcode = '4000000004711'";

static bool read_row(sqlite3 *db, char *text, size_t size)
{
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db, query, -1, &stmt, NULL) == SQLITE_OK &&
              sqlite3_step(stmt) == SQLITE_ROW;
    if (ok)
        snprintf(text, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    return ok;
}

static void paint(const char *text)
{
    setlocale(LC_ALL, "");
    initscr();
    for (int y = 0; y < 24; y++)
        for (int x = 0; x < 72; x += 8) {
            move(y, x);
            addstr("row, col");
        }
    move(23, 0);
    addstr(text);
    refresh();
}

int main(int argc, char **argv)
{
    const char *fd = getenv("TOTE_IDLE_FD");
    sqlite3 *db = NULL;
    char text[64] = "", key;
    if (argc != 2 || sqlite3_open(argv[1], &db) || !read_row(db, text, sizeof text))
        return 1;
    paint(text);
    if (fd && write((int)strtol(fd, NULL, 10), ".", 1) != 1)
        return 1;
    while (read(0, &key, 1) == 1 && key != 'q')
        ;
    endwin();
    return 0;
}
