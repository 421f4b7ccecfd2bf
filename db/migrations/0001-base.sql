-- SPDX-License-Identifier: Apache-2.0
-- The first schema: codes, sites and locations, catalogue, ledger, orders, work, parcels, audit.
-- {id} {int} {text} {bytes} {seq} {strict} {clustered} are spelled per engine (db/driver.h). Times are UTC in
-- ms, days are counted from 1970, money is minor units, quantities are base units. Words are codes:
-- those with a table of their own here are filled from the tables of the program (model/code_tables.h),
-- and statements ask its flags instead of listing words.

CREATE TABLE schema_version (
    version {int} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    applied_at {int} NOT NULL
){strict};

-- scope: '' the company, 'site', 'station', 'channel'; the nearest one wins.
CREATE TABLE setting (
    name {text} NOT NULL,
    scope {text} NOT NULL DEFAULT '',
    scope_id {int} NOT NULL DEFAULT 0,
    value {text} NOT NULL,
    PRIMARY KEY (name, scope, scope_id)
){clustered};

-- Numbers that never repeat, SSCC serials above all.
CREATE TABLE counter (
    name {text} NOT NULL PRIMARY KEY,
    value {int} NOT NULL CHECK (value >= 0)
){clustered};

-- --- codes

-- level: 1 place, 2 truck, 3 cart and pallet, 4 plate and tote, 5 carton. sells: what stands here
-- may be allocated. picked: in somebody's hands for an order.
CREATE TABLE location_kind (
    code {text} NOT NULL PRIMARY KEY,
    level {int} NOT NULL CHECK (level BETWEEN 1 AND 5),
    sells {int} NOT NULL CHECK (sells IN (0, 1)),
    picked {int} NOT NULL CHECK (picked IN (0, 1)),
    UNIQUE (code, level)
){clustered};
CREATE TABLE order_state (
    code {text} NOT NULL PRIMARY KEY,
    open {int} NOT NULL,
    demand {int} NOT NULL,
    editable {int} NOT NULL,
    late {int} NOT NULL,
    rank {int} NOT NULL
){clustered};
CREATE TABLE fulfilment_state (
    code {text} NOT NULL PRIMARY KEY,
    open {int} NOT NULL,
    holds_goods {int} NOT NULL,
    rank {int} NOT NULL
){clustered};
CREATE TABLE parcel_state (
    code {text} NOT NULL PRIMARY KEY,
    open {int} NOT NULL,
    rank {int} NOT NULL
){clustered};
CREATE TABLE load_state (
    code {text} NOT NULL PRIMARY KEY,
    open {int} NOT NULL,
    rank {int} NOT NULL
){clustered};
CREATE TABLE outbox_state (
    code {text} NOT NULL PRIMARY KEY,
    open {int} NOT NULL,
    wants_person {int} NOT NULL
){clustered};
CREATE TABLE line_kind (
    code {text} NOT NULL PRIMARY KEY,
    goods {int} NOT NULL,
    demand {int} NOT NULL
){clustered};
CREATE TABLE work_kind (
    code {text} NOT NULL PRIMARY KEY,
    rank {int} NOT NULL
){clustered};
CREATE TABLE pay_kind (
    code {text} NOT NULL PRIMARY KEY,
    sign {int} NOT NULL
){clustered};

-- --- sites and locations

