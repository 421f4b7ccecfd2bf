-- SPDX-License-Identifier: Apache-2.0
-- The first schema, part 1: codes, sites and locations, people who work here and their stations.
-- {id} {int} {text} {bytes} {seq} {strict} {clustered} are spelled per engine (db/driver.h). Times are UTC in
-- ms, days are counted from 1970, money is minor units, quantities are base units. Words are codes:
-- those with a table of their own here are filled from the tables of the program (model/code_tables.h),
-- and statements ask its flags instead of listing words.

CREATE TABLE schema_version (
    version {int} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    applied_at {int} NOT NULL
){strict};

-- The tables of codes that programs filled in, by a digest of all their rows, and the version of
-- the first program that had them.
CREATE TABLE code_set (
    digest {text} NOT NULL PRIMARY KEY,
    version {int} NOT NULL
){clustered};

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
    lacks {int} NOT NULL,
    holds_goods {int} NOT NULL,
    rank {int} NOT NULL
){clustered};
CREATE TABLE fulfilment_state (
    code {text} NOT NULL PRIMARY KEY,
    open {int} NOT NULL,
    holds_goods {int} NOT NULL,
    gone {int} NOT NULL,
    picks {int} NOT NULL,
    packs {int} NOT NULL,
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
    wants_person {int} NOT NULL,
    cancelled {int} NOT NULL,
    came_out {int} NOT NULL
){clustered};
CREATE TABLE printer_state (
    code {text} NOT NULL PRIMARY KEY,
    wants_person {int} NOT NULL
){clustered};
CREATE TABLE line_kind (
    code {text} NOT NULL PRIMARY KEY,
    goods {int} NOT NULL,
    demand {int} NOT NULL,
    listed {int} NOT NULL,
    priced {int} NOT NULL
){clustered};
CREATE TABLE work_kind (
    code {text} NOT NULL PRIMARY KEY,
    rank {int} NOT NULL,
    counts {int} NOT NULL
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
CREATE INDEX location_letters ON location (upper(code)) WHERE site_id > 0;
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
    state {text} NOT NULL,
    reason {text} NOT NULL DEFAULT '',
    reason_terms {text} NOT NULL DEFAULT '',
    state_at {int} NOT NULL DEFAULT 0
){strict};

-- A terminal. The epoch rises with each login; an older session sees it and stops.
-- site_id: the warehouse that it stands in; NULL = nobody said yet, and there are several; 0 = it was
-- said that it belongs to all of them.
CREATE TABLE station (
    id {id},
    site_id {int} REFERENCES site (id),
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

INSERT INTO site (id, code, name) VALUES (0, '', '');
