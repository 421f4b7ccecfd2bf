// SPDX-License-Identifier: Apache-2.0
// Opens files and pipes, finds their encoding in one pass, and decodes in a second one.
// The decoders are ours because iconv() needs code page files that a small host may lack, and
// because it has no way to go on after a stray byte.
#include "bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "errors.h"
#include "i18n.h"
#include "spool.h"
#include "text.h"

static const gunichar unknown = 0xfffd;

enum { RAW_SIZE = 64 * 1024, SHOWN_CELLS = 60, MAX_PER_BYTE = 3 };

struct byte_source {
    int fd; // -1: memory
    char *path;
    const unsigned char *data;
    int64_t at, total; // position of the reading of raw bytes
    enum bytes_encoding encoding;
    int64_t first_nul;
    unsigned char nul_byte; // that stands there
    bool foreign;
    const char *packed;
    int64_t start; // behind the byte order mark
    bool seeks;    // `at` says where to read, not the descriptor: a second reader may share it
    unsigned char raw[RAW_SIZE];
    size_t raw_from, raw_to;
};

// What the first pass counts.
struct tally {
    int64_t valid, invalid; // sequences of several bytes; bytes and broken ones that fit in none
    bool foreign;           // some are no characters of Windows-1252
};

// Windows-1252 where it differs from Latin-1; 0 = its five gaps.
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

// 0 = no character.
static gunichar from_windows_1252(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
}

static bool read_failed(const struct byte_source *bytes, int error_number, GError **error)
{
    g_autofree char *shown = text_quote(bytes->path, -1, SHOWN_CELLS);
    const struct tote_fault fault = {.field = "file", .detail = g_strerror(error_number)};
    return tote_fail_full(error, TOTE_FILE_READ, &fault, _("\"%s\" cannot be read: %s"), shown,
                          g_strerror(error_number));
}

// Reads up to SIZE raw bytes; *ret_size 0 is the end.
static bool read_raw(struct byte_source *bytes, void *to, size_t size, size_t *ret_size,
                     GError **error)
{
    if (bytes->fd < 0) {
        *ret_size = MIN(size, (size_t)(bytes->total - bytes->at));
        if (*ret_size)
            memcpy(to, bytes->data + bytes->at, *ret_size);
    } else {
        ssize_t n;
        do
            n = bytes->seeks ? pread(bytes->fd, to, size, (off_t)bytes->at)
                             : read(bytes->fd, to, size);
        while (n < 0 && errno == EINTR);
        if (n < 0)
            return read_failed(bytes, errno, error);
        *ret_size = (size_t)n;
    }
    bytes->at += (int64_t)*ret_size;
    return true;
}

static size_t wanted_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

// Length of the valid UTF-8 sequence at P; 0 = none; N + 1 when it needs more than the N bytes.
static size_t sequence(const unsigned char *p, size_t n)
{
    size_t wanted = wanted_length(p[0]);
    for (size_t i = 1; i < wanted; i++) {
        if (i == n)
            return n + 1;
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    }
    if (wanted < 3)
        return wanted;
    bool overlong = (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90);
    bool surrogate = p[0] == 0xed && p[1] > 0x9f, too_large = p[0] == 0xf4 && p[1] > 0x8f;
    return overlong || surrogate || too_large ? 0 : wanted;
}

// Length of what is broken at P: a byte, with those that would go on with it.
static size_t broken(const unsigned char *p, size_t n)
{
    size_t i = 1, wanted = wanted_length(p[0]);
    while (i < wanted && i < n && (p[i] & 0xc0) == 0x80)
        i++;
    return i;
}

static bool any_foreign(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] && !from_windows_1252(p[i]))
            return true;
    return false;
}

// Bytes at P that are plain ASCII, eight at a time.
static size_t ascii_run(const unsigned char *p, size_t n)
{
    size_t i = 0;
    for (uint64_t eight; i + 8 <= n; i += 8) {
        memcpy(&eight, p + i, 8);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < n && p[i] < 0x80)
        i++;
    return i;
}

