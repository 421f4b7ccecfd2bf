// SPDX-License-Identifier: Apache-2.0
// A person as tote keeps one: fields, the one text that is sealed, the words that find it again.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "errors.h"

// Every field once: PERSON_FIELD(member and name in the stored text, label, what it is found by).
#define PERSON_FIELDS(PERSON_FIELD)                                                                \
    PERSON_FIELD(name, N_("Name"), INDEX_NAME)                                                     \
    PERSON_FIELD(company, N_("Company"), INDEX_NAME)                                               \
    PERSON_FIELD(email, N_("Email"), INDEX_EMAIL)                                                  \
    PERSON_FIELD(phone, N_("Phone"), INDEX_PHONE)                                                  \
    PERSON_FIELD(street1, N_("Street"), INDEX_NONE)                                                \
    PERSON_FIELD(street2, N_("Street, second line"), INDEX_NONE)                                   \
    PERSON_FIELD(city, N_("City"), INDEX_CITY)                                                     \
    PERSON_FIELD(zip, N_("Postal code"), INDEX_ZIP)                                                \
    PERSON_FIELD(province, N_("Province"), INDEX_NONE)                                             \
    PERSON_FIELD(country, N_("Country"), INDEX_NONE)                                               \
    PERSON_FIELD(note, N_("Note"), INDEX_NONE)

enum person_index {
    INDEX_NONE,
    INDEX_NAME,
    INDEX_EMAIL,
    INDEX_PHONE,
    INDEX_ZIP,
    INDEX_CITY,
    N_INDEXES
};

enum {
#define PERSON_FIELD(member, label, index) PERSON_##member,
    PERSON_FIELDS(PERSON_FIELD)
#undef PERSON_FIELD
        N_PERSON_FIELDS
};

// A person or company with an address. A member is NULL where nothing is known; "" counts as
// NULL. All is owned by the struct.
struct person {
#define PERSON_FIELD(member, label, index) char *member;
    PERSON_FIELDS(PERSON_FIELD)
#undef PERSON_FIELD
    GPtrArray *extra; // char *, name and value in turn: columns of a channel's file that tote does
                      // not know; NULL if none, and it frees its strings
};

// What is known of a field.
struct person_field {
    const char *code, *label; // "street1", "Street" (untranslated)
    size_t offset;            // of its char * in struct person
    enum person_index index;
};
extern const struct person_field person_fields[N_PERSON_FIELDS];

// The value of a field, NULL if none; to set one, person_set() copies VALUE (NULL and "" clear).
const char *person_get(const struct person *person, int field);
void person_set(struct person *person, int field, const char *value);

// The company that stands beside the name: "" where there is none, or where it is the name.
const char *person_beside(const struct person *person);

// Adds a column that tote does not know; both are copied.
void person_add_extra(struct person *person, const char *name, const char *value);

// Frees what the struct owns and makes it all NULL. An all-zero struct is a person without data.
void person_clear(struct person *person);
typedef struct person person_data; // for g_auto(person_data)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(person_data, person_clear)

// Is there nothing in it?
bool person_is_empty(const struct person *person);

// The person as one line of JSON, the text that is sealed: {"name":"…","extra":[["…","…"]]}.
// Fields without a value are left out. Caller frees.
char *person_encode(const struct person *person);

// Reads the N bytes of TEXT into *person, which is cleared before. Members that it does not know
// are left out; everything else has to be exact, else TOTE_PERSON_DAMAGED with the byte it is
// about, and *person is empty.
bool person_decode(struct person *person, const char *text, size_t n, GError **error);

// The same text packed (packed_text.h), as it is sealed.
GBytes *person_pack(const struct person *person);
bool person_unpack(struct person *person, const void *bytes, size_t n, GError **error);

// How somebody sees the person who must not: the initials of the first three words of the name
// (else the company) and the country, "A. M., DE". A sign that is a word by itself, as in Chinese
// or Korean, would tell the family name and becomes "•". The country counts only as a code of two
// or three letters. No postal code: with initials it tells who it is. "" where there is nothing.
// Caller frees.
char *person_mask(const struct person *person);

// --- Words of the index. The numbers are stored: never give one a new meaning.

enum person_word_kind {
    WORD_NAME = 1,        // a word of the name or company, and its beginnings
    WORD_EMAIL = 2,       // the whole address
    WORD_EMAIL_LOCAL = 3, // what stands before the @, and the parts of that
    WORD_PHONE = 4,       // all digits, without + or 00 before the country
    WORD_PHONE_END = 5,   // the last seven digits
    WORD_ZIP = 6,         // the postal code without blanks, and its parts
    WORD_CITY = 7,        // a word of the town, and its beginnings
};

struct person_word {
    enum person_word_kind kind;
    unsigned group; // person_search(): alternatives share it. person_words(): 0
    char *text;     // normalised; owned by the array
};

enum {
    WORD_LETTERS = 6, // a name or town is indexed by its beginnings up to here
    WORD_FROM = 3,    // and from here; from 1 where a sign is a word, from 2 in Korean (letters of
                      // syllables). Shorter names stand for themselves.
};

// The words under which PERSON is found, each once, sorted by kind and text. Words compare by
// text_fold(); in names and towns "ae", "oe", "ue" also count as "a", "o", "u", so that
// Mueller is Müller.
// Free with g_array_unref().
GArray *person_words(const struct person *person); // struct person_word

// What to look up for TYPED: a person fits who has, for each group, at least one of its words.
// Names and towns longer than WORD_LETTERS are cut as they are in the index, so more may fit than
// was asked for: person_matches() decides. Empty when TYPED holds nothing to look for.
// g_array_unref().
GArray *person_search(const char *typed);

// Is PERSON what somebody looks for who typed TYPED? By whole words, to the letter.
bool person_matches(const struct person *person, const char *typed);
