// SPDX-License-Identifier: Apache-2.0
// Runs operations for screens and says in the notice row what came of them.
#include "ui_internal.h"

#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "op.h"
#include "text.h"

enum { TRIED_CELLS = 40 };

static const struct {
    enum notice_level level;
    const char *head; // over a refusal on a small screen
} verdicts[] = {
    [VERDICT_DONE] = {NOTICE_DONE, NULL},
    [VERDICT_MATCH] = {NOTICE_DONE, NULL},
    [VERDICT_CONFIRM] = {NOTICE_LOOK, NULL},
    [VERDICT_WRONG] = {NOTICE_REFUSED, N_("WRONG")},
    [VERDICT_AMBIGUOUS] = {NOTICE_REFUSED, N_("WHICH ONE?")},
    [VERDICT_UNKNOWN] = {NOTICE_REFUSED, N_("UNKNOWN CODE")},
    [VERDICT_REFUSED] = {NOTICE_REFUSED, N_("REFUSED")},
    [VERDICT_STALE] = {NOTICE_REFUSED, N_("CHANGED")},
    [VERDICT_TAKEN] = {NOTICE_REFUSED, N_("TAKEN")},
};

static void say(struct ui *ui, enum notice_level level, const char *head, const char *text)
{
    notice_set(&ui->notice, level, text, clock_monotonic_us());
    ui->told = true;
    ui->said++;
    struct view *base = views_base(ui);
    if (level >= NOTICE_REFUSED && base && base->screen->floor) {
        notice_lock(&ui->notice, head, ui->scan);
        ui->flushing = true;
    }
}

void ui_say(struct view *view, enum notice_level level, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    say(view->ui, level, NULL, text);
}

int64_t ui_said(struct view *view)
{
    return view->ui->said;
}

void ui_unsay(struct view *view, int64_t said)
{
    struct ui *ui = view->ui;
    if (ui->said == said && ui->notice.level < NOTICE_REFUSED)
        notice_clear(&ui->notice);
}

void ui_say_nothing(struct view *view)
{
    if (!view->ui->told)
        notice_clear(&view->ui->notice);
}

void ui_no_success(struct view *view)
{
    struct notice *notice = &view->ui->notice;
    if (notice->level == NOTICE_DONE)
        notice->level = NOTICE_LOOK;
}

void ui_say_taken(struct view *view, const char *text)
{
    say(view->ui, NOTICE_REFUSED, _(verdicts[VERDICT_TAKEN].head), text);
}

// What to do now, where the general words are for the command line. "" = the message says it all.
static const struct {
    int code;
    const char *sentence;
} screen_hints[] = {
    {TOTE_OPERATOR_UNKNOWN, N_("Scan your badge or type your name; an admin adds new people.")},
    {TOTE_WORK_OVER, N_("Scan the next order.")},
    {TOTE_WORK_FREE, N_("Scan its number to take it.")},
    {TOTE_OTHER_SITE, N_("Log in there, or scan work of this place.")},
    {TOTE_USAGE, ""},
    {TOTE_KEY_REUSED, ""},
    {TOTE_STATE, ""},
    {TOTE_NOTHING, ""},
    {TOTE_DB_LOST, N_("Nothing is lost; this station tries again by itself.")},
    {TOTE_DB_FAILED, N_("Nothing was changed. Tell who looks after this system.")},
    {TOTE_BUG, N_("Nothing was changed. Tell who looks after this system.")},
    {TOTE_PRINT_FAILED, N_("Look at the printer, then press F9.")},
    {TOTE_TAKEN, N_("To take it over do the same again.")},
    {TOTE_STOCK_SHORT, N_("The screen of the item says where it lies, and what is claimed.")},
    {TOTE_SHIP_MISSING, N_("Mend it, or F4: Close without what cannot go.")},
    {TOTE_GS1_PREFIX, N_("A manager has to set the GS1 company prefix first.")},
};

// Who stands at a screen has no command line.
static bool is_for_screens(const char *hint)
{
    return hint && !strstr(hint, "tote ") && !strstr(hint, "--");
}

static const char *hint_of(const GError *error)
{
    const char *own = tote_error_own_hint(error), *hint = tote_error_hint(error);
    for (size_t i = 0; i < G_N_ELEMENTS(screen_hints); i++)
        if (tote_error_is(error, screen_hints[i].code))
            hint = *screen_hints[i].sentence ? _(screen_hints[i].sentence) : own;
    return is_for_screens(hint) ? hint : "";
}

void ui_tries(struct ui *ui, const char *what, bool books)
{
    if (ui->tried && !books)
        return;
    g_free(ui->tried);
    ui->tried = g_strdup(what);
    ui->books = books;
}

