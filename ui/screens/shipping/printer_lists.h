// SPDX-License-Identifier: Apache-2.0
// The two lists of the printers' screen: printers and their jobs.
#pragma once

#include "listing.h"
#include "store_print.h"

extern const struct list_kind printers_list, jobs_list;

// What a printer does, what a job waits for: state and reason, whole; caller frees.
char *printer_state_text(const struct printer_row *printer);
enum tint printer_state_tint(const struct printer_row *printer);
char *job_state_text(const struct job_row *job);
enum tint job_state_tint(const struct job_row *job);
