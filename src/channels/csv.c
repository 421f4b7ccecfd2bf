// SPDX-License-Identifier: Apache-2.0
// The state machine under csv.h. It works in place in one buffer: a cell is ended by a NUL where
// its delimiter stood, so that nothing is copied but what quotes inside a cell force. libcsv
// calls back for every cell and copies each: it was half as fast on an export of 288 MB. It also
// cannot say in which row an open quote began, nor refuse a cell before it is in memory.
#include "csv.h"

#include <string.h>

#include "errors.h"
#include "i18n.h"

enum { CHUNK = 256 * 1024 };

enum state {
    PLAIN,      // outside quotes
    QUOTED,     // inside
    QUOTE_SEEN, // a quote inside quotes: the end of the cell, or half of a doubled one
};

enum step { STEP_MORE, STEP_ROW, STEP_TOO_MANY, STEP_TOO_LARGE };

struct csv_reader {
    struct byte_source *bytes;
    char delimiter;
    bool plain, eof;
    bool stops[256]; // bytes that end an unquoted cell
    // The buffer, by offsets: a row begins at `row`, its cell at `cell`; what was read of a quoted
    // cell ends at `out`; the next byte is `in`; `tail`: what follows a closing quote.
    char *buf;
    size_t size, row, cell, out, tail, in, end;
    size_t chunk; // bytes to read at a time
    enum state state;
    bool unended; // the end of the file ended the last row, no line end did
    int fewest;   // cells of the shortest row so far, the header among them
    bool closed;  // the cell had a quoted part that has ended
    bool nul;     // a NUL stands at `end`
    size_t cells_at[CSV_MAX_COLUMNS];
    const char *cells[CSV_MAX_COLUMNS];
    int n_cells;
    GPtrArray *headers;
    int64_t number; // of the last row given, the header is 1
    struct csv_row current;
};

static size_t cell_size(const struct csv_reader *csv)
{
    return (csv->state == PLAIN && !csv->closed ? csv->in : csv->out) - csv->cell;
}

static bool too_large(const struct csv_reader *csv, GError **error)
{
    const struct tote_fault fault = {.position = (int)MIN(csv->number + 1, G_MAXINT)};
    if (csv->state == QUOTED)
        return tote_fail_full(error, TOTE_IMPORT_QUOTE, &fault,
                              _("The quoted cell that begins in row %" G_GINT64_FORMAT
                                ", column %d, holds more than %d bytes; its closing quote seems "
                                "to be missing"),
                              csv->number + 1, csv->n_cells + 1, CSV_MAX_CELL);
    return tote_fail_full(error, TOTE_IMPORT_VALUE, &fault,
                          _("Row %" G_GINT64_FORMAT " has a cell of more than %d bytes in column "
                            "%d or is longer than %d bytes; shorten it"),
                          csv->number + 1, CSV_MAX_CELL, csv->n_cells + 1, CSV_MAX_ROW);
}

static bool too_many(const struct csv_reader *csv, GError **error)
{
    const struct tote_fault fault = {.position = (int)MIN(csv->number + 1, G_MAXINT)};
    return tote_fail_full(error, TOTE_IMPORT_VALUE, &fault,
                          _("Row %" G_GINT64_FORMAT " has more than %d columns; tote reads up to "
                            "%d, see whether the file is what it should be"),
                          csv->number + 1, CSV_MAX_COLUMNS, CSV_MAX_COLUMNS);
}

// Is STEP beyond a limit? Then *error says so.
static bool refused(const struct csv_reader *csv, enum step step, GError **error)
{
    return (step == STEP_TOO_MANY && !too_many(csv, error)) ||
           (step == STEP_TOO_LARGE && !too_large(csv, error));
}

static bool nul_met(const struct csv_reader *csv, GError **error)
{
    unsigned char byte = 0;
    int64_t at = bytes_first_nul(csv->bytes, &byte) + 1;
    const struct tote_fault fault = {.position = (int)MIN(csv->number + 1, G_MAXINT)};
    if (byte)
        return tote_fail_full(error, TOTE_IMPORT_ENCODING, &fault,
                              _("Row %" G_GINT64_FORMAT " has 0x%02x at byte %" G_GINT64_FORMAT
                                " of the file, which is no character in UTF-8 and none in "
                                "Windows-1252; save the file as UTF-8"),
                              csv->number + 1, byte, at);
    return tote_fail_full(error, TOTE_IMPORT_ENCODING, &fault,
                          _("Row %" G_GINT64_FORMAT " has a NUL character at byte %" G_GINT64_FORMAT
                            " of the file; a table of text has none"),
                          csv->number + 1, at);
}

