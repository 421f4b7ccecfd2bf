// SPDX-License-Identifier: Apache-2.0
// `tote scan explain`: what codes are, byte by byte. Needs no database.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "explain.h"
#include "i18n.h"
#include "programs.h"
#include "text.h"

enum { READ_BYTES = 65536 };

// --- codes as they are written: C escapes for bytes that cannot be typed

static int hex_value(const char *at, const char *end)
{
    return at < end ? g_ascii_xdigit_value(*at) : -1;
}

// Appends the byte of the escape behind the backslash at AT; returns where it ends, AT if it is
// no escape.
static const char *take_escape(const char *at, const char *end, GString *out)
{
    static const char letters[] = "\\tnr\"'abfv", meanings[] = "\\\t\n\r\"'\a\b\f\v";
    const char *next = at + 1;
    const char *letter = next < end && *next ? strchr(letters, *next) : NULL;
    if (letter) {
        g_string_append_c(out, meanings[letter - letters]);
        return next + 1;
    }
    int value = next < end && *next == 'x' ? hex_value(next + 1, end) : -1;
    if (value >= 0) {
        int low = hex_value(next + 2, end);
        g_string_append_c(out, (char)(low < 0 ? value : value * 16 + low));
        return next + (low < 0 ? 2 : 3);
    }
    int octal = 0;
    const char *digit = next;
    for (; digit < end && digit < next + 3 && *digit >= '0' && *digit <= '7'; digit++)
        octal = octal * 8 + *digit - '0';
    if (digit == next || octal > 255)
        return at;
    g_string_append_c(out, (char)octal);
    return digit;
}

// LEN bytes as written become the bytes meant; a backslash before anything else stays.
static void unescape(const char *written, gsize len, GString *out)
{
    const char *end = written + len;
    g_string_truncate(out, 0);
    for (const char *at = written; at < end;) {
        const char *after = *at == '\\' ? take_escape(at, end, out) : at;
        if (after == at)
            g_string_append_c(out, *at++);
        else
            at = after;
    }
}

// --- the answer

static void add_parts(struct doc *doc, const struct explanation *explanation)
{
    doc_open_list(doc, "elements");
    for (unsigned i = 0; i < explanation->count; i++) {
        const struct explain_part *part = &explanation->parts[i];
        doc_open_object(doc, NULL);
        doc_text(doc, "ai", part->id);
        doc_text(doc, "title", part->title ? _(part->title) : "");
        doc_text(doc, "value", part->value);
        doc_text(doc, "text", part->text);
        doc_int(doc, "position", (int64_t)part->position);
        doc_int(doc, "length", (int64_t)part->length);
        doc_close(doc);
    }
    doc_close(doc);
}

static void add_problems(struct doc *doc, const struct faults *faults)
{
    doc_open_list(doc, "problems");
    for (unsigned i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->list[i];
        g_autofree char *sentence = fault_sentence(fault);
        doc_open_object(doc, NULL);
        doc_text(doc, "code", fault_code_text(fault->code));
        doc_text(doc, "message", sentence);
        doc_int(doc, "position", (int64_t)fault->position);
        doc_int(doc, "length", (int64_t)fault->length);
        if (fault->ai[0])
            doc_text(doc, "ai", fault->ai);
        doc_close(doc);
    }
    doc_close(doc);
}

static struct doc *as_doc(const struct explanation *explanation)
{
    struct doc *doc = doc_new();
    const struct aim *aim = &explanation->symbology;
    doc_text(doc, "kind", explanation->kind);
    doc_text(doc, "symbology", aim->name);
    doc_text(doc, "aim", explanation->aim[0] ? explanation->aim : NULL);
    doc_text(doc, "modifier", aim->meaning ? _(aim->meaning) : NULL);
    doc_text(doc, "gtin", explanation->gtin[0] ? explanation->gtin : NULL);
    add_parts(doc, explanation);
    add_problems(doc, &explanation->message.faults);
    doc_text(doc, "element_string", explanation->element_string);
    doc_text(doc, "bracketed", explanation->bracketed);
    doc_text(doc, "link", explanation->link);
    return doc;
}

// --- for people: the code cut into its parts

static void show_line(GString *out, gsize position, const char *id, const char *title,
                      const char *value, const char *text)
{
    g_autofree char *quoted = text_quote(value, -1, 0);
    g_autofree char *name = text_fit(title ? title : "", 24, NULL);
    g_autofree char *key = text_fit(id, 8, NULL);
    g_string_append_printf(out, "%5u  %s %s %s%s%s\n", (guint)position, key, name, quoted,
                           text ? "   " : "", text ? text : "");
}

