// SPDX-License-Identifier: Apache-2.0
// Names that people and files give to things: one table says for each kind what it may be called
// and how it is written. Arguments of operations, imports and log-ins ask it alike.
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "errors.h"

enum name_kind {
    NAME_WAREHOUSE,
    NAME_PLACE,
    NAME_STATION,
    NAME_OPERATOR,
    NAME_PRINTER,
    NAME_SKU,
    NAME_LOT,
    NAME_SERIAL,
    NAME_OWNER,
    NAME_ORDER, // the channel's own name of an order
    N_NAME_KINDS,
};

enum name_letters { LETTERS_AS_THEY_ARE, LETTERS_SMALL, LETTERS_CAPITAL };

// What holds for a kind beside what holds for all: a name is there, has no blank at its ends or two
// in a row, and no sign that cannot be seen or turns the text around it.
struct name_rule {
    const char *what;          // N_(): "the name of a printer"
    int most;                  // characters
    const char *without;       // signs of ASCII that mean something else
    bool number;               // may it look like a number of tote (O-100049, W-101)?
    enum name_letters letters; // how it is kept
};
const struct name_rule *name_rule(enum name_kind kind);

// May a thing be called NAME? Else TOTE_ARGUMENT with FIELD, a sentence that says which sign at
// which character is wrong, and that character as its position. Card numbers are refused as well.
bool name_check(enum name_kind kind, const char *name, const char *field, GError **error);

// NAME as it is kept and looked up: composed (NFC), in the letters of its kind. Caller frees.
char *name_normal(enum name_kind kind, const char *name);

// TEXT composed (NFC), as every name is kept; NULL where nothing changes. Caller frees.
char *name_composed(const char *text);

// Does TEXT look like a number of tote to somebody who reads it? Also with other dashes, digits and
// letters of the same look.
bool name_is_number(const char *text);

// The address of a printer: cups:QUEUE or the bare name of a queue, ipp://HOST…, ipps://HOST…,
// socket://HOST[:PORT]. Else TOTE_ARGUMENT with FIELD.
bool name_check_address(const char *address, const char *field, GError **error);
