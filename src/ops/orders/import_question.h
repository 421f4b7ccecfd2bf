// SPDX-License-Identifier: Apache-2.0
// Questions that imports leave open: what the channel says is kept until a person answers.
#pragma once

#include "import_conflict.h"
#include "people.h"
#include "query.h"
#include "store_question.h"

// Asks a person about an order; TEXT is the order as the channel has it now (import_texts.kept).
bool import_question_put(struct op_ctx *ctx, int64_t order, const struct import_conflict *conflict,
                         const struct import_texts *texts, GError **error);

// What the channel said when it was asked: one order in RET_LIST, which the caller clears in any
// case. False with the keys' errors, or TOTE_LOG_UNREADABLE.
bool import_question_read(struct db *db, struct people *people, int64_t order,
                          struct payload_list *ret_list, GError **error);

// A difference, for people. was: here; says: in the channel. NULL where it cannot be told, or not
// to somebody of this role.
struct question_part {
    enum say_id what;
    char *was, *says;
};

// The differences of a question (struct question_part), the gravest first; g_ptr_array_unref().
// Without keys was and says are NULL. NULL with *error.
GPtrArray *import_question_parts(const struct session *session, const struct question_row *question,
                                 GError **error);
// "the channel changed its lines"; caller frees.
char *question_part_text(const struct question_part *part);

// All of them in few words, "other lines, other total"; caller frees.
char *import_question_label(const struct question_row *question);

// What taking over what the channel says does to the order as it is now, a sentence.
const char *import_question_outcome(const struct question_row *question);

// "An import asks: the channel cancelled it"; caller frees.
char *import_question_text(const struct question_row *question);

// A part has left the house, and the channel cancelled it or gave money back: that is a word about
// the rest (import_ends_rest()). So, and money is all that differs.
bool import_question_of_rest(const struct question_row *question);
bool import_question_refunds_left(const struct question_row *question);

// Nothing but the sums differs; or nothing but those and where and how it is sent: no piece of
// goods depends on it.
bool import_question_is_money(const struct question_row *question);
bool import_question_spares_goods(const struct question_row *question);
