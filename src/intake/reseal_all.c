// SPDX-License-Identifier: Apache-2.0
// People and what the log holds of them as a feed of the batch runner.
#include "reseal_all.h"

#include "i18n.h"
#include "people.h"
#include "runner.h"

struct resealing {
    struct session *session;
    struct reseal *reseal;
    bool pieces;       // of the log come now
    int64_t last;      // id of the last one
    int64_t this_pass; // sealed anew in it
};

static bool call(struct resealing *resealing, int64_t size, struct resealed *result, GError **error)
{
    g_autofree char *after = g_strdup_printf("%" G_GINT64_FORMAT, resealing->last);
    g_autofree char *most = g_strdup_printf("%" G_GINT64_FORMAT, size);
    const struct op_call call = {.op = op_find("person.reseal"),
                                 .values = {after, resealing->pieces ? "log" : "people", most},
                                 .result = result};
    struct reply reply = {0};
    bool ok = op_run(resealing->session, &call, &reply, error);
    reply_clear(&reply);
    return ok;
}

static void begin_pass(struct resealing *resealing)
{
    resealing->pieces = false;
    resealing->last = resealing->this_pass = 0;
    g_array_set_size(resealing->reseal->skipped, 0);
    resealing->reseal->pieces_skipped = 0;
}

// Behind the last person the log comes, behind its last piece another pass, if this one found any.
static bool next_part(struct resealing *resealing)
{
    if (resealing->pieces && !resealing->this_pass)
        return false;
    if (resealing->pieces)
        begin_pass(resealing);
    else
        resealing->pieces = true;
    resealing->last = 0;
    return true;
}

static bool write_resealed(void *data, int64_t size, int64_t *ret_n, GError **error)
{
    struct resealing *resealing = data;
    struct reseal *reseal = resealing->reseal;
    g_autoptr(GArray) skipped = g_array_new(FALSE, FALSE, sizeof(int64_t));
    struct resealed found = {.skipped = skipped};
    if (!call(resealing, size, &found, error))
        return false;
    resealing->last = found.last;
    resealing->this_pass += found.done;
    *(resealing->pieces ? &reseal->pieces : &reseal->persons) += found.done;
    if (resealing->pieces)
        reseal->pieces_skipped += skipped->len;
    else
        g_array_append_vals(reseal->skipped, skipped->data, skipped->len);
    *ret_n = found.last || next_part(resealing) ? size : 0;
    return true;
}

static struct feed_state state_of(const void *data)
{
    const struct resealing *resealing = data;
    return (struct feed_state){.count = resealing->reseal->persons + resealing->reseal->pieces};
}

static int64_t all_of(void *data)
{
    (void)data;
    return -1;
}

void reseal_clear(struct reseal *reseal)
{
    g_clear_pointer(&reseal->skipped, g_array_unref);
}

bool reseal_all(struct session *session, const struct watch *watch, struct reseal *ret_reseal,
                GError **error)
{
    static const struct feed feed = {
        .write = write_resealed,
        .state = state_of,
        .stopped = N_("Stopped after %" G_GINT64_FORMAT " of what is sealed; the same call goes on "
                      "with the same key"),
        .all = all_of,
    };
    *ret_reseal = (struct reseal){.skipped = g_array_new(FALSE, FALSE, sizeof(int64_t))};
    struct resealing resealing = {.session = session, .reseal = ret_reseal};
    bool ok = feed_run(session->db, &feed, &resealing, PACE_MOST, watch, error);
    if (!ok)
        reseal_clear(ret_reseal);
    return ok;
}
