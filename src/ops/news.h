// SPDX-License-Identifier: Apache-2.0
// What happened in the log since somebody last looked, and whether it touches what they look at.
#pragma once

#include "op.h"

struct news;

struct news *news_new(struct db *db);
void news_free(struct news *news);

// All that happened until now is known: before everything is read again. False with *error.
bool news_skip(struct news *news, GError **error);

// Reads what happened since; outside a transaction. What a transaction did that took its place in
// the log early and committed late comes with a later call (PostgreSQL). False with *error.
bool news_read(struct news *news, GError **error);

// Did anything happen between the last two looks?
bool news_any(const struct news *news);

// May it have changed what is to be seen of a thing: about "order" the one of this id, 0 = any of
// them; NULL = of all kinds of things? Where there was too much to look at, the answer is yes.
bool news_touch(const struct news *news, const char *about, int64_t id);
