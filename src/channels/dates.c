// SPDX-License-Identifier: Apache-2.0
// When things of a file can have been.
#include "dates.h"

#include <glib.h>

#include "clock.h"
#include "i18n.h"

static const int64_t FIRST_MS = INT64_C(946684800000); // 2000-01-01
enum { PAST_DAYS = 2 * 366, EXPIRY_DAYS = 50 * 365, DAY_LENGTH = 10 };

static bool within(int64_t ms, int64_t days, char **ret_needed)
{
    int64_t last = clock_now() + days * DAY_MS;
    *ret_needed = NULL;
    if (ms >= FIRST_MS && ms <= last)
        return true;
    g_autofree char *from = clock_rfc3339(FIRST_MS);
    g_autofree char *to = clock_rfc3339(last);
    *ret_needed = g_strdup_printf(_("%.*s to %.*s"), (int)DAY_LENGTH, from, (int)DAY_LENGTH, to);
    return false;
}

bool date_of_past(int64_t ms, char **ret_needed)
{
    return within(ms, PAST_DAYS, ret_needed);
}

bool date_of_expiry(int64_t ms, char **ret_needed)
{
    return within(ms, EXPIRY_DAYS, ret_needed);
}
