// SPDX-License-Identifier: Apache-2.0
// The bare program of a station: opens a file, reads a row, paints a screen, tells when it is done;
// then reads another row each time that Enter comes.
#include <locale.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// The functions of curses that it takes; <curses.h> itself belongs to ui/.
void *initscr(void);
int cbreak(void);
int nonl(void);
int noecho(void);
int move(int y, int x);
int addstr(const char *text);
int refresh(void);
int endwin(void);

static const char *const query = "SELECT p.name, s.on_hand FROM product p JOIN stock s "
                                 "ON s.product = p.id WHERE p.barcode = printf('40%011d', ?1)";

static bool read_row(sqlite3_stmt *stmt, int product, char *text, size_t size)
{
    sqlite3_bind_int(stmt, 1, product);
    bool ok = sqlite3_step(stmt) == SQLITE_ROW;
    if (ok)
        snprintf(text, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_reset(stmt);
    return ok;
}

static void paint(const char *text)
{
    setlocale(LC_ALL, "");
    initscr();
    cbreak();
    nonl();
    noecho();
    for (int y = 0; y < 24; y++)
        for (int x = 0; x < 72; x += 8) {
            move(y, x);
            addstr("row, col");
        }
    move(23, 0);
    addstr(text);
    refresh();
}

static bool tell(const char *fd)
{
    return !fd || write((int)strtol(fd, NULL, 10), ".", 1) == 1;
}

int main(int argc, char **argv)
{
    const char *fd = getenv("TOTE_IDLE_FD");
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    char text[64] = "", key;
    if (argc != 2 || sqlite3_open(argv[1], &db) ||
        sqlite3_prepare_v2(db, query, -1, &stmt, NULL) != SQLITE_OK ||
        !read_row(stmt, 4711, text, sizeof text))
        return 1;
    paint(text);
    if (!tell(fd))
        return 1;
    for (int product = 1; read(0, &key, 1) == 1 && key != 'q'; product = product % 9000 + 1)
        if (key == '\r' && (!read_row(stmt, product, text, sizeof text) || !tell(fd)))
            return 1;
    endwin();
    return 0;
}
