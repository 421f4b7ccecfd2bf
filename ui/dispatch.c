// SPDX-License-Identifier: Apache-2.0
// Keys, typed text and scans become actions of the screen on top; nothing else does anything.
#include "ui_internal.h"

#include <string.h>

#include "actions.h"
#include "clock.h"
#include "deed_plan.h"
#include "i18n.h"
#include "text.h"

enum { NARROW_PAUSE_US = 40000, SAME_AGAIN_US = 300000, ESCAPE = 27 };

static void report(struct ui *ui, const GError *error)
{
    if (error && views_top(ui))
        ui_say_error(views_top(ui), error);
}

void dispatch_action(struct ui *ui, struct view *view, const struct action *action)
{
    const char *why_not = action_why_not(view, action);
    if (why_not) {
        ui_say(view, NOTICE_LOOK, _("%s: not now, %s"), action_label(view, action, false), why_not);
        return;
    }
    g_autoptr(GError) error = NULL;
    ui_tries(ui, action_label(view, action, false), false);
    if (!(action->run ? action->run(view, &error) : deed_start(view, action, &error)))
        report(ui, error);
}

void ui_act(struct view *view, const struct action *action)
{
    dispatch_action(view->ui, view, action);
}

static void entry_changed(struct ui *ui, int64_t now_us)
{
    ui->narrow_us = now_us + NARROW_PAUSE_US;
}

char *dispatch_typed(struct ui *ui)
{
    const char *waiting = framer_pending(ui->framer);
    g_autofree char *head = g_strndup(ui->entry.text->str, ui->entry.cursor);
    g_autofree char *clean = text_clean(waiting ? waiting : "");
    return g_strconcat(head, clean, ui->entry.text->str + ui->entry.cursor, NULL);
}

bool dispatch_command(struct ui *ui, const char *command)
{
    struct view *view = views_top(ui);
    g_auto(GStrv) words = g_strsplit(command, " ", 2);
    const char *word = words[0] ? words[0] : "";
    const struct action *action = action_by_word(view, word);
    if (view->screen->overlay && action != action_by_key(view, UK_F3)) {
        views_close_overlays(ui);
        view = views_top(ui);
        action = action_by_word(view, word);
    }
    if (action) {
        dispatch_action(ui, view, action);
        return true;
    }
    g_autoptr(GError) error = NULL;
    if (views_link(ui, command, &error))
        return true;
    if (error)
        report(ui, error);
    return tote_error_is(error, TOTE_ROLE); // known, but not for everybody
}

static void judge(struct ui *ui, const char *text, bool scanned);

// %BOX1 at the bench: a scan of the screen, though it looks like a command.
static bool scan_of_screen(struct ui *ui, const char *code)
{
    const struct screen *screen = views_base(ui)->screen;
    size_t n = screen->own ? strlen(screen->own) : 0;
    return n && !g_ascii_strncasecmp(code, screen->own, n) && g_ascii_isdigit(code[n]);
}

// %RELEASE, %STOCK: the word of an action or of a screen.
bool dispatch_barcode(struct ui *ui, const char *code)
{
    if (scan_of_screen(ui, code)) {
        views_close_overlays(ui);
        judge(ui, code, true);
        return true;
    }
    g_autofree char *word = g_ascii_strdown(code + 1, -1);
    if (!g_strcmp0(word, "ok")) {
        dispatch_event(ui, &(struct term_event){.key = UK_ENTER}, clock_monotonic_us());
        return true;
    }
    return dispatch_command(ui, word);
}

static void unknown(struct ui *ui, const char *text)
{
    if (g_ascii_isdigit(text[0]) && !text[1]) {
        ui_say(views_top(ui), NOTICE_LOOK, _("There is no number %s here; F4 lists them"), text);
        return;
    }
    g_autofree char *quoted = text_quote(text, -1, 40);
    ui_say(views_top(ui), NOTICE_REFUSED, _("Nobody here knows '%s'"), quoted);
}

// A code or a word: the screen first, then everything that can be looked up.
static void judge(struct ui *ui, const char *text, bool scanned)
{
    ui_tries(ui, text, ui->session != NULL);
    g_autoptr(GError) error = NULL;
    struct view *view = views_top(ui);
    bool mine = view->screen->enter && view->screen->enter(view, text, scanned, &error);
    if (mine && !error)
        return;
    if (!error && ui->session && ui_find(views_top(ui), text, scanned, &error))
        return;
    if (error)
        report(ui, error);
    else
        unknown(ui, text);
}

