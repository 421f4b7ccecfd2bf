// SPDX-License-Identifier: Apache-2.0
// Rows as programs and people are shown them: each type of field has one way to be written.
#pragma once

#include "doc.h"
#include "record.h"

// Writes all fields of ROW that are shown as members of the open object, in the order of the list:
// each by its name, times without the _at behind it, numbers of things by the kind of the thing
// ("order": "O-100001"). KEY fields are left out.
void doc_record(struct doc *doc, const struct record *record, const void *row);

// A choice of the fields, in this order: "place sku qty". "box=box_code" shows box_code as "box",
// "status/order" the word of a state of orders to people and its code to programs.
// A name that is not there is a programming error.
void doc_fields(struct doc *doc, const struct record *record, const void *row, const char *fields);

// The same as an element of the open list.
void doc_row(struct doc *doc, const struct record *record, const void *row, const char *fields);