static bool never_ends(const struct csv_reader *csv, GError **error)
{
    const struct tote_fault fault = {.position = (int)MIN(csv->number + 1, G_MAXINT)};
    return tote_fail_full(error, TOTE_IMPORT_QUOTE, &fault,
                          _("The quoted cell that begins in row %" G_GINT64_FORMAT
                            ", column %d, has no closing quote"),
                          csv->number + 1, csv->n_cells + 1);
}

// Moves the row in work to the front of the buffer.
static void make_room(struct csv_reader *csv)
{
    size_t by = csv->row;
    memmove(csv->buf, csv->buf + by, csv->end - by);
    csv->row = 0;
    csv->cell -= by;
    csv->out -= MIN(by, csv->out); // `out` and `tail` are stale outside quoted cells
    csv->tail -= MIN(by, csv->tail);
    csv->in -= by;
    csv->end -= by;
    if (csv->size - csv->end > csv->chunk)
        return;
    csv->size = MAX(csv->size * 2, csv->end + csv->chunk + 1);
    csv->buf = g_realloc(csv->buf, csv->size);
}

// Brings more text behind `end`, or sets eof.
static bool refill(struct csv_reader *csv, GError **error)
{
    if (csv->nul)
        return nul_met(csv, error);
    if (cell_size(csv) > CSV_MAX_CELL || csv->end - csv->row > CSV_MAX_ROW)
        return too_large(csv, error);
    make_room(csv);
    size_t n = 0;
    do {
        int64_t before = bytes_done(csv->bytes);
        if (!bytes_next(csv->bytes, csv->buf + csv->end, csv->chunk, &n, error))
            return false;
        csv->eof = n == 0 && bytes_done(csv->bytes) == before;
    } while (n == 0 && !csv->eof);
    const char *nul = n ? memchr(csv->buf + csv->end, 0, n) : NULL;
    csv->nul = nul != NULL;
    csv->end = nul ? (size_t)(nul - csv->buf) : csv->end + n;
    return true;
}

// Ends the cell whose text is [cell, to) and begins the next one at `in`.
static enum step end_cell(struct csv_reader *csv, size_t to)
{
    if (csv->n_cells == CSV_MAX_COLUMNS)
        return STEP_TOO_MANY;
    if (to - csv->cell > CSV_MAX_CELL)
        return STEP_TOO_LARGE;
    csv->buf[to] = 0;
    csv->cells_at[csv->n_cells++] = csv->cell - csv->row;
    csv->cell = csv->in;
    csv->closed = false;
    return STEP_MORE;
}

// What stands between a closing quote and the delimiter belongs to the cell.
static void keep_tail(struct csv_reader *csv)
{
    size_t n = csv->in - csv->tail;
    if (n)
        memmove(csv->buf + csv->out, csv->buf + csv->tail, n);
    csv->out += n;
    csv->tail = csv->in;
}

static enum step scan_plain(struct csv_reader *csv)
{
    const char *buf = csv->buf;
    csv->buf[csv->end] = '\n'; // stops the inner loop
    for (;;) {
        if (csv->in == csv->cell && csv->in < csv->end && buf[csv->in] == '"' && !csv->plain &&
            !csv->closed) {
            csv->cell = csv->out = ++csv->in;
            csv->state = QUOTED;
            return STEP_MORE;
        }
        size_t in = csv->in;
        while (!csv->stops[(unsigned char)buf[in]])
            in++;
        csv->in = in;
        if (csv->closed)
            keep_tail(csv);
        if (in == csv->end)
            return STEP_MORE;
        char stop = buf[in];
        csv->in = in + 1;
        enum step step = end_cell(csv, csv->closed ? csv->out : in);
        if (step != STEP_MORE)
            return step;
        if (stop == csv->delimiter)
            continue;
        return STEP_ROW; // the LF after a CR looks like a blank line and is skipped as one
    }
}

static void scan_quoted(struct csv_reader *csv)
{
    char *from = csv->buf + csv->in, *end = csv->buf + csv->end;
    char *quote = memchr(from, '"', (size_t)(end - from));
    size_t n = (size_t)((quote ? quote : end) - from);
    if (csv->out != csv->in)
        memmove(csv->buf + csv->out, from, n);
    csv->out += n;
    csv->in += n + (quote != NULL);
    csv->state = quote ? QUOTE_SEEN : QUOTED;
}

static void scan_after_quote(struct csv_reader *csv)
{
    if (csv->buf[csv->in] == '"') {
        csv->buf[csv->out++] = '"';
        csv->in++;
        csv->state = QUOTED;
        return;
    }
    csv->state = PLAIN;
    csv->closed = true;
    csv->tail = csv->in;
}