// Counts over N bytes; gives back how many of them are an unfinished sequence at the end.
static size_t count(struct tally *tally, const unsigned char *p, size_t n, bool last)
{
    size_t i = 0;
    while (i < n) {
        i += ascii_run(p + i, n - i);
        if (i == n)
            break;
        size_t length = sequence(p + i, n - i);
        if (length > n - i && !last)
            return n - i;
        bool valid = length && length <= n - i;
        tally->valid += valid;
        tally->invalid += !valid;
        length = valid ? length : broken(p + i, n - i);
        tally->foreign = tally->foreign || any_foreign(p + i, length);
        i += length;
    }
    return 0;
}

static size_t find_mark(struct byte_source *bytes, const unsigned char *p, size_t n)
{
    if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        return 3;
    if (n < 2 || (memcmp(p, "\xff\xfe", 2) != 0 && memcmp(p, "\xfe\xff", 2) != 0))
        return 0;
    bytes->encoding = p[0] == 0xff ? BYTES_UTF16LE : BYTES_UTF16BE;
    return 2;
}

static const char *find_packed(const unsigned char *p, size_t n)
{
    static const struct {
        const char *name, *signs;
    } known[] = {{"gzip", "\x1f\x8b"},
                 {"ZIP", "PK\x03\x04"}, // a workbook of a spreadsheet is one, too
                 {"zstd", "\x28\xb5\x2f\xfd"},
                 {"xz", "\xfd"
                        "7zXZ"},
                 {"bzip2", "BZh91AY"}};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (n >= strlen(known[i].signs) && !memcmp(p, known[i].signs, strlen(known[i].signs)))
            return known[i].name;
    return NULL;
}

// The first pass: sizes the file and finds its encoding; leaves it behind the byte order mark.
static bool examine(struct byte_source *bytes, GError **error)
{
    struct tally tally = {0};
    size_t kept = 0, n = 0, mark = 0;
    bool first = true;
    do {
        if (!read_raw(bytes, bytes->raw + kept, RAW_SIZE - kept, &n, error))
            return false;
        if (first) {
            mark = find_mark(bytes, bytes->raw, n);
            bytes->packed = find_packed(bytes->raw, n);
        }
        first = false;
        size_t have = kept + n;
        if (mark == 2)
            continue; // UTF-16: only its size is of interest
        kept = count(&tally, bytes->raw, have, n == 0);
        memmove(bytes->raw, bytes->raw + have - kept, kept);
    } while (n > 0);
    bytes->total = bytes->at;
    if (mark != 2 && tally.invalid) {
        bool mixed = mark == 3 || (tally.valid && tally.valid >= tally.invalid);
        bytes->encoding = mixed ? BYTES_UTF8_MIXED : BYTES_WINDOWS_1252;
        bytes->foreign = !mixed && tally.foreign;
    }
    bytes->at = bytes->start = (int64_t)mark;
    return true;
}

static bool prepare(struct byte_source *bytes, const struct watch *watch, GError **error)
{
    if (bytes->fd < 0)
        return read_failed(bytes, errno, error);
    if (!spool_needless(bytes->fd)) {
        int copy = spool_copy(bytes->fd, bytes->path, SPOOL_MOST, watch, error);
        if (copy < 0)
            return false;
        close(bytes->fd);
        bytes->fd = copy;
    }
    bytes->seeks = true;
    bytes->at = 0;
    return examine(bytes, error);
}

struct byte_source *bytes_open(const char *path, const struct watch *watch, GError **error)
{
    g_autoptr(byte_source) bytes = g_new0(struct byte_source, 1);
    bool standard = strcmp(path, "-") == 0;
    bytes->first_nul = -1;
    bytes->path = g_strdup(path);
    // Without waiting for somebody to write into a named pipe: the copy waits, and can be stopped.
    bytes->fd = standard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                         : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    return prepare(bytes, watch, error) ? g_steal_pointer(&bytes) : NULL;
}