// The database went away: what was tried was not done, or nobody knows that, and is to be tried
// again. The title bar says so from now on.
static void say_lost(struct ui *ui, const GError *error)
{
    g_autofree char *text = g_strdup(error->message);
    const char *hint = hint_of(error);
    if (ui->tried) {
        g_autofree char *what = text_quote(ui->tried, -1, TRIED_CELLS);
        bool doubt = db_in_doubt(error);
        g_free(text);
        text = g_strdup_printf(doubt       ? _("Perhaps booked: %s")
                               : ui->books ? _("Not booked: %s")
                                           : _("Not done: %s"),
                               what);
        hint = doubt ? _("The database went away. When it is back, look here whether it was.")
                     : _("The database is away. Try it again when it is back.");
    }
    say(ui, NOTICE_FAULT, _("FAULT"), text);
    notice_hint(&ui->notice, hint);
    ui->lost = true;
}

void ui_say_error(struct view *view, const GError *error)
{
    if (db_lost(error)) {
        say_lost(view->ui, error);
        return;
    }
    bool rule =
        tote_error_exit(error) == TOTE_EXIT_REFUSED || tote_error_exit(error) == TOTE_EXIT_CALL;
    const char *hint = hint_of(error);
    say(view->ui, rule ? NOTICE_REFUSED : NOTICE_FAULT, rule ? NULL : _("FAULT"), error->message);
    notice_hint(&view->ui->notice, hint);
    if (tote_error_is(error, TOTE_STATION_TAKEN))
        ui_fail(view->ui, g_error_copy(error));
}

bool ui_small(struct view *view)
{
    return view->ui->layout.size <= SIZE_XS;
}

void ui_finished(struct view *view)
{
    term_bell(2, clock_monotonic_us());
}

static bool tell(struct ui *ui, const struct reply *reply)
{
    const char *head = verdicts[reply->verdict].head ? _(verdicts[reply->verdict].head) : NULL;
    struct view *base = views_base(ui);
    if (reply->verdict == VERDICT_WRONG && base && base->screen->wrong)
        head = base->screen->wrong(base);
    say(ui, verdicts[reply->verdict].level, head, reply->message ? reply->message : "");
    return verdict_good(reply->verdict);
}

// Fills the values of a call from pairs of name and text.
static void fill(struct op_call *call, va_list args)
{
    const char *name;
    while ((name = va_arg(args, const char *))) {
        const char *value = va_arg(args, const char *);
        int i = 0;
        while (i < OP_MAX_ARGS && g_strcmp0(call->op->args[i].name, name))
            i++;
        if (i < OP_MAX_ARGS)
            call->values[i] = value && *value ? value : NULL;
        else
            g_critical("%s has no argument %s", call->op->name, name);
    }
}

static bool run(struct ui *ui, const char *op, va_list args, struct reply *ret_reply,
                GError **error)
{
    struct op_call call = {.op = op_find(op)};
    g_assert(call.op && ui->session);
    fill(&call, args);
    ui->stale = true;
    return op_run(ui->session, &call, ret_reply, error);
}

// Runs it and says what comes of it; *ret_good: its verdict was good.
static bool run_and_tell(struct view *view, char **ret_subject, bool *ret_good, const char *op,
                         va_list args)
{
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    bool ok = run(view->ui, op, args, &reply, &error);
    if (!ok) {
        ui_say_error(view, error);
        return false;
    }
    *ret_good = tell(view->ui, &reply);
    if (ret_subject)
        *ret_subject = g_steal_pointer(&reply.subject);
    reply_clear(&reply);
    return true;
}

bool ui_do(struct view *view, char **ret_subject, const char *op, ...)
{
    bool good = false;
    va_list args;
    va_start(args, op);
    bool ok = run_and_tell(view, ret_subject, &good, op, args);
    va_end(args);
    return ok && good;
}

bool ui_answer(struct view *view, const char *op, ...)
{
    bool good = false;
    va_list args;
    va_start(args, op);
    bool ok = run_and_tell(view, NULL, &good, op, args);
    va_end(args);
    return ok;
}

bool ui_try(struct view *view, char **ret_message, const char *op, ...)
{
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    va_list args;
    va_start(args, op);
    bool ok = run(view->ui, op, args, &reply, &error), good = ok && verdict_good(reply.verdict);
    va_end(args);
    *ret_message = ok ? g_steal_pointer(&reply.message) : g_strdup(error->message);
    reply_clear(&reply);
    view->ui->lost = view->ui->lost || db_lost(error);
    if (error && tote_error_is(error, TOTE_STATION_TAKEN))
        ui_fail(view->ui, g_steal_pointer(&error));
    return good;
}
