// SPDX-License-Identifier: Apache-2.0
// What others changed: waiting for it, which views it touches, when these are read again.
#include "changes.h"

#include "clock.h"
#include "news.h"
#include "store_print.h"
#include "ui_internal.h"

// QUIET_US: changes that follow each other so closely are looked at together; UNTOUCHED_US: where
// the last ones were nothing to the views in sight, for looking is what most stations at rest take
// from one that works. POLL_US: how often to look where no descriptor tells, RETRY_US: where there
// is no connection. A view that others keep touching is read again after THRIFT times what reading
// and painting it cost, so that many stations at rest take next to nothing from one that works; but
// it is never older than SLOWEST_US.
enum {
    QUIET_US = 500000,
    UNTOUCHED_US = 1000000,
    POLL_US = 500000,
    THRIFT = 2000,
    SLOWEST_US = 4000000,
    RETRY_US = 2000000,
    PATIENCE = 4,
    JOBS_US = 2000000
};

void changes_begin(struct ui *ui)
{
    struct changes *changes = &ui->changes;
    if (!changes->news)
        changes->news = news_new(ui->db);
    changes->token = db_change_token(ui->db);
    changes->looked_us = clock_monotonic_us();
    changes->jobs = true;
    news_skip(changes->news, NULL);
}

void changes_end(struct ui *ui)
{
    g_clear_pointer(&ui->changes.news, news_free);
}

int changes_fd(struct ui *ui, int64_t now_us)
{
    return ui->session && now_us >= ui->changes.quiet_us ? db_watch_fd(ui->db) : -1;
}

// When the views are read again: a connection that was lost and found is no matter of thrift.
static int64_t read_due(const struct ui *ui)
{
    const struct changes *changes = &ui->changes;
    int64_t pause = CLAMP(changes->cost_us * THRIFT, QUIET_US, SLOWEST_US);
    return changes->painted_us + (ui->stale ? QUIET_US : pause);
}

static bool watched(struct ui *ui)
{
    return db_watch_fd(ui->db) >= 0 && !ui->lost;
}

static int64_t poll_us(const struct ui *ui)
{
    return ui->lost ? RETRY_US : POLL_US;
}

int64_t changes_due(struct ui *ui, int64_t now_us)
{
    const struct changes *changes = &ui->changes;
    if (!ui->session)
        return -1;
    int64_t look = !watched(ui)                 ? changes->looked_us + poll_us(ui)
                   : changes->quiet_us > now_us ? changes->quiet_us
                                                : -1;
    bool wanted = changes->touched || ui->stale;
    int64_t due = wanted ? MAX(now_us, read_due(ui)) : -1;
    return look < 0 ? due : due < 0 ? look : MIN(look, due);
}

void changes_leave(struct ui *ui)
{
    if (ui->session && !ui->lost && !ui->end)
        session_leave(ui->session);
}

// --- looking

// Which views show what was changed? Those out of sight are read when somebody comes back to them.
static void touch(struct ui *ui, bool all)
{
    for (guint i = 0; i < ui->views->len; i++) {
        struct view *view = g_ptr_array_index(ui->views, i);
        const struct screen *screen = view->screen;
        int64_t id = screen->about_id ? screen->about_id(view) : 0;
        if (!screen->load || (!all && !news_touch(ui->changes.news, screen->about, id)))
            continue;
        if (view != views_base(ui) && view != views_top(ui)) {
            view->loaded = false;
            continue;
        }
        view->touched = true;
        ui->changes.touched = true;
        ui->changes.quiet_us = MIN(ui->changes.quiet_us, ui->changes.looked_us + QUIET_US);
    }
}

// Is this station still ours?
static void check_station(struct ui *ui)
{
    g_autoptr(GError) error = NULL;
    if (!session_current(ui->session, &error) && tote_error_is(error, TOTE_STATION_TAKEN))
        ui_fail(ui, g_steal_pointer(&error));
}

// The database is away: asked calmly whether it is back, the less often the longer the asking
// takes, since no key is read meanwhile. Then all is read again at once.
static void look_for_it(struct ui *ui, int64_t now_us)
{
    bool back = db_reopen(ui->db, NULL);
    int64_t after_us = clock_monotonic_us();
    ui->changes.looked_us = after_us + PATIENCE * (after_us - now_us);
    if (!back)
        return;
    ui->lost = false;
    ui->stale = true;
    ui->fresh_at = clock_now();
}

static void look(struct ui *ui, int64_t now_us)
{
    struct changes *changes = &ui->changes;
    if (ui->lost) {
        look_for_it(ui, now_us);
        return;
    }
    int64_t fresh_at = ui->fresh_at;
    g_autoptr(GError) error = NULL;
    db_watch_clear(ui->db);
    int64_t token = db_change_token(ui->db);
    changes->looked_us = now_us;
    ui->fresh_at = clock_now();
    if (token == changes->token)
        return;
    changes->token = token;
    changes->quiet_us = now_us + UNTOUCHED_US;
    bool failed = !news_read(changes->news, &error); // reading the views says why
    if (db_lost(error)) {
        ui->fresh_at = fresh_at;
        ui_say_error(views_top(ui), error);
        return;
    }
    if (!failed && !news_any(changes->news))
        return;
    changes->jobs = true;
    changes_jobs(ui);
    touch(ui, failed);
    if (failed || news_touch(changes->news, "warehouse", 0))
        ui->stale = place_read(ui) || ui->stale; // a second warehouse may have come
    if (failed || news_touch(changes->news, "station", ui->session->station_id))
        check_station(ui);
}

bool changes_look(struct ui *ui, int64_t now_us, bool awake)
{
    struct changes *changes = &ui->changes;
    if (!ui->session)
        return false;
    if (!watched(ui))
        awake = now_us - changes->looked_us >= poll_us(ui);
    bool lost = ui->lost;
    if (awake)
        look(ui, now_us);
    if (ui->lost != lost)
        return true;
    if ((!changes->touched && !ui->stale) || now_us < read_due(ui))
        return false;
    for (guint i = 0; i < ui->views->len; i++) {
        struct view *view = g_ptr_array_index(ui->views, i);
        view->loaded = view->loaded && !view->touched;
    }
    return true;
}

// --- reading again

void changes_all(struct ui *ui)
{
    for (guint i = 0; i < ui->views->len; i++)
        ((struct view *)g_ptr_array_index(ui->views, i))->loaded = false;
    ui->changes.jobs = true;
    if (ui->changes.news)
        news_skip(ui->changes.news, NULL);
}

static bool still_touched(struct ui *ui)
{
    struct view *base = views_base(ui), *top = views_top(ui);
    return (base && base->touched) || (top && top->touched);
}

void changes_painted(struct ui *ui, int64_t begun_us)
{
    struct changes *changes = &ui->changes;
    if (changes->read) {
        changes->painted_us = clock_monotonic_us();
        changes->cost_us = changes->painted_us - begun_us;
        changes->read = false;
    }
    changes->touched = changes->touched && still_touched(ui);
    if (ui->session && watched(ui))
        ui->fresh_at = clock_now();
}

void changes_jobs(struct ui *ui)
{
    struct changes *changes = &ui->changes;
    int64_t now = clock_monotonic_us();
    if (!changes->jobs || !ui->session || !ui->options->jobs_wait || now < changes->jobs_us)
        return;
    changes->jobs = false;
    changes->jobs_us = now + JOBS_US;
    if (store_jobs_workable(ui->db, NULL) > 0)
        ui->options->jobs_wait(ui->options->data);
}
