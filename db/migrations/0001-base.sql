-- SPDX-License-Identifier: Apache-2.0
-- The first schema: catalogue, ledger, orders, picking, packing, outbox and audit.
-- {id} {once} {int} {text} {strict} are spelled per engine (db/driver.h). Times are UTC in ms, money is
-- minor units, quantities are base units, states are short text codes.

CREATE TABLE schema_version (
    version {int} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    applied_at {int} NOT NULL
){strict};

CREATE TABLE setting (
    name {text} NOT NULL PRIMARY KEY,
    value {text} NOT NULL
){strict};

-- Numbers that never repeat, SSCC serials above all.
CREATE TABLE counter (
    name {text} NOT NULL PRIMARY KEY,
    value {int} NOT NULL CHECK (value >= 0)
){strict};

CREATE TABLE operator (
    id {id},
    name {text} NOT NULL UNIQUE,
    role {text} NOT NULL CHECK (role IN ('picker', 'packer', 'manager', 'admin')),
    active {int} NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
){strict};

CREATE TABLE printer (
    id {id},
    name {text} NOT NULL UNIQUE,
    uri {text} NOT NULL,
    format {text} NOT NULL CHECK (format IN ('auto', 'pdf', 'zpl')),
    dpi {int} NOT NULL CHECK (dpi BETWEEN 200 AND 600),
    state {text} NOT NULL DEFAULT 'unknown' CHECK (state IN ('unknown', 'ready', 'printing', 'trouble', 'away')),
    reason {text} NOT NULL DEFAULT '',
    state_at {int} NOT NULL DEFAULT 0
){strict};

-- A terminal. The epoch rises with each login; an older session sees it and stops.
CREATE TABLE station (
    id {id},
    name {text} NOT NULL UNIQUE,
    epoch {int} NOT NULL DEFAULT 0,
    operator_id {int} REFERENCES operator (id),
    printer_id {int} REFERENCES printer (id),
    screen {text} NOT NULL DEFAULT '',
    draft {text} NOT NULL DEFAULT '',
    seen_at {int} NOT NULL DEFAULT 0
){strict};

CREATE TABLE warehouse (
    id {id},
    code {text} NOT NULL UNIQUE,
    name {text} NOT NULL
){strict};

-- kind: pick and bulk hold goods for sale, receive waits for putaway, cart is in a picker's hands,
-- pack stands packed and waits for the carrier, lost was not found where it should be.
CREATE TABLE place (
    id {id},
    warehouse_id {int} NOT NULL REFERENCES warehouse (id),
    code {text} NOT NULL,
    zone {text} NOT NULL DEFAULT '',
    kind {text} NOT NULL CHECK (kind IN ('pick', 'bulk', 'receive', 'cart', 'pack', 'lost')),
    walk {int} NOT NULL DEFAULT 0,
    check_digits {text} NOT NULL DEFAULT '',
    blocked {int} NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    UNIQUE (warehouse_id, code)
){strict};
CREATE INDEX place_code ON place (code);
CREATE INDEX place_kind ON place (warehouse_id, kind, id);

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

-- What a scanner may read for an item: GTINs as 14 digits, other codes as they are.
CREATE TABLE item_code (
    code {text} NOT NULL PRIMARY KEY,
    item_id {int} NOT NULL REFERENCES item (id),
    qty {int} NOT NULL DEFAULT 1 CHECK (qty > 0)
){strict};
CREATE INDEX item_code_item ON item_code (item_id);

-- What lies where. Changes only together with a stock_move in the same transaction.
CREATE TABLE balance (
    id {id},
    item_id {int} NOT NULL REFERENCES item (id),
    place_id {int} NOT NULL REFERENCES place (id),
    lot {text} NOT NULL DEFAULT '',
    serial {text} NOT NULL DEFAULT '',
    lpn {text} NOT NULL DEFAULT '',
    owner {text} NOT NULL DEFAULT '',
    cond {text} NOT NULL DEFAULT 'good',
    on_hand {int} NOT NULL CHECK (on_hand >= 0),
    allocated {int} NOT NULL DEFAULT 0 CHECK (allocated >= 0),
    received_at {int} NOT NULL,
    CHECK (allocated <= on_hand),
    UNIQUE (item_id, place_id, lot, serial, lpn, owner, cond)
){strict};
CREATE INDEX balance_place ON balance (place_id);