-- Site 0 is the company: what moves about belongs to it and is where it stands.
CREATE TABLE site (
    id {id},
    code {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    zone {text} NOT NULL DEFAULT 'UTC',
    country {text} NOT NULL DEFAULT '',
    zip {text} NOT NULL DEFAULT '',
    cutoff_min {int} NOT NULL DEFAULT 0
){strict};

-- One tree. The level of a parent is below that of its child, by foreign key and CHECK, so that no
-- circle can be written, not even by two at once. A place has a site and no parent.
CREATE TABLE location (
    id {id},
    site_id {int} NOT NULL REFERENCES site (id),
    kind {text} NOT NULL,
    level {int} NOT NULL,
    parent_id {int},
    parent_level {int},
    code {text} NOT NULL,
    zone {text} NOT NULL DEFAULT '',
    walk {int} NOT NULL DEFAULT 0,
    check_digits {text} NOT NULL DEFAULT '',
    blocked {int} NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    UNIQUE (code, site_id),
    UNIQUE (id, level),
    FOREIGN KEY (kind, level) REFERENCES location_kind (code, level),
    FOREIGN KEY (parent_id, parent_level) REFERENCES location (id, level),
    CHECK ((parent_id IS NULL AND parent_level IS NULL) OR parent_level < level),
    CHECK (level > 1 OR (parent_id IS NULL AND site_id > 0))
){strict};
CREATE INDEX location_parent ON location (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX location_kind_of ON location (site_id, kind, id) WHERE site_id > 0;

-- Where a location stands: there are five levels, so four steps up are always enough.
CREATE VIEW standing AS
SELECT l.id AS id, coalesce(d.id, c.id, b.id, a.id, l.id) AS place_id,
    coalesce(d.site_id, c.site_id, b.site_id, a.site_id, l.site_id) AS site_id,
    coalesce(d.kind, c.kind, b.kind, a.kind, l.kind) AS kind,
    coalesce(d.code, c.code, b.code, a.code, l.code) AS code,
    coalesce(d.zone, c.zone, b.zone, a.zone, l.zone) AS zone,
    coalesce(d.walk, c.walk, b.walk, a.walk, l.walk) AS walk,
    CASE WHEN l.blocked + coalesce(a.blocked, 0) + coalesce(b.blocked, 0) + coalesce(c.blocked, 0)
        + coalesce(d.blocked, 0) > 0 THEN 1 ELSE 0 END AS blocked,
    l.kind AS own_kind, CASE WHEN a.id IS NULL THEN '' ELSE l.code END AS plate
FROM location l LEFT JOIN location a ON a.id = l.parent_id
LEFT JOIN location b ON b.id = a.parent_id LEFT JOIN location c ON c.id = b.parent_id
LEFT JOIN location d ON d.id = c.parent_id;

-- --- people who work here, and their stations

CREATE TABLE operator (
    id {id},
    name {text} NOT NULL UNIQUE,
    role {text} NOT NULL,
    active {int} NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
){strict};

CREATE TABLE printer (
    id {id},
    name {text} NOT NULL UNIQUE,
    uri {text} NOT NULL,
    format {text} NOT NULL,
    dpi {int} NOT NULL CHECK (dpi BETWEEN 200 AND 600),
    state {text} NOT NULL DEFAULT 'unknown',
    reason {text} NOT NULL DEFAULT '',
    state_at {int} NOT NULL DEFAULT 0
){strict};

-- A terminal. The epoch rises with each login; an older session sees it and stops.
CREATE TABLE station (
    id {id},
    site_id {int} NOT NULL REFERENCES site (id),
    name {text} NOT NULL UNIQUE,
    epoch {int} NOT NULL DEFAULT 0,
    operator_id {int} REFERENCES operator (id),
    printer_id {int} REFERENCES printer (id),
    screen {text} NOT NULL DEFAULT '',
    draft {text} NOT NULL DEFAULT '',
    seen_at {int} NOT NULL DEFAULT 0
){strict};

CREATE TABLE channel (
    id {id},
    code {text} NOT NULL UNIQUE,
    kind {text} NOT NULL
){strict};

-- --- catalogue

CREATE TABLE owner (
    id {id},
    code {text} NOT NULL UNIQUE,
    name {text} NOT NULL
){strict};

CREATE TABLE item (
    id {id},
    sku {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    fold {text} NOT NULL,
    price {int} NOT NULL DEFAULT 0,
    currency {text} NOT NULL,
    weight_g {int} NOT NULL DEFAULT 0 CHECK (weight_g >= 0)
){strict};
CREATE INDEX item_fold ON item (fold);

-- What a scanner may read for an item, a pack level each: GTINs as 14 digits, other codes as they are.
CREATE TABLE item_code (
    code {text} NOT NULL PRIMARY KEY,
    item_id {int} NOT NULL REFERENCES item (id),
    unit {text} NOT NULL DEFAULT 'each',
    qty {int} NOT NULL DEFAULT 1 CHECK (qty > 0)
){clustered};
CREATE INDEX item_code_item ON item_code (item_id);

-- The recipe of a kit; an order freezes it in its lines.
CREATE TABLE kit (
    kit_id {int} NOT NULL REFERENCES item (id),
    part_id {int} NOT NULL REFERENCES item (id),
    per {int} NOT NULL CHECK (per > 0),
    PRIMARY KEY (kit_id, part_id),
    CHECK (kit_id <> part_id)
){clustered};
CREATE INDEX kit_part ON kit (part_id);

CREATE TABLE lot (
    id {id},
    item_id {int} NOT NULL REFERENCES item (id),
    code {text} NOT NULL,
    expires_day {int} NOT NULL DEFAULT 0,
    blocked {int} NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    UNIQUE (item_id, code)
){strict};

-- What, without how many and where: one row an item, more where lots, owners, conditions or serials
-- differ. A serial is a row of its own, so its history is the movements of that row.
CREATE TABLE goods (
    id {id},
    item_id {int} NOT NULL REFERENCES item (id),
    lot_id {int} REFERENCES lot (id),
    owner_id {int} NOT NULL DEFAULT 1 REFERENCES owner (id),
    cond {text} NOT NULL DEFAULT 'good',
    serial {text} NOT NULL DEFAULT ''
){strict};
CREATE UNIQUE INDEX goods_what ON goods (item_id, coalesce(lot_id, 0), owner_id, cond, serial);
CREATE INDEX goods_serial ON goods (serial) WHERE serial <> '';

-- --- stock

-- What lies where. Changes only together with a row of the ledger. since: age of the oldest piece.
CREATE TABLE balance (
    goods_id {int} NOT NULL REFERENCES goods (id),
    location_id {int} NOT NULL REFERENCES location (id),
    on_hand {int} NOT NULL,
    allocated {int} NOT NULL DEFAULT 0,
    since {int} NOT NULL,
    PRIMARY KEY (goods_id, location_id),
    CHECK (allocated >= 0 AND allocated <= on_hand)
){clustered};
CREATE INDEX balance_location ON balance (location_id);

-- The ledger: every piece that ever moved. Rows are never changed or deleted. id: event * 1024 + n.
-- No from_id: it came from outside; no to_id: it left the house. Kept together by what moved, so that
-- the history of goods is one stretch and needs no index. No foreign keys: the hottest inserts.
CREATE TABLE move (
    goods_id {int} NOT NULL,
    id {int} NOT NULL,
    at {int} NOT NULL,
    kind {text} NOT NULL,
    from_id {int},
    to_id {int},
    qty {int} NOT NULL CHECK (qty > 0),
    line_id {int},
    undoes {int},
    PRIMARY KEY (goods_id, id),
    CHECK (from_id IS NOT NULL OR to_id IS NOT NULL)
){clustered};
CREATE UNIQUE INDEX move_undoes ON move (undoes) WHERE undoes IS NOT NULL;

-- A cart, plate or carton itself, with all that is in it, from one parent to another.
CREATE TABLE plate_move (
    plate_id {int} NOT NULL,
    id {int} NOT NULL,
    at {int} NOT NULL,
    kind {text} NOT NULL,
    from_id {int},
    to_id {int},
    undoes {int},
    PRIMARY KEY (plate_id, id),
    CHECK (from_id IS NOT NULL OR to_id IS NOT NULL)
){clustered};

-- --- customers and orders

-- A customer or addressee of one order. sealed: one text, encrypted (src/vault/vault.h says how; the keys are
-- in a file of their own). indexed: the key by which its words stand in person_index, 0 = not yet.
CREATE TABLE person (
    id {id},
    sealed {bytes} NOT NULL,
    made_at {int} NOT NULL,
    indexed {int} NOT NULL DEFAULT 0
){strict};
CREATE INDEX person_todo ON person (id) WHERE indexed = 0;

-- Keyed tokens of words (src/model/person.h): equal words are equal, and nothing else can be seen.
CREATE TABLE person_index (
    kind {int} NOT NULL,
    token {bytes} NOT NULL,
    person_id {int} NOT NULL REFERENCES person (id),
    PRIMARY KEY (kind, token, person_id)
){clustered};
CREATE INDEX person_index_person ON person_index (person_id);

CREATE TABLE sales_order (
    id {id},
    channel_id {int} NOT NULL REFERENCES channel (id),
    external_id {text} NOT NULL,
    external_name {text} NOT NULL,
    state {text} NOT NULL REFERENCES order_state (code),
    hold_reason {text} NOT NULL DEFAULT '',
    held_by {text} NOT NULL DEFAULT '',
    paid {text} NOT NULL,
    currency {text} NOT NULL,
    placed_at {int} NOT NULL,
    placed_offset {int} NOT NULL DEFAULT 0,
    promise_at {int} NOT NULL,
    subtotal {int} NOT NULL,
    discount {int} NOT NULL,
    shipping {int} NOT NULL,
    tax {int} NOT NULL,
    tips {int} NOT NULL,
    duties {int} NOT NULL,
    total {int} NOT NULL,
    refunded {int} NOT NULL,
    outstanding {int} NOT NULL,
    tax_included {int} NOT NULL CHECK (tax_included IN (0, 1)),
    discount_code {text} NOT NULL DEFAULT '',
    shipping_method {text} NOT NULL DEFAULT '',
    source_status {text} NOT NULL DEFAULT '',
    source {text} NOT NULL DEFAULT '',
    tags {text} NOT NULL DEFAULT '',
    billing_id {int} REFERENCES person (id),
    delivery_id {int} REFERENCES person (id),
    source_hash {text} NOT NULL,
    review_hash {text} NOT NULL DEFAULT '',
    lines {int} NOT NULL,
    pieces {int} NOT NULL,
    created_at {int} NOT NULL,
    closed_at {int} NOT NULL DEFAULT 0,
    UNIQUE (channel_id, external_id)
){strict};
CREATE INDEX sales_order_billing ON sales_order (billing_id) WHERE billing_id IS NOT NULL;
CREATE INDEX sales_order_delivery ON sales_order (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX sales_order_name ON sales_order (external_name);
CREATE INDEX sales_order_queue ON sales_order (state, promise_at, placed_at, id);

-- What one site does for an order. id: order * 16384 + n.
CREATE TABLE fulfilment (
    id {id},
    order_id {int} NOT NULL REFERENCES sales_order (id),
    site_id {int} NOT NULL REFERENCES site (id),
    state {text} NOT NULL REFERENCES fulfilment_state (code),
    promise_at {int} NOT NULL,
    lines {int} NOT NULL,
    pieces {int} NOT NULL,
    closed_at {int} NOT NULL DEFAULT 0,
    CHECK (id / 16384 = order_id)
){strict};
CREATE INDEX fulfilment_queue ON fulfilment (site_id, state, promise_at, id) WHERE closed_at = 0;

-- A line, and under it (parent_id) the parts of a kit, and the shares of a line that several sites
-- serve: qty of the line and of its shares is what was ordered. A share that nothing is left of has
-- qty 0 and waits for the next split. id: order * 16384 + n. Every piece stands in exactly one
-- counter; allocated: claimed, on its shelf or picked (table allocation). A kit's own are not
-- counted: it is as far as its parts are.
CREATE TABLE order_line (
    id {id},
    order_id {int} NOT NULL REFERENCES sales_order (id),
    parent_id {int},
    kind {text} NOT NULL REFERENCES line_kind (code),
    item_id {int} REFERENCES item (id),
    fulfilment_id {int} REFERENCES fulfilment (id),
    per {int} NOT NULL DEFAULT 1 CHECK (per > 0),
    qty {int} NOT NULL CHECK (qty > 0 OR (qty = 0 AND kind = 'split')),
    open {int} NOT NULL CHECK (open >= 0),
    allocated {int} NOT NULL DEFAULT 0 CHECK (allocated >= 0),
    packed {int} NOT NULL DEFAULT 0 CHECK (packed >= 0),
    shipped {int} NOT NULL DEFAULT 0 CHECK (shipped >= 0),
    cancelled {int} NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
    returned {int} NOT NULL DEFAULT 0 CHECK (returned >= 0),
    price {int} NOT NULL,
    discount {int} NOT NULL DEFAULT 0,
    sku {text} NOT NULL,
    name {text} NOT NULL,
    note {text} NOT NULL DEFAULT '',
    CHECK (id / 16384 = order_id),
    CHECK (open + allocated + packed + shipped + cancelled = qty),
    CHECK (returned <= shipped)
){strict};
CREATE INDEX order_line_open ON order_line (item_id) WHERE open > 0 AND item_id IS NOT NULL;
CREATE INDEX order_line_unknown ON order_line (sku) WHERE item_id IS NULL;

-- The claim of a line on a balance. It goes with the goods: picked means that its location is a cart
-- or a tote. Packing turns it into parcel_line.
CREATE TABLE allocation (
    line_id {int} NOT NULL REFERENCES order_line (id),
    goods_id {int} NOT NULL,
    location_id {int} NOT NULL,
    qty {int} NOT NULL CHECK (qty >= 0),
    PRIMARY KEY (line_id, goods_id, location_id),
    FOREIGN KEY (goods_id, location_id) REFERENCES balance (goods_id, location_id)
){clustered};
CREATE INDEX allocation_balance ON allocation (location_id, goods_id);

-- A basket or a quote; it ends by itself at until_at.
CREATE TABLE hold (
    id {id},
    item_id {int} NOT NULL REFERENCES item (id),
    site_id {int} NOT NULL REFERENCES site (id),
    qty {int} NOT NULL CHECK (qty > 0),
    until_at {int} NOT NULL,
    ref {text} NOT NULL,
    UNIQUE (ref, item_id, site_id)
){strict};
CREATE INDEX hold_item ON hold (item_id, until_at);

-- amount NULL: the channel did not say.
CREATE TABLE payment_event (
    order_id {int} NOT NULL REFERENCES sales_order (id),
    n {int} NOT NULL,
    kind {text} NOT NULL REFERENCES pay_kind (code),
    amount {int} CHECK (amount >= 0),
    method {text} NOT NULL,
    reference {text} NOT NULL DEFAULT '',
    PRIMARY KEY (order_id, n)
){clustered};

-- What the tax of an order is made of; no name: the part that the channel does not break down.
CREATE TABLE order_tax (
    order_id {int} NOT NULL REFERENCES sales_order (id),
    n {int} NOT NULL,
    name {text} NOT NULL,
    amount {int} NOT NULL,
    PRIMARY KEY (order_id, n)
){clustered};

-- --- supply: what will come

CREATE TABLE supplier (
    id {id},
    code {text} NOT NULL UNIQUE,
    name {text} NOT NULL
){strict};

CREATE TABLE purchase (
    id {id},
    supplier_id {int} NOT NULL REFERENCES supplier (id),
    site_id {int} NOT NULL REFERENCES site (id),
    name {text} NOT NULL UNIQUE,
    currency {text} NOT NULL,
    closed_at {int} NOT NULL DEFAULT 0
){strict};

-- id: purchase * 16384 + n. over: received beyond what was ordered.
CREATE TABLE purchase_line (
    id {id},
    purchase_id {int} NOT NULL REFERENCES purchase (id),
    site_id {int} NOT NULL REFERENCES site (id),
    item_id {int} NOT NULL REFERENCES item (id),
    qty {int} NOT NULL CHECK (qty > 0),
    open {int} NOT NULL CHECK (open >= 0),
    received {int} NOT NULL DEFAULT 0 CHECK (received >= 0),
    cancelled {int} NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
    over {int} NOT NULL DEFAULT 0 CHECK (over >= 0),
    price {int} NOT NULL DEFAULT 0,
    expected_day {int} NOT NULL,
    CHECK (id / 16384 = purchase_id),
    CHECK (open + received + cancelled - over = qty)
){strict};
CREATE INDEX purchase_line_open ON purchase_line (item_id, expected_day) WHERE open > 0;

CREATE TABLE arrival (
    id {id},
    site_id {int} NOT NULL REFERENCES site (id),
    supplier_id {int} REFERENCES supplier (id),
    name {text} NOT NULL UNIQUE,
    dock_id {int} REFERENCES location (id),
    due_at {int} NOT NULL,
    closed_at {int} NOT NULL DEFAULT 0
){strict};
CREATE INDEX arrival_open ON arrival (site_id, due_at, id) WHERE closed_at = 0;

-- What was announced and what came. id: arrival * 16384 + n.
CREATE TABLE arrival_line (
    id {id},
    arrival_id {int} NOT NULL REFERENCES arrival (id),
    purchase_line_id {int} REFERENCES purchase_line (id),
    item_id {int} NOT NULL REFERENCES item (id),
    plate_id {int} REFERENCES location (id),
    lot_code {text} NOT NULL DEFAULT '',
    expires_day {int} NOT NULL DEFAULT 0,
    qty {int} NOT NULL CHECK (qty >= 0),
    received {int} NOT NULL DEFAULT 0 CHECK (received >= 0)
){strict};
CREATE INDEX arrival_line_item ON arrival_line (arrival_id, item_id);

-- Pieces of a line that are promised for a day, and the supply that they hang on.
CREATE TABLE promise (
    line_id {int} NOT NULL REFERENCES order_line (id),
    day {int} NOT NULL,
    qty {int} NOT NULL CHECK (qty > 0),
    purchase_line_id {int} REFERENCES purchase_line (id),
    PRIMARY KEY (line_id, day)
){clustered};
CREATE INDEX promise_supply ON promise (purchase_line_id) WHERE purchase_line_id IS NOT NULL;

-- --- work

-- A piece of work of any kind. Free: no operator; claimed: a lease; over: done_at. cart_id: what goes
-- along. at_id: the location where the operator stands for certain. last_event: the head of the chain
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
    ask {text} NOT NULL DEFAULT '',
    last_event {int} NOT NULL DEFAULT 0,
    made_at {int} NOT NULL,
    started_at {int} NOT NULL DEFAULT 0,
    done_at {int} NOT NULL DEFAULT 0
){strict};
CREATE INDEX work_open ON work (site_id, kind, due_at, id) WHERE done_at = 0;
CREATE INDEX work_operator ON work (operator_id) WHERE done_at = 0;
CREATE INDEX work_fulfilment ON work (fulfilment_id) WHERE fulfilment_id IS NOT NULL;

-- A step of work: qty pieces of goods from one location to another, for a line. seq: in this order.
-- made_by: the event that added it later, 0 = it was there from the start. line_id has no foreign key:
-- the history outlives the lines of an order that its channel rewrites.
CREATE TABLE task (
    id {id},
    work_id {int} NOT NULL REFERENCES work (id),
    seq {int} NOT NULL DEFAULT 0,
    line_id {int},
    goods_id {int} REFERENCES goods (id),
    from_id {int} REFERENCES location (id),
    to_id {int} REFERENCES location (id),
    qty {int} NOT NULL CHECK (qty >= 0),
    done {int} NOT NULL DEFAULT 0 CHECK (done >= 0),
    short {int} NOT NULL DEFAULT 0 CHECK (short >= 0),
    reason {text} NOT NULL DEFAULT '',
    made_by {int} NOT NULL DEFAULT 0,
    CHECK (done + short <= qty)
){strict};
CREATE INDEX task_work ON task (work_id, seq, id);

-- --- parcels

CREATE TABLE box_type (
    code {text} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    length_mm {int} NOT NULL CHECK (length_mm > 0),
    width_mm {int} NOT NULL CHECK (width_mm > 0),
    height_mm {int} NOT NULL CHECK (height_mm > 0),
    tare_g {int} NOT NULL DEFAULT 0
){strict};

-- A manifest: what a carrier takes at once.
CREATE TABLE load (
    id {id},
    site_id {int} NOT NULL REFERENCES site (id),
    carrier {text} NOT NULL,
    state {text} NOT NULL REFERENCES load_state (code),
    truck_id {int} REFERENCES location (id),
    parcels {int} NOT NULL DEFAULT 0,
    operator_id {int} NOT NULL REFERENCES operator (id),
    closed_at {int} NOT NULL DEFAULT 0
){strict};

-- id: its location, a carton; once closed the carton's code is the SSCC. n: of its work, from 1.
CREATE TABLE parcel (
    id {int} NOT NULL PRIMARY KEY REFERENCES location (id),
    fulfilment_id {int} NOT NULL REFERENCES fulfilment (id),
    work_id {int} NOT NULL REFERENCES work (id),
    n {int} NOT NULL CHECK (n > 0),
    state {text} NOT NULL REFERENCES parcel_state (code),
    box_code {text} NOT NULL DEFAULT '',
    grams {int} NOT NULL DEFAULT 0 CHECK (grams >= 0),
    proof_at {int} NOT NULL DEFAULT 0,
    load_id {int} REFERENCES load (id),
    closed_at {int} NOT NULL DEFAULT 0,
    shipped_at {int} NOT NULL DEFAULT 0,
    UNIQUE (work_id, n)
){strict};
CREATE INDEX parcel_fulfilment ON parcel (fulfilment_id);
CREATE INDEX parcel_waiting ON parcel (id) WHERE shipped_at = 0;
CREATE INDEX parcel_load ON parcel (load_id) WHERE load_id IS NOT NULL;

-- What it held, for ever. line_id has no foreign key: lines that nothing was packed of may be rewritten,
-- and each would look for itself here.
CREATE TABLE parcel_line (
    parcel_id {int} NOT NULL REFERENCES parcel (id),
    line_id {int} NOT NULL,
    goods_id {int} NOT NULL REFERENCES goods (id),
    qty {int} NOT NULL CHECK (qty >= 0),
    PRIMARY KEY (parcel_id, line_id, goods_id)
){clustered};

-- --- what happened, and what is still to do outside

-- The log: one row a call of an operation that changed something, enough to make the call again. args:
-- what it was called with, as JSON ('' of notes that a call makes beside its own row); site_id: where the
-- caller stood. about: the main subject ('order', 'item' …). say and terms: what was said, as a code and
-- its JSON, never a sentence in somebody's language. prev_id: what the same work could undo before it.
-- ids: which ids the call took, '' where it took that of its row alone or where ids follow from what is
-- there (SQLite). seq: the order in which calls happened, taken when the row is inserted, which is the
-- last that a call does; 0 where ids rise in this order (SQLite). No foreign keys: append-only.
CREATE TABLE event (
    id {id},
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
    ids {text} NOT NULL DEFAULT '',
    seq {seq}
){strict};
CREATE INDEX event_about ON event (about_id, about, id) WHERE about_id > 0;
CREATE INDEX event_seq ON event (seq) WHERE seq > 0;

-- Further subjects of an event, where it has any.
CREATE TABLE event_subject (
    about_id {int} NOT NULL,
    about {text} NOT NULL,
    event_id {int} NOT NULL,
    PRIMARY KEY (about_id, about, event_id)
){clustered};

-- What calls brought besides their arguments, as text in pieces (src/model/payload.h), for some weeks.
-- id: event * 4096 + n. about_id: the order that a piece is about, 0 = of none. sealed: encrypted, as
-- persons are.
CREATE TABLE event_payload (
    id {int} NOT NULL PRIMARY KEY,
    about_id {int} NOT NULL DEFAULT 0,
    at {int} NOT NULL,
    sealed {int} NOT NULL CHECK (sealed IN (0, 1)),
    brought {bytes} NOT NULL
){strict};
CREATE INDEX event_payload_at ON event_payload (at);
CREATE INDEX event_payload_about ON event_payload (about_id) WHERE about_id > 0;

-- Idempotency keys with the answer that was given: read once when a call is repeated, and old ones
-- may be thrown away without touching the audit.
CREATE TABLE event_key (
    op_key {text} NOT NULL PRIMARY KEY,
    event_id {int} NOT NULL,
    answer {text} NOT NULL
){clustered};

-- What the worker still has to do outside: written by the operation's own transaction. done_at: over,
-- whatever came of it.
CREATE TABLE outbox (
    id {id},
    kind {text} NOT NULL,
    subject_id {int} NOT NULL,
    copy {int} NOT NULL DEFAULT 1,
    order_id {int},
    printer_id {int} REFERENCES printer (id),
    state {text} NOT NULL REFERENCES outbox_state (code),
    reason {text} NOT NULL DEFAULT '',
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
    file_hash {text} NOT NULL DEFAULT '',
    bytes {int} NOT NULL,
    row_count {int} NOT NULL,
    created {int} NOT NULL,
    updated {int} NOT NULL,
    at {int} NOT NULL
){strict};

INSERT INTO site (id, code, name) VALUES (0, '', '');
INSERT INTO owner (code, name) VALUES ('', '');
