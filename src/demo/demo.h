// SPDX-License-Identifier: Apache-2.0
// The sample shop: how it is made, and its main job driven through the operations of the floor.
#pragma once

#include "session.h"

// Things that go wrong on purpose, once each, to show what the floor is told.
enum { MISHAP_WRONG, MISHAP_OVER, MISHAP_SHORT, N_MISHAPS };

struct demo {
    // Set by the caller, who keeps them:
    const char *dir;              // the folder of the shop
    const char *program, *worker; // tote as it was called, for advice; the path of tote-worker
    // Told each step with its seconds, and (STEP is NULL) each detail of the step before.
    void (*told)(const char *step, const char *text, double seconds);
    // The rest is the demo's own:
    char *url; // the database
    struct db *db;
    struct session *admin;            // who sets the shop up
    struct session *anna, *ben, *sam; // who picks, who packs, who manages
    struct doc *doc;                  // the whole answer; "steps" is open until the end
    int64_t began_us;                 // of the present step
    bool mishaps[N_MISHAPS];
    int64_t orders, scans, shipped;
};

// Makes the shop in demo->dir or opens the one that is there; logs the people in. End with
// demo_clear(), also after an error.
bool demo_open_shop(struct demo *demo, GError **error);
void demo_clear(struct demo *demo);

// The main job from the queue of orders to the carrier, step by step; demo->doc is the whole
// answer then. RET_LABELS: paths of all labels, caller frees.
bool demo_day(struct demo *demo, GPtrArray **ret_labels, GError **error);

// --- steps of the day

// Tells a step with its duration, or (NULL) adds a detail to the step before.
void demo_tell(struct demo *demo, const char *step, const char *format, ...) G_GNUC_PRINTF(3, 4);

// Allocates goods and releases what is complete.
bool demo_release(struct demo *demo, GError **error);

// Anna picks every released order, scan by scan; Ben packs every picked one.
bool demo_pick(struct demo *demo, GError **error);
bool demo_pack(struct demo *demo, GError **error);

// Renders the label of every parcel that waits for its carrier into DIR/labels. RET_PATHS: all
// that are there then, by name.
bool demo_labels(struct demo *demo, GPtrArray **ret_paths, GError **error);

// Hands the parcels over; demo->shipped is how many orders are shipped by now.
bool demo_ship(struct demo *demo, GError **error);