// A block may have covered the numbers: what they offer is looked at without it.
static void unlock(struct ui *ui)
{
    if (ui->notice.locked)
        ui->offered_by = NULL;
    ui->notice.locked = false;
    if (ui->notice.level >= NOTICE_REFUSED)
        notice_clear(&ui->notice);
}

// Does the number stand on the screen? What is not shown does nothing.
static bool offered(struct ui *ui, int number)
{
    if (ui->offered_by != views_top(ui))
        ui_paint(ui); // keys that came faster than the screen
    return ui->offered & 1U << number;
}

static bool choose(struct ui *ui, int number)
{
    struct view *view = views_top(ui);
    g_autoptr(GError) error = NULL;
    bool mine = view->screen->choose && view->screen->choose(view, number, &error);
    report(ui, error);
    if (mine || error)
        return true;
    const struct action *action = action_by_digit(view, (char)('0' + number));
    if (!offered(ui, number)) {
        if (action)
            action_say_listed(view, action, number);
        return action != NULL;
    }
    if (number == 9 && ui->layout.size <= SIZE_XS)
        action = action_by_key(view, UK_F1);
    if (action)
        dispatch_action(ui, view, action);
    return action != NULL;
}

// "?hold": help, searched for the word.
static bool ask_help(struct ui *ui, const char *text)
{
    bool known = dispatch_command(ui, "help");
    struct view *view = views_top(ui);
    if (text[1] && view->screen->overlay && view->screen->narrow)
        view->screen->narrow(view, text);
    return known;
}

// Enter with something typed.
static void enter(struct ui *ui, const char *typed)
{
    g_autofree char *text = g_strstrip(g_strdup(typed));
    entry_set(&ui->entry, "");
    g_clear_pointer(&ui->narrowed, g_free);
    unlock(ui);
    if (!*text)
        return;
    bool digit = g_ascii_isdigit(text[0]) && !text[1];
    if (digit && choose(ui, text[0] - '0'))
        return;
    if (views_top(ui)->screen->overlay) {
        judge(ui, text, false);
        return;
    }
    bool known = true;
    if (*text == '%')
        known = dispatch_barcode(ui, text);
    else if (*text == ':')
        known = dispatch_command(ui, text[1] ? text + 1 : "actions");
    else if (*text == '?')
        known = ask_help(ui, text);
    else
        judge(ui, text, false);
    if (!known)
        unknown(ui, text);
}

static bool edit_key(struct ui *ui, enum ui_key key)
{
    switch ((int)key) {
    case UK_BACKSPACE:
        entry_backspace(&ui->entry);
        return true;
    case UK_DELETE:
        return entry_delete(&ui->entry);
    case UK_LEFT:
        return ui->entry.text->len && (entry_move(&ui->entry, -1), true);
    case UK_RIGHT:
        return ui->entry.text->len && (entry_move(&ui->entry, 1), true);
    default:
        return false;
    }
}

static void back(struct ui *ui)
{
    const struct action *action = action_by_key(views_top(ui), UK_F3);
    if (action)
        dispatch_action(ui, views_top(ui), action);
}

// First Esc empties the entry line, the second goes back.
static void escape(struct ui *ui, enum ui_key key)
{
    if (ui->entry.text->len)
        entry_set(&ui->entry, "");
    else
        back(ui);
    if (key == UK_INTERRUPT && !ui->session)
        ui->quit = true;
}

static void press(struct ui *ui, enum ui_key key)
{
    struct view *view = views_top(ui);
    const struct action *action = action_by_key(view, key);
    if (action)
        dispatch_action(ui, view, action);
    else if (key == UK_ESC || key == UK_INTERRUPT)
        escape(ui, key);
    else if (!action_say_none(view, key) && view->screen->move)
        view->screen->move(view, key);
}

