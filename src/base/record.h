// SPDX-License-Identifier: Apache-2.0
// Rows described once, as a list of fields from which structs, statements and documents are made.
//
//     #define BOX_TYPE_ROW(X) X(TEXT, code, "code") X(INT, length_mm, "length_mm")
//     RECORD(box_type_row, BOX_TYPE_ROW);          in a header: struct box_type_row
//     RECORD_DEFINE(box_type_row, BOX_TYPE_ROW);   in one file: box_type_row_record
//
// A line says the type of the field, the member's name, and the column as the queries write it.
#pragma once

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What a field is, and what the member in the struct is.
#define FIELD_TYPES(X)                                                                             \
    X(KEY, int64_t)   /* an id of the program's own, never shown; 0 = none */                      \
    X(INT, int64_t)   /* a number */                                                               \
    X(QTY, int64_t)   /* pieces */                                                                 \
    X(GRAMS, int64_t) /* a weight */                                                               \
    X(MONEY, int64_t) /* minor units of the record's text field `currency` */                      \
    X(TIME, int64_t)  /* UTC ms, 0 = never */                                                      \
    X(ORDER, int64_t) /* ids that people see as numbers, O-100001 and so on; 0 = none */           \
    X(WORK, int64_t)                                                                               \
    X(JOB, int64_t)                                                                                \
    X(MANIFEST, int64_t)                                                                           \
    X(BOOL, bool)                                                                                  \
    X(TEXT, const char *)  /* "" for NULL, and "" is what is written for NULL */                   \
    X(MAYBE, const char *) /* a text that may be missing: the same, but shown as null where "" */  \
    X(STATE, const char *) /* the code of a state */                                               \
    X(GTIN, const char *)  /* as people know it: 13 digits where the first of 14 is 0 */

#define FIELD_TYPE_NAME(type, member) FIELD_##type,
enum field_type { FIELD_TYPES(FIELD_TYPE_NAME) N_FIELD_TYPES };

#define FIELD_TYPE_MEMBER(type, member) typedef member field_##type;
FIELD_TYPES(FIELD_TYPE_MEMBER)

struct field {
    const char *name;
    enum field_type type;
    const char *column;
};

// The fields of one kind of row, in the order of its struct.
struct record {
    const char *name; // of the struct
    const struct field *fields;
    size_t n;
};

// Each member takes as much room, so that a field's place in the list is its place in the struct.
enum { FIELD_ROOM = 8 };

#define RECORD_MEMBER(type, name, column) alignas(FIELD_ROOM) field_##type name;
#define RECORD_FIELD(type, name, column) {#name, FIELD_##type, column},
#define RECORD(row, LIST)                                                                          \
    struct row {                                                                                   \
        LIST(RECORD_MEMBER)                                                                        \
    };                                                                                             \
    extern const struct record row##_record
#define RECORD_DEFINE(row, LIST)                                                                   \
    static const struct field row##_fields[] = {LIST(RECORD_FIELD)};                               \
    static_assert(sizeof(struct row) == sizeof(row##_fields) / sizeof(struct field) * FIELD_ROOM,  \
                  "the struct is made from the same list");                                        \
    const struct record row##_record = {#row, row##_fields,                                        \
                                        sizeof(row##_fields) / sizeof(struct field)}

// The index of a field: FIELD(box_type_row, code)
#define FIELD(row, name) ((int)(offsetof(struct row, name) / FIELD_ROOM))

// How the member of a type is kept.
enum field_kept { KEPT_NUMBER, KEPT_BOOL, KEPT_TEXT };
enum field_kept field_kept(enum field_type type);

// Is 0 in a field of this type no id but none?
bool field_is_id(enum field_type type);

// The index of the field whose name is the LENGTH bytes at NAME; -1 if there is none.
int record_find(const struct record *record, const char *name, size_t length);

// The size of the struct, and the member of a row with index I. Programming error where the type of
// the field is kept otherwise; record_number() reads bools as 0 and 1.
size_t record_size(const struct record *record);
int64_t record_number(const struct record *record, const void *row, size_t i);
const char *record_text(const struct record *record, const void *row, size_t i);
void record_set_number(const struct record *record, void *row, size_t i, int64_t value);
void record_set_text(const struct record *record, void *row, size_t i, const char *value);