struct byte_source *bytes_open_memory(const void *data, size_t size)
{
    struct byte_source *bytes = g_new0(struct byte_source, 1);
    bytes->fd = -1;
    bytes->first_nul = -1;
    bytes->data = data;
    bytes->total = (int64_t)size;
    bool read = examine(bytes, NULL);
    g_assert(read); // memory can always be read
    return bytes;
}

struct byte_source *bytes_again(const struct byte_source *bytes, GError **error)
{
    g_autoptr(byte_source) again = g_new0(struct byte_source, 1);
    again->path = g_strdup(bytes->path);
    again->fd = bytes->fd < 0 ? -1 : fcntl(bytes->fd, F_DUPFD_CLOEXEC, 3);
    if (again->fd < 0 && bytes->fd >= 0 && !read_failed(bytes, errno, error))
        return NULL;
    again->data = bytes->data;
    again->at = again->start = bytes->start;
    again->total = bytes->total;
    again->encoding = bytes->encoding;
    again->first_nul = -1;
    again->foreign = bytes->foreign;
    again->seeks = bytes->seeks;
    return g_steal_pointer(&again);
}

struct byte_source *bytes_free(struct byte_source *bytes)
{
    if (!bytes)
        return NULL;
    if (bytes->fd >= 0)
        close(bytes->fd);
    g_free(bytes->path);
    g_free(bytes);
    return NULL;
}

enum bytes_encoding bytes_encoding(const struct byte_source *bytes)
{
    return bytes->encoding;
}

int64_t bytes_done(const struct byte_source *bytes)
{
    return bytes->at - (int64_t)(bytes->raw_to - bytes->raw_from);
}

int64_t bytes_total(const struct byte_source *bytes)
{
    return bytes->total;
}

int64_t bytes_first_nul(const struct byte_source *bytes, unsigned char *ret_byte)
{
    if (ret_byte)
        *ret_byte = bytes->nul_byte;
    return bytes->first_nul;
}

const char *bytes_packed(const struct byte_source *bytes)
{
    return bytes->packed;
}

bool bytes_foreign(const struct byte_source *bytes)
{
    return bytes->foreign;
}

static size_t put(char *to, gunichar c)
{
    *to = 0;
    return c ? (size_t)g_unichar_to_utf8(c, to) : 1;
}

// What stands for a byte that fits in nothing.
static gunichar stray(unsigned char byte)
{
    return from_windows_1252(byte) ? from_windows_1252(byte) : unknown;
}

// A decoder turns N bytes at P into text at TO and says how many it used; LAST: no more follow.
typedef size_t decoder(const unsigned char *p, size_t n, bool last, char *to, size_t *ret_size);

static size_t decode_windows_1252(const unsigned char *p, size_t n, bool last, char *to,
                                  size_t *ret_size)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += put(to + size, from_windows_1252(p[i]));
    *ret_size = size;
    return n;
}

static size_t decode_mixed(const unsigned char *p, size_t n, bool last, char *to, size_t *ret_size)
{
    size_t size = 0, i = 0;
    while (i < n) {
        size_t length = sequence(p + i, n - i);
        if (length > n - i && !last)
            break;
        bool valid = length && length <= n - i;
        if (valid)
            memcpy(to + size, p + i, length);
        size += valid ? length : put(to + size, stray(p[i]));
        i += valid ? length : 1;
    }
    *ret_size = size;
    return i;
}

