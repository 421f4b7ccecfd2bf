-- SPDX-License-Identifier: Apache-2.0
-- The first schema, part 3: customers and their orders, and the supply that will come.

-- --- customers and orders

-- A customer or addressee of one order. sealed: one text, packed and encrypted (src/vault/vault.h says how; the keys are
-- in a file of their own). indexed: the key by which its words stand in person_index, 0 = not yet.
CREATE TABLE person (
    id {id},
    sealed {bytes} NOT NULL,
    made_at {int} NOT NULL,
    indexed {int} NOT NULL DEFAULT 0
){strict};
CREATE INDEX person_todo ON person (id) WHERE indexed = 0;

-- Keyed tokens of words (src/model/people/person.h): equal words are equal, and nothing else can be seen.
CREATE TABLE person_index (
    kind {int} NOT NULL,
    token {bytes} NOT NULL,
    person_id {int} NOT NULL REFERENCES person (id),
    PRIMARY KEY (kind, token, person_id)
){clustered};
CREATE INDEX person_index_person ON person_index (person_id);

-- lacks: it holds goods, and misses pieces (db/orders/store_lacks.h).
CREATE TABLE sales_order (
    id {id},
    channel_id {int} NOT NULL REFERENCES channel (id),
    external_id {text} NOT NULL,
    external_name {text} NOT NULL,
    state {text} NOT NULL REFERENCES order_state (code),
    hold_say {text} NOT NULL DEFAULT '',
    hold_terms {text} NOT NULL DEFAULT '',
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
    nowhere {int} NOT NULL DEFAULT 0 CHECK (nowhere IN (0, 1)), -- where or to whom
    discount_code {text} NOT NULL DEFAULT '',
    shipping_method {text} NOT NULL DEFAULT '',
    source_status {text} NOT NULL DEFAULT '',
    source {text} NOT NULL DEFAULT '',
    billing_id {int} REFERENCES person (id),
    delivery_id {int} REFERENCES person (id),
    source_hash {text} NOT NULL,
    review_hash {text} NOT NULL DEFAULT '',
    lines {int} NOT NULL,
    pieces {int} NOT NULL,
    lacks {int} NOT NULL DEFAULT 0 CHECK (lacks IN (0, 1)),
    created_at {int} NOT NULL,
    closed_at {int} NOT NULL DEFAULT 0,
    UNIQUE (channel_id, external_id)
){strict};
CREATE INDEX sales_order_billing ON sales_order (billing_id) WHERE billing_id IS NOT NULL;
CREATE INDEX sales_order_delivery ON sales_order (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX sales_order_name ON sales_order (external_name);
CREATE INDEX sales_order_lacks ON sales_order (lacks, promise_at, placed_at, id) WHERE lacks = 1;
CREATE INDEX sales_order_queue ON sales_order (state, promise_at, placed_at, id);
CREATE INDEX sales_order_ended ON sales_order (state, closed_at, id) WHERE closed_at > 0;

-- What a person has to decide: a channel says something else of an order than what the floor has begun.
-- what: the differences, codes of sentences with line feeds between; sales_order.review_hash says of which
-- content. brought: the order as the file has it (src/model/payload.h), sealed as persons are.
CREATE TABLE import_question (
    order_id {int} NOT NULL PRIMARY KEY REFERENCES sales_order (id),
    at {int} NOT NULL,
    what {text} NOT NULL,
    brought {bytes} NOT NULL
){strict};

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
CREATE INDEX fulfilment_open ON fulfilment (site_id, state, promise_at, id) WHERE closed_at = 0;

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
CREATE INDEX order_line_waiting ON order_line (item_id) WHERE allocated > 0 AND fulfilment_id IS NULL;
CREATE INDEX order_line_unknown ON order_line (upper(sku)) WHERE item_id IS NULL;

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

-- What an engine proposed for an order (src/ops/orders/propose.h). One stands; a release that takes it
-- is its accepted_by, and one that is proposed later closes it.
CREATE TABLE proposal (
    id {id},
    order_id {int} NOT NULL REFERENCES sales_order (id),
    engine {text} NOT NULL,
    problem {text} NOT NULL,
    seed {int} NOT NULL,
    rounds {int} NOT NULL,
    parcels {int} NOT NULL CHECK (parcels > 0),
    answer {text} NOT NULL,
    made_at {int} NOT NULL,
    made_by {int} NOT NULL,
    accepted_by {int} NOT NULL DEFAULT 0,
    closed_at {int} NOT NULL DEFAULT 0,
    CHECK (accepted_by = 0 OR closed_at > 0)
){strict};
CREATE UNIQUE INDEX proposal_open ON proposal (order_id) WHERE closed_at = 0;

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
