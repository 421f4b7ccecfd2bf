// SPDX-License-Identifier: Apache-2.0
// What imports bring, as text and back: one codec over tables of fields. The log keeps it, so that
// a call can be made again with exactly what it was made with.
//
// A line a field, "NAME VALUE", with \n and \\ for line feeds and backslashes in it; a member that
// is a struct, or one element of a list of structs, is "NAME", its lines, and "." alone. What is 0,
// NULL or empty of a list is left out; an empty text is "NAME " with nothing behind. So the texts
// of several elements one after the other are the text of a list with all of them.
#pragma once

#include "incoming.h"

enum payload_kind {
    PAYLOAD_TEXT,    // char *, owned; NULL is not ""
    PAYLOAD_CODE,    // char[4]
    PAYLOAD_INT64,   // int64_t
    PAYLOAD_INT,     // int, and enums that have no words
    PAYLOAD_BOOL,    // bool
    PAYLOAD_WORD,    // an enum whose values count the words of the field
    PAYLOAD_PROBLEM, // enum tote_code, by its text
    PAYLOAD_PART,    // a struct of `type` inside
    PAYLOAD_ROWS,    // GArray * of structs of `type`
    PAYLOAD_THINGS,  // GPtrArray * of pointers to structs of `type`
    PAYLOAD_TEXTS,   // GPtrArray * of char *
};

struct payload_type;

// What a field is apart from its kind.
enum payload_mark {
    PAYLOAD_KEY = 1,    // a name that other things are found by: nobody's free words
    PAYLOAD_PHONE = 2,  // a number to call
    PAYLOAD_BESIDE = 4, // of the reading, not of what was read: where it stood, what was wrong
};

struct payload_field {
    const char *name;
    enum payload_kind kind;
    size_t at; // offset of the member
    const struct payload_type *type;
    const char *const *words; // ends with NULL; the first one is 0
    unsigned marks;           // enum payload_mark
};

// A struct. MAKE gives an empty one on the heap; NULL: zeroed memory.
struct payload_type {
    size_t size;
    const struct payload_field *fields;
    size_t n;
    void *(*make)(void);
};

// A list of what an import brings: one of the two is used.
struct payload_list {
    GPtrArray *orders; // struct incoming_order *
    GArray *rows;      // struct incoming_item …
};
extern const struct payload_type payload_order, payload_orders, payload_items, payload_places,
    payload_stock, payload_kits, payload_warehouses;

// The type of the elements of one of these lists.
const struct payload_type *payload_element(const struct payload_type *list);

// A list of TYPE that owns its elements; payload_list_clear() frees them.
void payload_list_init(const struct payload_type *type, struct payload_list *list);
void payload_list_clear(struct payload_list *list);

// Appends DATA, a struct of TYPE, to TEXT.
void payload_write(const struct payload_type *type, const void *data, GString *text);

// Appends the N elements at DATA, structs of the elements of LIST one after the other, as a list
// that holds them alone.
void payload_write_rows(const struct payload_type *list, const void *data, size_t n, GString *text);

// A number of DATA, whatever the size of the member: any kind but texts, structs and lists.
int64_t payload_number(const struct payload_field *field, const void *member);

// Appends what DATA says to TEXT in one canonical way, so that equal texts say the same: all but
// fields that are PAYLOAD_BESIDE. Lists count as sets of their elements (PAYLOAD_TEXTS of pairs):
// where one stands in the file does not matter.
void payload_canon(const struct payload_type *type, const void *data, GString *text);

// Calls EACH with every text of DATA, as deep as it lies, that is not NULL nor PAYLOAD_BESIDE.
typedef void (*payload_text_func)(const struct payload_field *field, char *text, void *user);
void payload_texts(const struct payload_type *type, void *data, payload_text_func each, void *user);

// Frees what DATA owns and zeroes it. Lists are freed by their own functions.
void payload_clear(const struct payload_type *type, void *data);

// Reads TEXT into DATA, an empty struct of TYPE with its containers. False with TOTE_LOG_UNREADABLE
// for a text that is not whole or has fields that the type lacks; what was read by then stays.
bool payload_read(const struct payload_type *type, const char *text, void *data, GError **error);
