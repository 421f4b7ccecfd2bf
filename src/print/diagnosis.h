// SPDX-License-Identifier: Apache-2.0
// What the keywords of printers mean in plain words; libcups' own sentences mislead.
#pragma once

#include "print.h"

struct print_reason {
    const char *word; // IPP keyword without -error, -warning or -report (RFC 8011, 5.4.12)
    bool attention;
    enum cause_id cause;
};

// The most important of the comma-separated printer-state-reasons, or NULL when there is nothing
// to say ("none", unknown words).
const struct print_reason *print_reason_of(const char *printer_reasons);

// State and cause of a job from IPP job-state, its reasons, and those of its printer.
struct print_seen {
    int job_state;     // IPP 3 to 9
    int printer_state; // IPP 3 idle, 4 processing, 5 stopped; 0 = unknown
    const char *job_reasons, *printer_reasons;
};
void print_diagnose(const struct print_seen *seen, struct print_status *status);

// The same for a queue: fills attention and cause from what is already set and the reasons.
void print_queue_diagnose(struct print_queue *queue, int printer_state, const char *reasons);
