-- SPDX-License-Identifier: Apache-2.0
-- The first schema, part 4: work and its tasks, boxes, parcels and loads.

-- --- work

-- A piece of work of any kind. Free: no operator; claimed: a lease; over: done_at. cart_id: what goes
-- along. at_id: the location where the operator stands for certain; step, taken: how far the operator is
-- there with the task in hand, as number in the steps of the kind, and pieces taken up. last_event: the head of the chain
-- of what can be undone (event.prev_id). made_at, started_at: when it came up, when it was claimed.
CREATE TABLE work (
    id {id},
    kind {text} NOT NULL REFERENCES work_kind (code),
    site_id {int} NOT NULL REFERENCES site (id),
    fulfilment_id {int} REFERENCES fulfilment (id),
    operator_id {int} REFERENCES operator (id),
    station_id {int} REFERENCES station (id),
    lease_until {int} NOT NULL DEFAULT 0,
    cart_id {int} REFERENCES location (id),
    due_at {int} NOT NULL DEFAULT 0,
    at_id {int},
    step {int} NOT NULL DEFAULT 0,
    taken {int} NOT NULL DEFAULT 0,
    ask {text} NOT NULL DEFAULT '',
    last_event {int} NOT NULL DEFAULT 0,
    made_at {int} NOT NULL,
    started_at {int} NOT NULL DEFAULT 0,
    done_at {int} NOT NULL DEFAULT 0,
    withdrawn {int} NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
){strict};
CREATE INDEX work_operator ON work (operator_id) WHERE done_at = 0;
CREATE INDEX work_free ON work (kind, due_at, id) WHERE done_at = 0 AND operator_id IS NULL;
CREATE INDEX work_ended ON work (operator_id, kind, done_at) WHERE done_at <> 0;
CREATE INDEX work_claimed ON work (kind, id) WHERE done_at = 0 AND operator_id > 0;
CREATE INDEX work_fulfilment ON work (fulfilment_id) WHERE fulfilment_id IS NOT NULL;

-- A step of work: qty pieces of goods from one location to another, for a line. id: work * 1048576 + n;
-- seq: in this order. made_by: the event that added it later, 0 = it was there from the start;
-- instead_of: for which task, whose pieces are not to be had at its place. line_id has no foreign key:
-- the history outlives the lines of an order that its channel rewrites. PostgreSQL reads the text of each
-- CHECK anew at every change of a row: here are only those that the others do not say as well.
CREATE TABLE task (
    id {id},
    work_id {int} NOT NULL REFERENCES work (id),
    seq {int} NOT NULL DEFAULT 0,
    line_id {int},
    goods_id {int} REFERENCES goods (id),
    from_id {int} REFERENCES location (id),
    to_id {int} REFERENCES location (id),
    qty {int} NOT NULL,
    done {int} NOT NULL DEFAULT 0 CHECK (done >= 0),
    short {int} NOT NULL DEFAULT 0 CHECK (short >= 0),
    reason {text} NOT NULL DEFAULT '',
    made_by {int} NOT NULL DEFAULT 0,
    instead_of {int} NOT NULL DEFAULT 0,
    CHECK (done + short <= qty)
){strict};

-- What a report of an empty place took from the lines of others, which had claimed it there, until the
-- report is undone. task_id: who was to fetch it, 0 = it was set aside. line_id: as in task.
CREATE TABLE loss (
    event_id {int} NOT NULL,
    line_id {int} NOT NULL,
    goods_id {int} NOT NULL REFERENCES goods (id),
    location_id {int} NOT NULL REFERENCES location (id),
    task_id {int} NOT NULL DEFAULT 0,
    qty {int} NOT NULL CHECK (qty > 0),
    PRIMARY KEY (event_id, line_id, goods_id, location_id, task_id)
){clustered};

-- How much was done in each quarter of an hour (at: its begin), so that nobody counts a day to show it
-- (db/floor/store_tally.h: what). part: the site, of scans a slice of the stations.
CREATE TABLE tally (
    at {int} NOT NULL,
    what {int} NOT NULL,
    part {int} NOT NULL,
    n {int} NOT NULL,
    PRIMARY KEY (at, what, part)
){clustered};
-- How many orders are in each state.
CREATE TABLE order_count (
    state {text} NOT NULL PRIMARY KEY,
    n {int} NOT NULL
){clustered};