static void show_forms(GString *out, const struct explanation *explanation)
{
    const struct {
        const char *name, *value;
    } forms[] = {{N_("element string"), explanation->element_string},
                 {N_("in brackets"), explanation->bracketed},
                 {N_("Digital Link"), explanation->link},
                 {N_("GTIN"), explanation->gtin[0] ? explanation->gtin : NULL}};
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (!forms[i].value)
            continue;
        g_autofree char *quoted = text_quote(forms[i].value, -1, 0);
        g_string_append_printf(out, "%-15s %s\n", _(forms[i].name), quoted);
    }
}

static void show_problems(GString *out, const struct faults *faults)
{
    if (faults->count == 0)
        g_string_append_printf(out, "%s\n", _("nothing is wrong"));
    for (unsigned i = 0; i < faults->count; i++) {
        g_autofree char *sentence = fault_sentence(&faults->list[i]);
        g_string_append_printf(out, _("wrong at %u: %s (%s)\n"), (guint)faults->list[i].position,
                               sentence, fault_code_text(faults->list[i].code));
    }
}

static char *as_text(const struct explanation *explanation)
{
    GString *out = g_string_new(explanation->kind);
    const struct aim *aim = &explanation->symbology;
    if (aim->name)
        g_string_append_printf(out, ", %s (%s)", aim->name, explanation->aim);
    if (aim->meaning)
        g_string_append_printf(out, ", %s", _(aim->meaning));
    g_string_append_c(out, '\n');
    for (unsigned i = 0; i < explanation->count; i++) {
        const struct explain_part *part = &explanation->parts[i];
        show_line(out, part->position, part->id, part->title ? _(part->title) : NULL, part->value,
                  part->text);
    }
    show_forms(out, explanation);
    show_problems(out, &explanation->message.faults);
    return g_string_free(out, FALSE);
}

// --- one code, or one a line

struct lines {
    struct explanation *explanation;
    GString *pending, *code;
    int year;
    bool short_gtin;
};

static int year_now(void)
{
    g_autofree char *now = clock_rfc3339(clock_now());
    return (int)g_ascii_strtoll(now, NULL, 10);
}

static void answer_line(struct lines *lines, const char *line, gsize len)
{
    if (len > 0 && line[len - 1] == '\r')
        len--;
    unescape(line, len, lines->code);
    explain_code(lines->explanation, lines->code->str, lines->code->len, lines->year,
                 lines->short_gtin);
    g_autoptr(doc_handle) doc = as_doc(lines->explanation);
    g_autofree char *json = doc_json(doc);
    fputs(json, stdout);
    fputc('\n', stdout);
}

// Answers every whole line that waits; with ENDED also the last one without a line break.
static void answer_lines(struct lines *lines, bool ended)
{
    const char *at = lines->pending->str, *end = at + lines->pending->len;
    while (at < end) {
        const char *found = memchr(at, '\n', (gsize)(end - at));
        if (!found && !ended)
            break;
        answer_line(lines, at, (gsize)((found ? found : end) - at));
        at = found ? found + 1 : end;
    }
    g_string_erase(lines->pending, 0, at - lines->pending->str);
}

// Answers are flushed before every wait for more, so that a program may ask line by line.
static bool answer_input(struct lines *lines, GError **error)
{
    g_autofree char *bytes = g_malloc(READ_BYTES);
    for (;;) {
        ssize_t got = read(STDIN_FILENO, bytes, READ_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tote_fail(error, TOTE_FILE_READ, "code", _("Standard input cannot be read: %s"),
                             g_strerror(errno));
        g_string_append_len(lines->pending, bytes, got);
        answer_lines(lines, got == 0);
        if (fflush(stdout))
            return cli_reader_left() ||
                   tote_fail(error, TOTE_FILE_WRITE, NULL, _("The answers cannot be written"));
        if (got == 0)
            return true;
    }
}

static void answer_code(const struct cli *cli, struct lines *lines, const char *written)
{
    unescape(written, strlen(written), lines->code);
    explain_code(lines->explanation, lines->code->str, lines->code->len, lines->year,
                 lines->short_gtin);
    if (cli->json) {
        g_autoptr(doc_handle) doc = as_doc(lines->explanation);
        cli_print(cli, doc);
        return;
    }
    g_autofree char *text = as_text(lines->explanation);
    fputs(text, stdout);
}

int verb_scan_explain(struct cli *cli, const char *const *values, GError **error)
{
    g_autoptr(explanation_handle) explanation = explanation_new();
    g_autoptr(GString) pending = g_string_new(NULL), code = g_string_new(NULL);
    struct lines lines = {explanation, pending, code, year_now(), values[1] != NULL};
    if (strcmp(values[0], "-") != 0)
        answer_code(cli, &lines, values[0]);
    else if (!answer_input(&lines, error))
        return -1;
    return TOTE_EXIT_OK;
}