// While a refusal stands: Enter, F3 and Esc only take it away, the keys that the footer shows do
// what they say, and what is typed is edited and entered as ever. False = the key is used up.
static bool passes_lock(struct ui *ui, enum ui_key key)
{
    struct view *view = views_top(ui);
    const struct action *action = key == UK_F3 ? NULL : action_by_key(view, key);
    bool edits = key == UK_BACKSPACE || key == UK_DELETE || key == UK_LEFT || key == UK_RIGHT;
    bool away = key == UK_ENTER || key == UK_F3 || key == UK_ESC;
    if (ui->entry.text->len && (edits || key == UK_ENTER))
        return true;
    bool shown =
        key <= UK_F12 && action && (action->flags & ACTION_FOOTER) && !action_why_not(view, action);
    if (away || shown) {
        entry_set(&ui->entry, "");
        unlock(ui);
    }
    return shown;
}

static void on_key(struct ui *ui, enum ui_key key, int64_t now_us)
{
    if (key == UK_NONE || key == UK_RESIZE)
        return;
    if (ui->notice.locked && !passes_lock(ui, key))
        return;
    if (edit_key(ui, key)) {
        entry_changed(ui, now_us);
        return;
    }
    if (key == UK_ENTER && ui->entry.text->len) {
        g_autofree char *text = g_strdup(ui->entry.text->str);
        enter(ui, text);
        return;
    }
    if (key == UK_ESC && ui->entry.text->len) {
        escape(ui, key);
        entry_changed(ui, now_us);
        return;
    }
    press(ui, key);
}

// A dialog may want the scan; else it closes and the screen below has it.
static void judge_scan(struct ui *ui, const char *code)
{
    g_autoptr(GError) error = NULL;
    struct view *top = views_top(ui);
    if (top->screen->overlay && top->screen->enter && top->screen->enter(top, code, true, &error)) {
        report(ui, error);
        return;
    }
    views_close_overlays(ui);
    if (error)
        report(ui, error);
    else
        judge(ui, code, true);
}

// A scanner that read one code twice: ignored where a repeat has no meaning.
static bool same_again(struct ui *ui, const char *code, int64_t now_us)
{
    struct view *base = views_base(ui);
    bool counts = base->screen->counts && base->screen->counts(base, code);
    bool same =
        ui->last_scan && !strcmp(ui->last_scan, code) && now_us - ui->last_scan_us <= SAME_AGAIN_US;
    if (same && ui->notice.level < NOTICE_REFUSED)
        ui_say(views_top(ui), NOTICE_NOTE, _("= same again, ignored: %s"), code);
    if (same)
        return true;
    g_free(ui->last_scan);
    ui->last_scan = counts || *code == '%' ? NULL : g_strdup(code);
    ui->last_scan_us = now_us;
    return false;
}

// What somebody began to type goes with the scan that follows: no later Enter may book it.
static void drop_typed(struct ui *ui)
{
    struct view *view = views_top(ui);
    bool narrowed = ui->narrowed && *ui->narrowed;
    entry_set(&ui->entry, "");
    g_clear_pointer(&ui->narrowed, g_free);
    if (narrowed && view->screen->narrow)
        view->screen->narrow(view, "");
}

static void scanned_command(struct ui *ui, const char *code)
{
    if (g_ascii_strcasecmp(code, "%OK"))
        unlock(ui);
    if (!dispatch_barcode(ui, code))
        unknown(ui, code);
}

static void on_scan(struct ui *ui, const struct frame *frame, int64_t now_us)
{
    g_autofree char *code = g_strstrip(g_strdup(frame->data));
    g_autofree char *problem = frame_problem(frame);
    drop_typed(ui);
    if (!problem && same_again(ui, code, now_us))
        return;
    ui->scanned = true;
    ui->scan = code;
    if (problem)
        ui_say(views_top(ui), NOTICE_REFUSED, "%s", problem);
    else if (*code == '%') {
        scanned_command(ui, code);
    } else if (*code == ':' || *code == '?') {
        enter(ui, code); // typed in one piece: a slow line, a macro
    } else if (*code) {
        unlock(ui);
        judge_scan(ui, code);
    }
    ui->scanned = false;
    ui->scan = NULL;
}

// Behind a refusal nothing is judged before somebody has seen it, however short it is.
static bool flushed(struct ui *ui, const struct frame *frame)
{
    if (!ui->flushing || frame->origin == FRAME_PASTED)
        return false;
    g_autofree char *code = g_strstrip(g_strdup(frame->data));
    if (*code)
        notice_flushed(&ui->notice, code);
    return true;
}