// Goes on until the row ends or the text does.
static enum step scan(struct csv_reader *csv)
{
    while (csv->in < csv->end) {
        if (csv->state == PLAIN) {
            enum step step = scan_plain(csv);
            if (step != STEP_MORE)
                return step;
        } else if (csv->state == QUOTED) {
            scan_quoted(csv);
        } else {
            scan_after_quote(csv);
        }
    }
    return STEP_MORE;
}

static void begin_row(struct csv_reader *csv)
{
    csv->row = csv->cell = csv->in;
    csv->n_cells = 0;
    csv->closed = false;
    csv->state = PLAIN;
}

// The end of the file ends the last row.
static bool last_row(struct csv_reader *csv, bool *ret_row, GError **error)
{
    if (csv->state == QUOTED)
        return never_ends(csv, error);
    bool quoted = csv->state == QUOTE_SEEN || csv->closed;
    *ret_row = quoted || csv->in > csv->cell || csv->n_cells > 0;
    csv->state = PLAIN;
    csv->unended = *ret_row;
    return !*ret_row || !refused(csv, end_cell(csv, quoted ? csv->out : csv->in), error);
}

// Reads one row into cells_at; *ret_row false at the end.
static bool read_row(struct csv_reader *csv, bool *ret_row, GError **error)
{
    begin_row(csv);
    for (;;) {
        enum step step = scan(csv);
        if (refused(csv, step, error))
            return false;
        *ret_row = step == STEP_ROW;
        if (step == STEP_ROW || csv->eof)
            break;
        if (!refill(csv, error))
            return false;
    }
    return *ret_row || last_row(csv, ret_row, error);
}

// A line with nothing on it; `""` is a cell and no blank line.
static bool is_blank(const struct csv_reader *csv)
{
    return csv->n_cells == 1 && csv->cells_at[0] == 0 && csv->buf[csv->row] == 0;
}

// A last row without a line end that is shorter than all before: the rest of the file is missing.
static bool is_cut(struct csv_reader *csv)
{
    bool shorter = csv->headers && csv->n_cells < csv->fewest;
    csv->fewest = csv->headers ? MIN(csv->fewest, csv->n_cells) : csv->n_cells;
    return shorter && csv->unended;
}

static bool cut_short(const struct csv_reader *csv, GError **error)
{
    const struct tote_fault fault = {.position = (int)MIN(csv->number + 1, G_MAXINT)};
    return tote_fail_full(error, TOTE_IMPORT_CUT, &fault,
                          _("The file ends in the middle of row %" G_GINT64_FORMAT
                            ": it has %d of %d cells and no line end"),
                          csv->number + 1, csv->n_cells, (int)csv->headers->len);
}

// A row that is one cell with what should be several in it: quoted as a whole, by a spreadsheet.
static bool is_wrapped(const struct csv_reader *csv)
{
    int n_headers = csv->headers ? (int)csv->headers->len : 0, delimiters = 0;
    const char *cell = csv->buf + csv->row + csv->cells_at[0];
    bool alone = n_headers > 2 && !csv->plain;
    for (int i = 1; alone && i < csv->n_cells; i++)
        alone = !csv->buf[csv->row + csv->cells_at[i]];
    for (; alone && *cell; cell++)
        delimiters += *cell == csv->delimiter;
    return alone && delimiters >= n_headers - 2; // one header may be what the wrapping added
}

static bool wrapped(const struct csv_reader *csv, GError **error)
{
    const struct tote_fault fault = {.position = (int)MIN(csv->number + 1, G_MAXINT)};
    return tote_fail_full(error, TOTE_IMPORT_SPREADSHEET, &fault,
                          _("Row %" G_GINT64_FORMAT
                            " stands in quotes as a whole, so it is one cell "
                            "where the header has %d; import the file as it was exported"),
                          csv->number + 1, (int)csv->headers->len);
}

bool csv_next(struct csv_reader *csv, const struct csv_row **ret_row, GError **error)
{
    bool found = false;
    do
        if (!read_row(csv, &found, error))
            return false;
    while (found && is_blank(csv));
    if (!found) {
        *ret_row = NULL;
        return true;
    }
    if (is_cut(csv))
        return cut_short(csv, error);
    if (is_wrapped(csv))
        return wrapped(csv, error);
    int n = 0, n_headers = csv->headers ? (int)csv->headers->len : 0;
    for (; n < csv->n_cells; n++)
        csv->cells[n] = csv->buf + csv->row + csv->cells_at[n];
    for (; n < n_headers; n++)
        csv->cells[n] = "";
    csv->current = (struct csv_row){++csv->number, n, csv->n_cells, csv->cells};
    *ret_row = &csv->current;
    return true;
}

