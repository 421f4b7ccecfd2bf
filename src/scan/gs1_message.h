// SPDX-License-Identifier: Apache-2.0
// A GS1 message: application identifiers with their values, read from an element string, from
// text in brackets or from a Digital Link, checked, and written in any of these forms.
//
// Read with any of the gs1_read_ functions, several times for the parts of a composite; then
// gs1_check_repeats() and gs1_check_rules() over the whole; then write. Every fault found is in
// `faults`, with its place in the source. The rules are those of the GS1 General Specifications
// and of GS1 Digital Link: URI Syntax; the reference for doubts is GS1's Barcode Syntax Engine.
#pragma once

#include "ai_table.h"

enum {
    GS1_ELEMENTS_MAX = 64,
    GS1_GS = 0x1D,      // FNC1 as scanners transmit it
    GS1_IN_QUERY = 255, // gs1_element.path of an attribute
};

// How the value of an element stands in the source, to find places in it again.
enum gs1_writing { GS1_PLAIN, GS1_BRACKETS, GS1_ADDRESS };

struct gs1_element {
    const struct ai_row *row; // NULL = the identifier does not exist
    char ai[5];
    const char *value; // decoded, `len` bytes without NUL; in the source or the arena
    gsize len;
    gsize position, value_position; // in the source: of the identifier and of its value
    guint8 path;                    // place in the path of a Digital Link, or GS1_IN_QUERY
    enum gs1_writing writing;
    bool sound;     // the identifier exists and the value passes its checks
    unsigned fault; // index + 1 into faults.list of what is wrong with this element, 0 = nothing
};

struct gs1_message {
    const char *source; // borrowed
    gsize source_len;
    int this_year; // decides the century of dates
    bool lenient;  // as the floor reads: separators anywhere, brackets inside values
    unsigned count;
    struct gs1_element elements[GS1_ELEMENTS_MAX];
    struct faults faults;
    char *arena; // decoded values: never longer than the source
    gsize arena_used;
};

// Prepares MESSAGE for SOURCE, which outlives it. Clear with gs1_message_clear().
void gs1_message_init(struct gs1_message *message, const char *source, gsize len, int this_year);

// Frees what MESSAGE holds; may be called again.
void gs1_message_clear(struct gs1_message *message);
typedef struct gs1_message gs1_message_value;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(gs1_message_value, gs1_message_clear)

// Reads source[FROM..TO) as a symbol carries it, parts ended by SEPARATOR (GS, or '^' in the
// notation of GS1's own tools). Separators may also stand first, last and behind values of
// predefined length.
void gs1_read_symbol(struct gs1_message *message, gsize from, gsize to, char separator);

// Reads source[FROM..TO) as printed: "(01)…(10)…", a bracket in a value as "\(".
void gs1_read_brackets(struct gs1_message *message, gsize from, gsize to);

// Does DATA start with a scheme of a Digital Link: http or https, all small or all capital?
bool gs1_is_address(const char *data, gsize len);

// Reads source[FROM..TO) as a GS1 Digital Link. SHORT_GTIN allows GTIN-8, -12 and -13 in the
// path (in the query they always are). False if the path names no key, which makes it an
// ordinary address; the faults say so too.
bool gs1_read_link(struct gs1_message *message, gsize from, gsize to, bool short_gtin);

// Checks the value of ELEMENT, the one read last: length, components, every check of the table.
void gs1_check_value(struct gs1_message *message, struct gs1_element *element);

// Repeated identifiers must say the same.
void gs1_check_repeats(struct gs1_message *message);

// What must and must not stand together, and keys with serial numbers under signatures. Over all
// symbols of one item: call it when everything is read.
void gs1_check_rules(struct gs1_message *message);

// The first element of AI, or NULL.
const struct gs1_element *gs1_find(const struct gs1_message *message, const char *ai);

// Does every element exist and pass its checks, and is there one?
bool gs1_sound(const struct gs1_message *message);

// The place in the source of byte AT of the value of ELEMENT.
gsize gs1_place(const struct gs1_message *message, const struct gs1_element *element, gsize at);

// Appends a fault of ELEMENT, LENGTH bytes at byte AT of its value. DETAIL may be NULL.
struct fault *gs1_object(struct gs1_message *message, struct gs1_element *element,
                         enum fault_code code, gsize at, gsize length, const char *detail);

// Appends a fault of source[FROM..TO), which belongs to no element.
void gs1_object_text(struct gs1_message *message, enum fault_code code, gsize from, gsize to);

// Adds an element; NULL with a fault if there are too many. Used by the readers.
struct gs1_element *gs1_add(struct gs1_message *message, const char *ai, gsize ai_len,
                            gsize position);

// Appends the message as a scanner transmits it, without a leading separator.
void gs1_write_symbol(const struct gs1_message *message, GString *out);

// Appends the message in brackets.
void gs1_write_brackets(const struct gs1_message *message, GString *out);

// Appends the message as a Digital Link under STEM (NULL = "https://id.gs1.org"): key and
// qualifiers in the path, then attributes of predefined length, then the others. False, with
// nothing appended, if there is no key or something may not stand in an address.
bool gs1_write_link(const struct gs1_message *message, const char *stem, GString *out);
