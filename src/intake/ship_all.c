// SPDX-License-Identifier: Apache-2.0
// The parcels of a carrier as a feed of the batch runner.
#include "ship_all.h"

#include "i18n.h"
#include "runner.h"
#include "ship.h"

struct load {
    struct session *session;
    const struct shipping *shipping;
    struct reply *reply;
    struct ship_progress progress;
    int64_t calls;
};

// A key that was used before answers what it answered then, without telling how far that was.
static bool open_still(const struct reply *reply)
{
    return reply->replayed && reply->said == say_row(SAY_SHIP_GOES_ON);
}

static bool write_load(void *data, int64_t size, int64_t *ret_n, GError **error)
{
    struct load *load = data;
    const struct shipping *shipping = load->shipping;
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, size);
    g_autofree char *key = shipping->key ? key_of_part(shipping->key, load->calls) : NULL;
    struct op_call call = {.op = op_find("ship.close"),
                           .values = {shipping->carrier, shipping->warehouse, shipping->count,
                                      shipping->without, text},
                           .key = key,
                           .result = &load->progress};
    load->calls++;
    reply_clear(load->reply);
    load->progress.closed = true;
    if (!op_run(load->session, &call, load->reply, error))
        return false;
    bool closed = load->progress.closed && !open_still(load->reply);
    *ret_n = closed ? 0 : size;
    return true;
}

static struct feed_state state_of(const void *data)
{
    const struct load *load = data;
    return (struct feed_state){load->progress.parcels, load->progress.planned,
                               load->progress.parcels};
}

bool ship_all(struct session *session, const struct shipping *shipping, const struct watch *watch,
              struct reply *ret_reply, GError **error)
{
    static const struct feed feed = {
        .write = write_load,
        .state = state_of,
        .stopped = N_("Stopped after %" G_GINT64_FORMAT " parcels, which are on the manifest; the "
                      "same call goes on"),
    };
    struct load load = {.session = session, .shipping = shipping, .reply = ret_reply};
    return feed_run(session->db, &feed, &load, PACE_MOST, watch, error);
}