static size_t decode_utf16(const unsigned char *p, size_t n, bool last, char *to, size_t *ret_size,
                           bool big)
{
    size_t size = 0, i = 0;
    while (i + 2 <= n || (last && i < n)) {
        gunichar unit = i + 2 > n ? unknown : (gunichar)(p[i + !big] << 8 | p[i + big]);
        i = MIN(i + 2, n);
        if (unit >= 0xd800 && unit < 0xdc00) {
            if (i + 2 > n && !last) {
                i -= 2; // its other half comes with the next piece
                break;
            }
            gunichar low = i + 2 > n ? 0 : (gunichar)(p[i + !big] << 8 | p[i + big]);
            bool pair = low >= 0xdc00 && low < 0xe000;
            unit = pair ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : unknown;
            i += pair ? 2 : 0;
        } else if (unit >= 0xdc00 && unit < 0xe000) {
            unit = unknown;
        }
        size += put(to + size, unit);
    }
    *ret_size = size;
    return i;
}

static size_t decode_utf16le(const unsigned char *p, size_t n, bool last, char *to,
                             size_t *ret_size)
{
    return decode_utf16(p, n, last, to, ret_size, false);
}

static size_t decode_utf16be(const unsigned char *p, size_t n, bool last, char *to,
                             size_t *ret_size)
{
    return decode_utf16(p, n, last, to, ret_size, true);
}

static decoder *const decoders[] = {
    [BYTES_UTF8_MIXED] = decode_mixed,
    [BYTES_WINDOWS_1252] = decode_windows_1252,
    [BYTES_UTF16LE] = decode_utf16le,
    [BYTES_UTF16BE] = decode_utf16be,
};

static bool fill_raw(struct byte_source *bytes, GError **error)
{
    size_t kept = bytes->raw_to - bytes->raw_from, n = 0;
    memmove(bytes->raw, bytes->raw + bytes->raw_from, kept);
    bytes->raw_from = 0;
    bytes->raw_to = kept;
    if (!read_raw(bytes, bytes->raw + kept, RAW_SIZE - kept, &n, error))
        return false;
    bytes->raw_to += n;
    return true;
}

static bool becomes_nul(const struct byte_source *bytes, unsigned char byte)
{
    return !byte || (bytes->encoding == BYTES_WINDOWS_1252 && !from_windows_1252(byte));
}

static void note_nul(struct byte_source *bytes, const char *text, size_t size, int64_t from)
{
    const char *nul = bytes->first_nul < 0 && size ? memchr(text, 0, size) : NULL;
    if (!nul)
        return;
    bool wide = bytes->encoding == BYTES_UTF16LE || bytes->encoding == BYTES_UTF16BE;
    const unsigned char *raw = bytes->raw + bytes->raw_from;
    size_t length = bytes->raw_to - bytes->raw_from, i = 0;
    if (bytes->encoding == BYTES_UTF8)
        i = (size_t)(nul - text);
    else
        while (i < length &&
               (!becomes_nul(bytes, raw[i]) || (wide && i + 1 < length && raw[i + 1])))
            i += wide ? 2 : 1;
    bytes->first_nul = from + (int64_t)i;
    bytes->nul_byte = wide || i >= length ? 0 : raw[i];
}

bool bytes_next(struct byte_source *bytes, char *to, size_t room, size_t *ret_size, GError **error)
{
    g_assert(room >= BYTES_MIN_ROOM);
    int64_t from = bytes_done(bytes);
    if (bytes->encoding == BYTES_UTF8) {
        if (!read_raw(bytes, to, room, ret_size, error))
            return false;
        note_nul(bytes, to, *ret_size, from);
        return true;
    }
    if (bytes->raw_to - bytes->raw_from < 4 && !fill_raw(bytes, error))
        return false;
    size_t n = MIN(bytes->raw_to - bytes->raw_from, room / MAX_PER_BYTE);
    bool last = bytes->raw_to - bytes->raw_from == n && bytes->at >= bytes->total;
    size_t used = decoders[bytes->encoding](bytes->raw + bytes->raw_from, n, last, to, ret_size);
    note_nul(bytes, to, *ret_size, from);
    bytes->raw_from += used;
    return true;
}
