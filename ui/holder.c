// SPDX-License-Identifier: Apache-2.0
// Who has the work that a screen shows.
#include "holder.h"

#include "called_back.h"
#include "claims.h"
#include "i18n.h"
#include "numbers.h"
#include "op.h"
#include "paint.h"
#include "store_work.h"

void holder_watch(struct view *view, const struct work_row *work, bool *held)
{
    bool mine = work->operator_id == ui_session(view)->operator_id && !work->done_at;
    struct number number = number_of(NUMBER_WORK, work->id);
    if (*held && !mine && !work->done_at && work->operator_id) {
        g_autofree char *who = g_utf8_strup(work->operator_name, -1);
        g_autofree char *text = g_strdup_printf(_("%s took %s over"), who, number.text);
        ui_say_taken(view, text);
    }
    *held = mine;
}

void holder_draw(const struct work_row *work, struct region body, int indent)
{
    g_autofree char *who = work->operator_id ? g_utf8_strup(work->operator_name, -1) : NULL;
    struct number number = number_of(NUMBER_WORK, work->id);
    g_autofree char *text =
        who ? g_strdup_printf(_("%s has %s. Scan it or its order to take over."), who, number.text)
            : g_strdup_printf(_("Nobody has %s. Scan it or its order to take it."), number.text);
    paint_wrap(region_right(region_below(body, body.h > 6), indent), TINT_WARN, text);
}

char *holder_prompt(void)
{
    return g_strdup(_("Scan its number"));
}

char *holder_who(const struct work_row *work)
{
    g_autofree char *who = g_utf8_strup(work->operator_name, -1);
    bool known = work->station_name && *work->station_name;
    return known ? g_strdup_printf(_("%s at %s"), who, work->station_name) : g_steal_pointer(&who);
}

const char *holder_elsewhere(const struct work_row *work)
{
    if (!work->operator_id)
        return _("nobody has it in hand");
    g_autofree char *who = holder_who(work), *text = g_strdup_printf(_("%s has it"), who);
    return g_intern_string(text); // as many as there are people and stations
}

void holder_take(struct view *view, const struct work_row *work)
{
    ui_do(view, NULL, "work.take", "work", number_of(NUMBER_WORK, work->id).text, NULL);
}

const char *holder_why_not(bool held, const struct work_row *work)
{
    return held ? _("you have it already") : work->done_at ? _("the work is over") : NULL;
}

bool holder_away(struct view *view, const struct work_row *work)
{
    return !claim_reaches(ui_session(view)->site_id, work->site_id);
}

char *holder_away_prompt(struct view *view)
{
    return g_strdup(ui_small(view) ? _("F3, or another W-")
                                   : _("F3 leaves it; or scan another W-…"));
}

bool holder_instead(struct view *view, const struct work_row *work, const char *text,
                    GError **error)
{
    int64_t other = number_id(NUMBER_WORK, text);
    struct view *below = ui_below(view);
    struct number number = number_of(NUMBER_WORK, other);
    if (!other || other == work->id || !below)
        return false;
    if (!ui_do(view, NULL, "work.take", "work", number.text, NULL))
        return true;
    ui_pop(view);
    ui_lookup(below, number.text, error);
    return true;
}

// The whole sentence where the rows for it are there, else its word.
struct region holder_draw_stop(const struct work_row *work, struct region body)
{
    int rows = MAX(1, body.h / 3);
    struct region at = region_top(region_right(body, body.w < 40 ? 0 : 2), rows);
    g_autofree char *text = called_back_text(work->asked);
    if (!text || body.h < 2)
        return body;
    g_autofree char *whole = g_strdup_printf("%s %s", glyph(GLYPH_LOOK), text);
    g_autofree char *word =
        g_strdup_printf("%s %s", glyph(GLYPH_LOOK), called_back_word(work->asked));
    g_auto(GStrv) lines = paint_break(whole, at.w);
    int used = (int)g_strv_length(lines);
    bool room = used <= rows;
    paint_fill(region_top(body, room ? used : 1), TINT_TEXT);
    return region_below(body,
                        paint_wrap(room ? at : region_top(at, 1), TINT_WARN, room ? whole : word));
}
