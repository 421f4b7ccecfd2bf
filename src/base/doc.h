// SPDX-License-Identifier: Apache-2.0
// An answer as data: built once, written as JSON for programs or as text for people.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "money.h"

struct doc;
typedef struct doc doc_handle;

// An empty document, which is an open object. doc_free(NULL) is allowed.
struct doc *doc_new(void);
void doc_free(struct doc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(doc_handle, doc_free)

// What is added from now on is thrown away: nobody will read it.
void doc_mute(struct doc *doc);
bool doc_is_mute(const struct doc *doc);

// Adds a member to the open object (KEY given) or an element to the open list (KEY NULL).
// Strings are copied; a NULL text becomes null.
void doc_text(struct doc *doc, const char *key, const char *text);
void doc_int(struct doc *doc, const char *key, int64_t value);
void doc_bool(struct doc *doc, const char *key, bool value);
void doc_money(struct doc *doc, const char *key, struct money amount);
void doc_time(struct doc *doc, const char *key, int64_t utc_ms); // 0 becomes null
void doc_null(struct doc *doc, const char *key);

// People see the value that was added last as TEXT, programs see it as it is: the word for a code.
void doc_as(struct doc *doc, const char *text);

// Only programs see the value that was added last.
void doc_for_programs(struct doc *doc);

// Opens an object or a list; what follows goes into it until doc_close().
void doc_open_object(struct doc *doc, const char *key);
void doc_open_list(struct doc *doc, const char *key);
void doc_close(struct doc *doc);

// The error as the contract writes it: {"error":{"code","message","hint","field",…}}.
void doc_error(struct doc *doc, const GError *error);

// The whole as one line of JSON (RFC 8259; invalid UTF-8 becomes U+FFFD); caller frees.
char *doc_json(const struct doc *doc);

// The whole for people: members as "key  value", lists of objects as aligned tables; caller frees.
char *doc_show(const struct doc *doc);
