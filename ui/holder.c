// SPDX-License-Identifier: Apache-2.0
// Who has the work that a screen shows.
#include "holder.h"

#include "i18n.h"
#include "numbers.h"
#include "op.h"
#include "store_work.h"

void holder_watch(struct view *view, const struct work_row *work, bool *held)
{
    bool mine = work->operator_id == ui_session(view)->operator_id && !work->done_at;
    struct number number = number_of(NUMBER_WORK, work->id);
    if (*held && !mine && !work->done_at && work->operator_id) {
        g_autofree char *who = g_utf8_strup(work->operator_name, -1);
        ui_say(view, NOTICE_REFUSED, _("%s took %s over"), who, number.text);
    }
    *held = mine;
}