CREATE TABLE person (
    id {id},
    name {text} NOT NULL DEFAULT '',
    company {text} NOT NULL DEFAULT '',
    address1 {text} NOT NULL DEFAULT '',
    address2 {text} NOT NULL DEFAULT '',
    city {text} NOT NULL DEFAULT '',
    zip {text} NOT NULL DEFAULT '',
    province {text} NOT NULL DEFAULT '',
    country {text} NOT NULL DEFAULT '',
    phone {text} NOT NULL DEFAULT '',
    email {text} NOT NULL DEFAULT '',
    note {text} NOT NULL DEFAULT ''
){strict};

CREATE TABLE sales_order (
    id {id},
    channel {text} NOT NULL,
    external_id {text} NOT NULL,
    external_name {text} NOT NULL,
    status {text} NOT NULL CHECK (status IN ('unpaid', 'held', 'ready', 'short', 'released', 'picking',
        'picked', 'packing', 'packed', 'shipped', 'elsewhere', 'cancelled')),
    hold_reason {text} NOT NULL DEFAULT '',
    held_by {text} NOT NULL DEFAULT '' CHECK (held_by IN ('', 'import', 'person')),
    paid {text} NOT NULL CHECK (paid IN ('no', 'part', 'yes', 'part_refunded', 'refunded', 'void')),
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
    UNIQUE (channel, external_id)
){strict};
CREATE INDEX sales_order_billing ON sales_order (billing_id) WHERE billing_id IS NOT NULL;
CREATE INDEX sales_order_delivery ON sales_order (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX sales_order_name ON sales_order (external_name);
CREATE INDEX sales_order_queue ON sales_order (status, promise_at, placed_at, id);

CREATE TABLE order_line (
    id {once},
    order_id {int} NOT NULL REFERENCES sales_order (id),
    line {int} NOT NULL CHECK (line > 0),
    kind {text} NOT NULL CHECK (kind IN ('goods', 'tip', 'service')),
    item_id {int} REFERENCES item (id),
    sku {text} NOT NULL,
    name {text} NOT NULL,
    qty {int} NOT NULL CHECK (qty > 0),
    price {int} NOT NULL,
    discount {int} NOT NULL DEFAULT 0,
    fulfilment {text} NOT NULL DEFAULT '',
    UNIQUE (order_id, line)
){strict};
CREATE INDEX order_line_item ON order_line (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX order_line_unknown ON order_line (sku) WHERE item_id IS NULL;

CREATE TABLE payment (
    id {id},
    order_id {int} NOT NULL REFERENCES sales_order (id),
    n {int} NOT NULL,
    method {text} NOT NULL,
    reference {text} NOT NULL DEFAULT '',
    amount {int},
    UNIQUE (order_id, n)
){strict};

-- What the tax of an order is made of; no name: the part that the channel does not break down.
CREATE TABLE order_tax (
    order_id {int} NOT NULL REFERENCES sales_order (id),
    n {int} NOT NULL,
    name {text} NOT NULL,
    amount {int} NOT NULL,
    PRIMARY KEY (order_id, n)
){strict};

-- Columns of a channel's file that tote has no place for, kept as they came.
CREATE TABLE order_extra (
    order_id {int} NOT NULL REFERENCES sales_order (id),
    n {int} NOT NULL,
    name {text} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (order_id, n)
){strict};

-- A picker's claimed piece of work; today one order. The claim is a lease. place_ok: the picker
-- stands at the place of the line in hand (allocation_id).
CREATE TABLE pick_work (
    id {id},
    order_id {int} NOT NULL REFERENCES sales_order (id),
    status {text} NOT NULL CHECK (status IN ('open', 'done', 'left')),
    operator_id {int} NOT NULL REFERENCES operator (id),
    station_id {int} REFERENCES station (id),
    lease_until {int} NOT NULL,
    allocation_id {int},
    place_ok {int} NOT NULL DEFAULT 0 CHECK (place_ok IN (0, 1)),
    ask {text} NOT NULL DEFAULT '',
    started_at {int} NOT NULL,
    done_at {int} NOT NULL DEFAULT 0
){strict};
CREATE INDEX pick_work_status ON pick_work (status, id) WHERE status = 'open';
CREATE UNIQUE INDEX pick_work_open ON pick_work (order_id) WHERE status = 'open';

-- An order line's claim on a balance. picked went to the cart, short was not found.
CREATE TABLE allocation (
    id {once},
    order_line_id {int} NOT NULL REFERENCES order_line (id),
    balance_id {int} NOT NULL REFERENCES balance (id),
    qty {int} NOT NULL CHECK (qty > 0),
    picked {int} NOT NULL DEFAULT 0 CHECK (picked >= 0),
    short {int} NOT NULL DEFAULT 0 CHECK (short >= 0),
    work_id {int} REFERENCES pick_work (id),
    skipped {int} NOT NULL DEFAULT 0 CHECK (skipped IN (0, 1)),
    CHECK (picked + short <= qty)
){strict};
CREATE INDEX allocation_line ON allocation (order_line_id);
CREATE INDEX allocation_balance ON allocation (balance_id);
CREATE INDEX allocation_work ON allocation (work_id) WHERE work_id IS NOT NULL;

CREATE TABLE manifest (
    id {id},
    carrier {text} NOT NULL,
    parcels {int} NOT NULL,
    operator_id {int} NOT NULL REFERENCES operator (id),
    closed_at {int} NOT NULL
){strict};

CREATE TABLE box_type (
    code {text} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    length_mm {int} NOT NULL CHECK (length_mm > 0),
    width_mm {int} NOT NULL CHECK (width_mm > 0),
    height_mm {int} NOT NULL CHECK (height_mm > 0),
    tare_g {int} NOT NULL DEFAULT 0
){strict};

CREATE TABLE shipment (
    id {id},
    order_id {int} NOT NULL REFERENCES sales_order (id),
    status {text} NOT NULL CHECK (status IN ('packing', 'packed', 'shipped', 'left')),
    operator_id {int} NOT NULL REFERENCES operator (id),
    station_id {int} REFERENCES station (id),
    lease_until {int} NOT NULL,
    ask {text} NOT NULL DEFAULT '',
    opened_at {int} NOT NULL,
    closed_at {int} NOT NULL DEFAULT 0
){strict};
CREATE INDEX shipment_status ON shipment (status, id) WHERE status = 'packing';
CREATE UNIQUE INDEX shipment_open ON shipment (order_id) WHERE status = 'packing';
CREATE INDEX shipment_order ON shipment (order_id);

CREATE TABLE parcel (
    id {once},
    shipment_id {int} NOT NULL REFERENCES shipment (id),
    n {int} NOT NULL CHECK (n > 0),
    status {text} NOT NULL CHECK (status IN ('open', 'closed', 'shipped')),
    sscc {text} UNIQUE,
    box_code {text} NOT NULL DEFAULT '',
    grams {int} NOT NULL DEFAULT 0 CHECK (grams >= 0),
    proof_at {int} NOT NULL DEFAULT 0,
    manifest_id {int} REFERENCES manifest (id),
    closed_at {int} NOT NULL DEFAULT 0,
    UNIQUE (shipment_id, n)
){strict};
CREATE INDEX parcel_status ON parcel (status, id);

CREATE TABLE parcel_line (
    id {once},
    parcel_id {int} NOT NULL REFERENCES parcel (id),
    order_line_id {int} NOT NULL REFERENCES order_line (id),
    qty {int} NOT NULL CHECK (qty >= 0),
    UNIQUE (parcel_id, order_line_id)
){strict};
CREATE INDEX parcel_line_order ON parcel_line (order_line_id);

-- The ledger: every piece that ever moved. Rows are never changed or deleted. No from_place:
-- it came from outside; no to_place: it left the house.
CREATE TABLE stock_move (
    id {id},
    at {int} NOT NULL,
    item_id {int} NOT NULL REFERENCES item (id),
    lot {text} NOT NULL DEFAULT '',
    serial {text} NOT NULL DEFAULT '',
    owner {text} NOT NULL DEFAULT '',
    cond {text} NOT NULL DEFAULT 'good',
    from_place_id {int} REFERENCES place (id),
    from_lpn {text} NOT NULL DEFAULT '',
    to_place_id {int} REFERENCES place (id),
    to_lpn {text} NOT NULL DEFAULT '',
    qty {int} NOT NULL CHECK (qty > 0),
    reason {text} NOT NULL CHECK (reason IN ('count', 'receive', 'adjust', 'move', 'pick', 'pack', 'ship', 'short')),
    allocation_id {int},
    parcel_line_id {int},
    undoes {int},
    event_id {int} NOT NULL,
    CHECK (from_place_id IS NOT NULL OR to_place_id IS NOT NULL)
){strict};
CREATE INDEX stock_move_item ON stock_move (item_id, id);
CREATE INDEX stock_move_allocation ON stock_move (allocation_id) WHERE allocation_id IS NOT NULL;
CREATE INDEX stock_move_parcel ON stock_move (parcel_line_id) WHERE parcel_line_id IS NOT NULL;
CREATE UNIQUE INDEX stock_move_undoes ON stock_move (undoes) WHERE undoes IS NOT NULL;

-- The audit: one row a call of an operation. args: what it was called with, as JSON; say and terms:
-- what was said, as a code and its JSON, never a sentence in somebody's language.
CREATE TABLE event (
    id {id},
    at {int} NOT NULL,
    op {text} NOT NULL,
    operator_id {int} NOT NULL,
    station_id {int},
    order_id {int},
    subject {text} NOT NULL DEFAULT '',
    result {text} NOT NULL DEFAULT '',
    say {text} NOT NULL DEFAULT '',
    terms {text} NOT NULL DEFAULT '',
    args {text} NOT NULL DEFAULT ''
){strict};
CREATE INDEX event_order ON event (order_id, id) WHERE order_id IS NOT NULL;

-- Idempotency keys with the answer that was given: read once when a call is repeated, and old ones
-- may be thrown away without touching the audit.
CREATE TABLE event_key (
    op_key {text} NOT NULL PRIMARY KEY,
    event_id {int} NOT NULL,
    answer {text} NOT NULL
){strict};

-- What the worker still has to do outside: written by the operation's own transaction.
CREATE TABLE outbox (
    id {id},
    kind {text} NOT NULL CHECK (kind IN ('label')),
    ref {text} NOT NULL,
    order_id {int},
    printer_id {int} REFERENCES printer (id),
    status {text} NOT NULL CHECK (status IN ('waiting', 'sending', 'printing', 'done', 'doubt', 'failed',
        'cancelled')),
    reason {text} NOT NULL DEFAULT '',
    tries {int} NOT NULL DEFAULT 0,
    copy {int} NOT NULL DEFAULT 1,
    next_at {int} NOT NULL DEFAULT 0,
    remote_job {int} NOT NULL DEFAULT 0,
    worker {text} NOT NULL DEFAULT '',
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    UNIQUE (kind, ref, copy)
){strict};
CREATE INDEX outbox_printer ON outbox (printer_id, id);
-- One word of the states is asked for at a time: SQLite uses no partial index for that.
CREATE INDEX outbox_status ON outbox (status, next_at, id);

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
