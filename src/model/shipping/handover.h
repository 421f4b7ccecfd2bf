// SPDX-License-Identifier: Apache-2.0
// May a packed parcel go with its carrier? A parcel without its label would be lost.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// What is known of the label of a parcel. job_state: of its newest job that was not cancelled, ""
// = there is none. printer: name of the printer that has the job, "" = the house knows none.
// called_back: the order (called_back.h) or what is in the parcel (lots.h) is not to be sent.
// voided: another label of it, with what is not right any more, is out or may be. fetched: the
// customer comes for it, and it goes to nobody else.
struct label_seen {
    int64_t proof_at;
    const char *job_state, *printer;
    bool called_back, voided, fetched;
};

enum handover {
    HANDOVER_GOES,      // its label came out, or was scanned on its box, or it needs none
    HANDOVER_UNPRINTED, // it goes, but no printer has its label that could have told
    HANDOVER_MISSING,   // its label never came out, or nobody knows which; or it is called back
};

// The label is what a parcel is known by. In a house without printers labels come out of files,
// and nobody but who packs can know of them.
enum handover handover_judge(const struct label_seen *label);
