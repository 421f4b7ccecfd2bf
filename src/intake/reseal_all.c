// SPDX-License-Identifier: Apache-2.0
// People, what the log holds of them and what imports ask as a feed of the batch runner.
#include "reseal_all.h"

#include <string.h>

#include "i18n.h"
#include "people.h"
#include "runner.h"

struct resealing {
    struct session *session;
    struct reseal *reseal;
    enum sealed_kind kind; // that comes now
    int64_t last;          // id of the last one
    int64_t this_pass;     // sealed anew in it
};

static bool call(struct resealing *resealing, int64_t size, struct resealed *result, GError **error)
{
    g_autofree char *after = g_strdup_printf("%" G_GINT64_FORMAT, resealing->last);
    g_autofree char *most = g_strdup_printf("%" G_GINT64_FORMAT, size);
    const struct op_call call = {.op = op_find("person.reseal"),
                                 .values = {after, people_sealed_words[resealing->kind], most},
                                 .result = result};
    struct reply reply = {0};
    bool ok = op_run(resealing->session, &call, &reply, error);
    reply_clear(&reply);
    return ok;
}

static void begin_pass(struct resealing *resealing)
{
    resealing->kind = 0;
    resealing->this_pass = 0;
    g_array_set_size(resealing->reseal->persons_skipped, 0);
    memset(resealing->reseal->skipped, 0, sizeof resealing->reseal->skipped);
}

// Behind the last of a kind the next kind comes, behind the last kind another pass, if this one
// found any.
static bool next_part(struct resealing *resealing)
{
    resealing->last = 0;
    if (++resealing->kind < SEALED_KINDS)
        return true;
    bool again = resealing->this_pass > 0;
    if (again)
        begin_pass(resealing);
    return again;
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
    reseal->done[resealing->kind] += found.done;
    reseal->skipped[resealing->kind] += skipped->len;
    if (resealing->kind == SEALED_PERSON)
        g_array_append_vals(reseal->persons_skipped, skipped->data, skipped->len);
    *ret_n = found.last || next_part(resealing) ? size : 0;
    return true;
}

static struct feed_state state_of(const void *data)
{
    const struct resealing *resealing = data;
    struct feed_state state = {0};
    for (enum sealed_kind kind = 0; kind < SEALED_KINDS; kind++)
        state.count += resealing->reseal->done[kind];
    return state;
}

static int64_t all_of(void *data)
{
    (void)data;
    return -1;
}

void reseal_clear(struct reseal *reseal)
{
    g_clear_pointer(&reseal->persons_skipped, g_array_unref);
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
    *ret_reseal = (struct reseal){.persons_skipped = g_array_new(FALSE, FALSE, sizeof(int64_t))};
    struct resealing resealing = {.session = session, .reseal = ret_reseal};
    bool ok = feed_run(session->db, &feed, &resealing, PACE_MOST, watch, error);
    if (!ok)
        reseal_clear(ret_reseal);
    return ok;
}