-- --- parcels

CREATE TABLE box_type (
    code {text} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    length_mm {int} NOT NULL CHECK (length_mm > 0),
    width_mm {int} NOT NULL CHECK (width_mm > 0),
    height_mm {int} NOT NULL CHECK (height_mm > 0),
    tare_g {int} NOT NULL DEFAULT 0
){strict};

-- A manifest: parcels that were closed when it was begun come onto it in batches. planned, missing: how
-- many should come, and stay, as it was begun; unnamed: of no carrier; unprinted: no printer is known;
-- grams: of all whose weight is known, unweighed: the others.
CREATE TABLE load (
    id {id},
    site_id {int} NOT NULL REFERENCES site (id),
    carrier {text} NOT NULL,
    state {text} NOT NULL REFERENCES load_state (code),
    truck_id {int} REFERENCES location (id),
    parcels {int} NOT NULL DEFAULT 0,
    planned {int} NOT NULL DEFAULT 0, missing {int} NOT NULL DEFAULT 0,
    unnamed {int} NOT NULL DEFAULT 0, unprinted {int} NOT NULL DEFAULT 0,
    grams {int} NOT NULL DEFAULT 0, unweighed {int} NOT NULL DEFAULT 0,
    operator_id {int} NOT NULL REFERENCES operator (id),
    begun_at {int} NOT NULL DEFAULT 0, closed_at {int} NOT NULL DEFAULT 0
){strict};
CREATE UNIQUE INDEX load_open ON load (site_id, carrier) WHERE closed_at = 0;
CREATE INDEX load_closed ON load (closed_at, site_id);

-- id: its location, a carton; once closed the carton's code is the SSCC. n: of its work, from 1. service:
-- shipping method of its order; typed_pieces: in it when its carton was said; carrier: whom it names. odd_grams: asked about; calculated: by its items.
CREATE TABLE parcel (
    id {int} NOT NULL PRIMARY KEY REFERENCES location (id),
    fulfilment_id {int} NOT NULL REFERENCES fulfilment (id),
    work_id {int} NOT NULL REFERENCES work (id),
    n {int} NOT NULL CHECK (n > 0),
    state {text} NOT NULL REFERENCES parcel_state (code),
    box_code {text} NOT NULL DEFAULT '', typed_pieces {int} NOT NULL DEFAULT 0,
    service {text} NOT NULL DEFAULT '', carrier {text} NOT NULL DEFAULT '',
    grams {int} NOT NULL DEFAULT 0 CHECK (grams >= 0),
    odd_grams {int} NOT NULL DEFAULT 0, calculated {int} NOT NULL DEFAULT 0,
    proof_at {int} NOT NULL DEFAULT 0,
    voided {int} NOT NULL DEFAULT 0,
    load_id {int} REFERENCES load (id),
    closed_at {int} NOT NULL DEFAULT 0,
    shipped_at {int} NOT NULL DEFAULT 0,
    UNIQUE (work_id, n)
){strict};
CREATE INDEX parcel_fulfilment ON parcel (fulfilment_id);
CREATE INDEX parcel_waiting ON parcel (carrier, id) WHERE shipped_at = 0;
CREATE INDEX parcel_load ON parcel (load_id, id) WHERE load_id IS NOT NULL;

-- What stood on the labels of a parcel, up to this copy, before it got another number or was opened again. The
-- carton is kept where an emptied parcel is not.
CREATE TABLE void_label (
    sscc {text} NOT NULL PRIMARY KEY,
    parcel_id {int} NOT NULL REFERENCES location (id),
    copy {int} NOT NULL,
    at {int} NOT NULL,
    UNIQUE (parcel_id, copy)
){clustered};

-- What it held, for ever. line_id has no foreign key: lines that nothing was packed of may be rewritten,
-- and each would look for itself here.
CREATE TABLE parcel_line (
    parcel_id {int} NOT NULL REFERENCES parcel (id),
    line_id {int} NOT NULL,
    goods_id {int} NOT NULL REFERENCES goods (id),
    qty {int} NOT NULL CHECK (qty >= 0),
    PRIMARY KEY (parcel_id, line_id, goods_id)
){clustered};