static char most_frequent(const char *text, const char *end)
{
    static const char candidates[] = {',', ';', '\t'};
    int counts[G_N_ELEMENTS(candidates)] = {0};
    bool quoted = false;
    while (text < end && (*text == '\r' || *text == '\n'))
        text++;
    for (; text < end && (quoted || (*text != '\r' && *text != '\n')); text++) {
        quoted ^= *text == '"';
        for (size_t i = 0; i < G_N_ELEMENTS(candidates); i++)
            counts[i] += !quoted && *text == candidates[i];
    }
    size_t best = 0;
    for (size_t i = 1; i < G_N_ELEMENTS(candidates); i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

// Excel's own line "sep=;", quoted or not; skips it.
static bool take_sep_line(struct csv_reader *csv)
{
    const char *at = csv->buf + csv->in, *end = csv->buf + csv->end;
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    bool quoted = at < end && *at == '"';
    at += quoted;
    if (end - at < 5 || g_ascii_strncasecmp(at, "sep=", 4) != 0)
        return false;
    char delimiter = at[4];
    at += 5;
    at += quoted && at < end && *at == '"';
    while (at < end && (*at == delimiter || *at == ' ')) // empty cells, where it was saved again
        at++;
    if (delimiter == '\r' || delimiter == '\n' || delimiter == '"' || (delimiter & 0x80) ||
        (at < end && *at != '\r' && *at != '\n'))
        return false;
    at += at < end && *at == '\r';
    at += at < end && *at == '\n';
    csv->delimiter = delimiter;
    csv->in = (size_t)(at - csv->buf);
    return true;
}

static void choose_delimiter(struct csv_reader *csv, char wanted)
{
    if (!take_sep_line(csv))
        csv->delimiter = most_frequent(csv->buf + csv->in, csv->buf + csv->end);
    if (wanted)
        csv->delimiter = wanted;
    csv->stops[(unsigned char)csv->delimiter] = csv->stops['\r'] = csv->stops['\n'] = true;
}

static bool read_header(struct csv_reader *csv, GError **error)
{
    const struct csv_row *row = NULL;
    if (!csv_next(csv, &row, error))
        return false;
    if (!row)
        return tote_fail(error, TOTE_IMPORT_HEADER, NULL,
                         _("The file is empty; its first row must name the columns"));
    csv->headers = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < row->n; i++)
        g_ptr_array_add(csv->headers, g_strstrip(g_strdup(row->cells[i])));
    return true;
}

static bool packed(const struct byte_source *bytes, GError **error)
{
    const struct tote_fault fault = {
        .field = "file",
        .hint = _("Unpack it, or save it as CSV where it is a workbook, and "
                  "import what comes of that.")};
    return tote_fail_full(error, TOTE_IMPORT_ENCODING, &fault,
                          _("The file is packed (%s) and no table of text"), bytes_packed(bytes));
}

// Text in an encoding that nobody knows is refused before any of it is taken, by its first row
// that shows it.
static bool is_known_text(struct csv_reader *csv, GError **error)
{
    const struct csv_row *row = NULL;
    bool foreign = bytes_foreign(csv->bytes), ok = true;
    while (foreign && (ok = csv_next(csv, &row, error)) && row)
        ;
    return ok;
}

struct csv_reader *csv_open(struct byte_source *bytes, const struct csv_options *options,
                            GError **error)
{
    g_autoptr(csv_reader) csv = g_new0(struct csv_reader, 1);
    csv->bytes = bytes;
    csv->plain = options && options->plain;
    csv->chunk = options && options->chunk ? MAX(options->chunk, BYTES_MIN_ROOM) : CHUNK;
    csv->size = 2 * csv->chunk;
    csv->buf = g_malloc(csv->size);
    if (bytes_packed(bytes) && !packed(bytes, error))
        return NULL;
    if (!refill(csv, error))
        return NULL;
    choose_delimiter(csv, options ? options->delimiter : 0);
    return read_header(csv, error) && is_known_text(csv, error) ? g_steal_pointer(&csv) : NULL;
}

struct csv_reader *csv_free(struct csv_reader *csv)
{
    if (!csv)
        return NULL;
    bytes_free(csv->bytes);
    g_clear_pointer(&csv->headers, g_ptr_array_unref);
    g_free(csv->buf);
    g_free(csv);
    return NULL;
}

int csv_n_headers(const struct csv_reader *csv)
{
    return (int)csv->headers->len;
}

const char *csv_header(const struct csv_reader *csv, int column)
{
    return g_ptr_array_index(csv->headers, (guint)column);
}

int64_t csv_rows(const struct csv_reader *csv)
{
    return csv->number > 0 ? csv->number - 1 : 0;
}

const struct byte_source *csv_bytes(const struct csv_reader *csv)
{
    return csv->bytes;
}
