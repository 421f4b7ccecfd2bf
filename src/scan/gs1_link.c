// SPDX-License-Identifier: Apache-2.0
// Keys and qualifiers of GS1 Digital Links (GS1 Digital Link: URI Syntax, section 4).
#include "gs1_link.h"

#include <string.h>

struct path {
    const char *const *items;
    gsize count;
};

bool link_alternatives(const char *key, bool (*each)(const char *list, gsize len, void *data),
                       void *data)
{
    for (;;) {
        gsize len = strcspn(key, "|");
        if (each(key, len, data))
            return true;
        if (!key[len])
            return false;
        key += len + 1;
    }
}

// Do the qualifiers of the path stand in LIST, in the same order?
static bool follows(const char *list, gsize len, void *data)
{
    const struct path *path = data;
    const char *at = list, *end = list + len;
    for (gsize i = 1; i < path->count; i++) {
        gsize item = strlen(path->items[i]);
        while (at < end && !((gsize)(end - at) >= item && memcmp(at, path->items[i], item) == 0 &&
                             (at + item == end || at[item] == ','))) {
            const char *comma = memchr(at, ',', (gsize)(end - at));
            at = comma ? comma + 1 : end;
        }
        if (at >= end)
            return false;
        at = at + item < end ? at + item + 1 : end;
    }
    return true;
}

bool link_path_valid(const char *const *path, gsize count)
{
    struct path items = {path, count};
    const struct ai_row *row = count ? ai_of(path[0], strlen(path[0])) : NULL;
    return row && row->key && link_alternatives(row->key, follows, &items);
}
