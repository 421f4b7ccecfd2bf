-- SPDX-License-Identifier: Apache-2.0
-- The first schema, part 2: the catalogue, what lies where, and the ledger.

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
    price {int} NOT NULL DEFAULT 0,
    currency {text} NOT NULL,
    weight_g {int} NOT NULL DEFAULT 0 CHECK (weight_g >= 0)
){strict};
CREATE INDEX item_letters ON item (upper(sku));

-- The words of SKU and name of an item, by which people find it.
CREATE TABLE item_word (
    item_id {int} NOT NULL REFERENCES item (id),
    word {text} NOT NULL,
    PRIMARY KEY (item_id, word)
){clustered};
CREATE INDEX item_word_word ON item_word (word);

-- What a scanner may read for an item, a pack level each: GTINs as 14 digits, other codes as they are.
-- of_file: a file of items brought it, and what the next one says takes its place.
CREATE TABLE item_code (
    code {text} NOT NULL PRIMARY KEY,
    item_id {int} NOT NULL REFERENCES item (id),
    unit {text} NOT NULL DEFAULT 'each',
    qty {int} NOT NULL DEFAULT 1 CHECK (qty > 0),
    of_file {int} NOT NULL DEFAULT 0 CHECK (of_file IN (0, 1))
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

INSERT INTO owner (code, name) VALUES ('', '');
