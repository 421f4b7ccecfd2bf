-- SPDX-License-Identifier: Apache-2.0
-- The first schema, part 5: what happened, and what is still to do outside.

-- --- what happened, and what is still to do outside

-- The log: one row a call of an operation that changed something, enough to make the call again. args:
-- what it was called with, as JSON ('' of notes that a call makes beside its own row); site_id: where the
-- caller stood. about: the main subject ('order', 'item' …). say and terms: what was said, as a code and
-- its JSON, never a sentence in somebody's language. prev_id: what the same work could undo before it;
-- stood_at, stood_step, stood_taken: at_id, step and taken of the work then.
-- ids: which ids the call took, '' where it took that of its row alone or where ids follow from what is
-- there (SQLite). seq: the order in which calls happened, taken when the row is inserted, which is the
-- last that a call does; 0 where ids rise in this order (SQLite). pieces: of what it brought, as many as
-- event_payload was given. No foreign keys: append-only. SQLite: ids are remembered, so that a log
-- whose end is gone can be told from a whole one.
CREATE TABLE event (
    id {log_id},
    at {int} NOT NULL,
    op {text} NOT NULL,
    operator_id {int} NOT NULL,
    station_id {int},
    site_id {int},
    about {text} NOT NULL DEFAULT '',
    about_id {int} NOT NULL DEFAULT 0,
    subject {text} NOT NULL DEFAULT '',
    verdict {text} NOT NULL DEFAULT '',
    say {text} NOT NULL DEFAULT '',
    terms {text} NOT NULL DEFAULT '',
    args {text} NOT NULL DEFAULT '',
    prev_id {int} NOT NULL DEFAULT 0,
    stood_at {int} NOT NULL DEFAULT 0,
    stood_step {int} NOT NULL DEFAULT 0,
    stood_taken {int} NOT NULL DEFAULT 0,
    ids {text} NOT NULL DEFAULT '',
    pieces {int} NOT NULL DEFAULT 0,
    seq {seq}
){strict};
CREATE INDEX event_about ON event (about_id, about, id) WHERE about_id > 0;
CREATE INDEX event_seq ON event (seq) WHERE seq > 0;

-- What calls brought besides their arguments, as text in pieces (src/model/payload.h), packed, for some weeks.
-- id: event * 4096 + n. sealed: encrypted, as persons are.
CREATE TABLE event_payload (
    id {int} NOT NULL PRIMARY KEY,
    at {int} NOT NULL,
    sealed {int} NOT NULL CHECK (sealed IN (0, 1)),
    brought {bytes} NOT NULL
){strict};

-- Idempotency keys with the answer that was given: read once when a call is repeated, and old ones
-- may be thrown away without touching the audit.
CREATE TABLE event_key (
    op_key {text} NOT NULL PRIMARY KEY,
    event_id {int} NOT NULL,
    answer {text} NOT NULL
){clustered};

-- What the worker still has to do outside: written by the operation's own transaction. done_at: over,
-- whatever came of it. subject_id: a box, and its label is where it stands; of another kind of label
-- whatever its kind counts copies by, with ref, what its label is asked for by, and where that stands.
CREATE TABLE outbox (
    id {id},
    kind {text} NOT NULL,
    subject_id {int} NOT NULL,
    ref {text} NOT NULL DEFAULT '',
    site_id {int} REFERENCES site (id),
    copy {int} NOT NULL DEFAULT 1,
    order_id {int},
    printer_id {int} REFERENCES printer (id),
    moves_to {int} REFERENCES printer (id),
    state {text} NOT NULL REFERENCES outbox_state (code),
    reason {text} NOT NULL DEFAULT '',
    reason_terms {text} NOT NULL DEFAULT '',
    tries {int} NOT NULL DEFAULT 0,
    next_at {int} NOT NULL DEFAULT 0,
    remote_job {int} NOT NULL DEFAULT 0,
    worker {text} NOT NULL DEFAULT '',
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    done_at {int} NOT NULL DEFAULT 0,
    UNIQUE (kind, subject_id, copy)
){strict};
CREATE INDEX outbox_printer ON outbox (printer_id, id);
CREATE INDEX outbox_due ON outbox (next_at, id) WHERE done_at = 0;

CREATE TABLE import_run (
    id {id},
    kind {text} NOT NULL,
    channel {text} NOT NULL DEFAULT '',
    row_count {int} NOT NULL,
    created {int} NOT NULL,
    updated {int} NOT NULL,
    at {int} NOT NULL
){strict};