// Running text that came at once, where a question or a filter waits for text: no code looks so.
static bool is_text(struct ui *ui, const struct frame *frame)
{
    bool text = false;
    for (const char *c = frame->data; *c; c++)
        text = text || *c == ' ' || g_ascii_islower(*c);
    return text && frame->trust <= TRUST_BURST && views_top(ui)->screen->wants_text;
}

static void on_frame(struct ui *ui, const struct frame *frame, int64_t now_us)
{
    if (flushed(ui, frame))
        return;
    if (frame->origin == FRAME_SCANNED && !is_text(ui, frame)) {
        on_scan(ui, frame, now_us);
        return;
    }
    entry_insert(&ui->entry, frame->data, frame->len);
    entry_changed(ui, now_us);
    if (frame->origin == FRAME_PASTED || frame->end != FRAME_END_CHAR)
        return;
    on_key(ui, frame->end_char == '\t' ? UK_TAB : UK_ENTER, now_us);
}

static void drain(struct ui *ui, int64_t now_us)
{
    struct frame frame = {0};
    while (!ui->quit && framer_next(ui->framer, &frame)) {
        on_frame(ui, &frame, now_us);
        frame_clear(&frame);
    }
}

// Space marks at once, where nothing is typed.
static bool marks(struct ui *ui, gunichar c)
{
    g_autofree char *typed = dispatch_typed(ui);
    if (c != ' ' || *typed || ui->notice.locked || !action_by_key(views_top(ui), UK_SPACE))
        return false;
    press(ui, UK_SPACE);
    return true;
}

static void on_char(struct ui *ui, gunichar c, int64_t now_us)
{
    if (marks(ui, c))
        return;
    if (!g_unichar_iscntrl(c)) // an Enter gives the selected text as it stands
        entry_replace(&ui->entry);
    bool taken = framer_feed_char(ui->framer, c, now_us);
    drain(ui, now_us);
    entry_changed(ui, now_us);
    if (!taken)
        on_key(ui, c == '\t' ? UK_TAB : UK_ENTER, now_us);
}

// What was said of a screen goes with it.
static void leave(struct ui *ui, const struct view *before)
{
    if (views_base(ui) != before && !ui->told)
        notice_clear(&ui->notice);
    g_clear_pointer(&ui->tried, g_free);
}

static void on_event(struct ui *ui, const struct term_event *event, int64_t now_us)
{
    bool text =
        !event->sequence[0] && event->c && scan_profile_takes(scan_profile_default(), event->c);
    if (text && event->key == UK_NONE) {
        on_char(ui, event->c, now_us);
        return;
    }
    const char *sequence = event->key == UK_ESC ? "\033"
                           : *event->sequence   ? event->sequence
                                                : NULL;
    bool taken = framer_key(ui->framer, sequence, now_us);
    drain(ui, now_us);
    if (!taken)
        on_key(ui, event->key, now_us);
}

void dispatch_event(struct ui *ui, const struct term_event *event, int64_t now_us)
{
    const struct view *before = views_base(ui);
    ui->told = false;
    on_event(ui, event, now_us);
    leave(ui, before);
}

static void narrow(struct ui *ui)
{
    struct view *view = views_top(ui);
    g_autofree char *text = dispatch_typed(ui);
    ui->narrow_us = -1;
    if (!view)
        return;
    if (*text == ':' && !view->screen->overlay && ui->session) {
        dispatch_command(ui, "actions");
        view = views_top(ui);
    }
    if (!g_strcmp0(text, ui->narrowed ? ui->narrowed : "") || !view->screen->narrow)
        return;
    g_free(ui->narrowed);
    ui->narrowed = g_strdup(text);
    view->screen->narrow(view, text);
}

void dispatch_idle(struct ui *ui, int64_t now_us)
{
    const struct view *before = views_base(ui);
    ui->told = false;
    framer_idle(ui->framer, now_us);
    drain(ui, now_us);
    leave(ui, before);
    if (ui->narrow_us >= 0 && ui->narrow_us <= now_us)
        narrow(ui);
}
