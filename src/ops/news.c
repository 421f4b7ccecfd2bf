// SPDX-License-Identifier: Apache-2.0
// What happened in the log since somebody last looked, and whether it touches what they look at.
#include "news.h"

#include <string.h>

#include "clock.h"
#include "store_log.h"

// MOST: so many events are looked at one by one. PostgreSQL numbers calls before they are
// committed, so that a place in the log may be empty for a while: SPAN places are watched, from
// BEHIND the end of the log on. One that is empty after GONE_US belongs to a call that was rolled
// back: the server ends transactions that do nothing for so long.
enum { MOST = 256, SPAN = 1024, BEHIND = 128, GONE_US = 60000000 };

struct news {
    struct db *db;
    struct log_mark mark;   // read up to here
    struct list *events;    // struct news_row: what was new at the last look
    bool much;              // there was more than that
    int64_t low;            // PostgreSQL: the first place that is not filled
    guint8 seen[SPAN];      // is it filled? Of those from `low` on, by place modulo SPAN
    int64_t older;          // places up to this one
    int64_t older_us;       // were given before this time
    int64_t blind_until_us; // a place was given up: whatever happens may be what came there
};

struct news *news_new(struct db *db)
{
    struct news *news = g_new0(struct news, 1);
    news->db = db;
    return news;
}

void news_free(struct news *news)
{
    if (!news)
        return;
    list_free(news->events);
    g_free(news);
}

static bool numbered(const struct news *news)
{
    return db_engine(news->db) == DB_POSTGRESQL;
}

static void start_at(struct news *news, const struct log_mark *mark)
{
    news->mark = *mark;
    news->low = MAX(1, mark->seq - BEHIND + 1);
    news->older = mark->seq;
    news->older_us = clock_monotonic_us();
    memset(news->seen, 0, sizeof news->seen);
}

// On PostgreSQL the end of the log says nothing about calls that still run, and costs a round trip:
// there, own calls are read as if somebody else had made them.
bool news_skip(struct news *news, GError **error)
{
    struct log_mark end = {0};
    if (numbered(news) && news->mark.seq)
        return true;
    if (!store_log_end(news->db, &end, error))
        return false;
    start_at(news, &end);
    return true;
}

// --- places in the log that are not filled yet (PostgreSQL)

static bool is_seen(const struct news *news, int64_t seq)
{
    return seq < news->low || (seq < news->low + SPAN && news->seen[seq % SPAN]);
}

// The places before LOW are not waited for any more, nor are filled ones.
static void pass(struct news *news, int64_t low)
{
    while (news->low < low || (news->low <= news->mark.seq && news->seen[news->low % SPAN]))
        news->seen[news->low++ % SPAN] = 0;
}

static void fill(struct news *news, int64_t seq, int64_t now)
{
    if (seq >= news->low + SPAN) {
        pass(news, seq - SPAN + 1);
        news->blind_until_us = now + GONE_US;
    }
    news->seen[seq % SPAN] = 1;
    news->mark.seq = MAX(news->mark.seq, seq);
}

// Leaves those of EVENTS that were not seen before.
static void keep_new(struct news *news, struct list *events, int64_t now)
{
    guint kept = 0;
    for (guint i = 0; i < list_len(events); i++) {
        const struct news_row *row = list_at(events, struct news_row, i);
        if (is_seen(news, row->seq))
            continue;
        fill(news, row->seq, now);
        *list_at(events, struct news_row, kept++) = *row;
    }
    g_array_set_size(events->rows, kept);
    bool gone = now - news->older_us > GONE_US;
    pass(news, gone ? news->older + 1 : news->low);
    if (gone) {
        news->older = news->mark.seq;
        news->older_us = now;
    }
}

// --- reading

// From where on to read; *ret_most rows at most, one more than is looked at.
static struct log_mark begin(const struct news *news, int64_t *ret_most)
{
    struct log_mark from = news->mark;
    *ret_most = MOST + 1;
    if (numbered(news)) {
        *ret_most += MAX(0, from.seq - news->low + 1);
        from.seq = MIN(from.seq, news->low - 1);
    }
    return from;
}

bool news_read(struct news *news, GError **error)
{
    int64_t now = clock_monotonic_us(), most = 0;
    struct log_mark from = begin(news, &most), end = {0};
    struct list *events = store_log_news(news->db, &from, most, error);
    if (!events)
        return false;
    guint n = list_len(events);
    bool full = n >= most;
    if (numbered(news))
        keep_new(news, events, now);
    else if (n)
        news->mark.id = list_at(events, struct news_row, n - 1)->id;
    list_free(news->events);
    news->events = events;
    news->much = full || (list_len(events) && now < news->blind_until_us);
    if (full && !store_log_end(news->db, &end, error))
        return false;
    if (full)
        start_at(news, &end);
    return true;
}

bool news_any(const struct news *news)
{
    return news->much || (news->events && list_len(news->events));
}

static bool touches(const struct news_row *event, const char *about, int64_t id)
{
    const struct op *op = op_find(event->op);
    if (!about || !op || !op->alone || !event->about_id)
        return true;
    return !strcmp(event->about, about) && (!id || event->about_id == id);
}

bool news_touch(const struct news *news, const char *about, int64_t id)
{
    bool touched = news->much;
    for (guint i = 0; !touched && news->events && i < list_len(news->events); i++)
        touched = touches(list_at(news->events, struct news_row, i), about, id);
    return touched;
}
