#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# No file that the program writes says who a customer is: test_sealed.py TOTE
# Looks at raw bytes: of the database, its journal, a backup, temporary files, the sample shop.
import csv
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

from clilib import DEMO, SOURCE, Postgres, Tote, dump, main, named

PERSONAL = re.compile(r"^(Email|Phone|Notes|Note Attributes|Gift Message|Customer Mood|"
                      r"(Billing|Shipping) (Name|Street|Address[12]|Company|City|Zip|Phone))$")
SAMPLES = [f"{SOURCE}/tests/unit/data/shopify-{name}.csv"
           for name in ("47-columns", "79-columns", "prepended-column")]
SHORTEST = 6  # bytes; shorter words stand in binary files by chance


def with_unknown_columns(folder):
    """The orders of the sample shop with columns that tote has no place for."""
    path = folder + "/orders.csv"
    with open(DEMO + "/orders-shopify.csv", encoding="utf-8", newline="") as source, \
            open(path, "w", encoding="utf-8", newline="") as target:
        rows = csv.reader(source)
        out = csv.writer(target)
        out.writerow(next(rows) + ["Gift Message", "Customer Mood"])
        for n, row in enumerate(rows):
            out.writerow(row + [f"Greetings to cousin Wendelin {n}", f"melancholic-{n}"])
    return path


def forms(value):
    """What VALUE could stand as: whole, its words, as it is compared, as bytes of a dump."""
    texts = {value, *re.findall(r"[^\W_]+", value)}
    for text in [t.casefold() for t in texts]:
        raw = text.encode()
        if len(raw) >= SHORTEST and not (text.isdigit() and len(text) < 9):
            yield raw
            yield raw.hex().encode()


def secrets_of(path):
    with open(path, encoding="utf-8-sig", newline="") as source:
        for row in csv.DictReader(source):
            for name, value in row.items():
                if name and value and PERSONAL.match(name):
                    yield from forms(value.lstrip("'"))


def files_in(folder):
    for where, _, names in os.walk(folder):
        yield from (os.path.join(where, name) for name in names)


def bytes_of(path):
    # bytes.lower() leaves letters beyond ASCII alone, so that ones are looked for as they are, too.
    with open(path, "rb") as source:
        raw = source.read()
    return raw.lower() + raw.decode("utf-8", "replace").casefold().encode()


def told(data, secrets):
    return sorted({s.decode("utf-8", "replace") for s in secrets if s in data})


class Shop:
    """A shop in a folder, with everything in it that tells nothing about customers."""

    def __init__(self, folder, url):
        self.folder = folder
        os.makedirs(folder + "/tmp")
        self.tote = Tote(sys.argv[1], url, folder)
        self.tote.env["TMPDIR"] = folder + "/tmp"
        self.tote.ok("init")
        for what in ("items", "places", "stock"):
            self.tote.ok("import", what, f"{DEMO}/{what}.csv")

    def fill(self, paths):
        for path in paths:
            with open(path, encoding="utf-8") as source:
                piped = self.tote.run("--key", path, "import", "orders", "--channel", "shopify",
                                      "-", stdin=source)
            assert piped.status in (0, 1), piped
        orders = self.tote.ok("order", "list")["orders"]
        assert len(orders) > 50, len(orders)
        self.tote.run("order", "hold", orders[-1]["order"], "--reason", "look", "--key", "k1")
        self.tote.ok("order", "release", "--all")
        self.tote.ok("order", "release", orders[0]["order"], "--key", "k2")
        self.tote.ok("worker", "--once")
        shown = self.tote.ok("order", "show", "#1060")["delivery"]
        assert shown["name"] == "Zoë Müller" and shown["address1"] == "Lindenstraße 14", shown


def all_secrets(paths, plain):
    """What must not be told: without what is in the shop anyhow (a city, a name of a tea)."""
    secrets = {s for path in paths for s in secrets_of(path)} - {b""}
    secrets = {s for s in secrets if s not in plain}
    assert len(secrets) > 300, len(secrets)
    for part in (b"zo\xc3\xab m\xc3\xbcller", b"greetings to cousin wendelin 0", b"melancholic-0",
                 b"customer1060@example.com"):
        assert part in secrets, part
    return secrets


def sealed(folder):
    """The files of a database, its journal and its backup tell nothing about customers."""
    home = folder + "/sqlite"
    shop = Shop(home, home + "/shop.db")
    paths = [with_unknown_columns(folder), *SAMPLES]
    plain = b"".join(map(bytes_of, files_in(home)))
    secrets = all_secrets(paths, plain)
    with closing(sqlite3.connect(home + "/shop.db")) as base:  # keeps the journal
        base.execute("SELECT count(*) FROM person").fetchall()
        shop.fill(paths)
        found = shop.tote.ok("customer", "find", "mueller zoe")["customers"]
        assert found and all(one["name"] == "Zoë Müller" for one in found), found
        assert "O-100001" in [order for one in found for order in one["orders"]], found
        shop.tote.refuse(1, "exists", "key", "init")
        assert shop.tote.ok("key", "rotate")["resealed"] > 60
        town = found[0]["city"]
        assert found[0] in shop.tote.ok("customer", "find", f"zoe {town}")["customers"], town
        assert shop.tote.ok("customer", "find", "zoe müller")["customers"] == found
        shop.tote.ok("worker", "--once")
        assert found[0] in shop.tote.ok("customer", "find", f"zoe {town}")["customers"], town
        assert shop.tote.ok("customer", "find", "zoe müller")["customers"] == found
        shop.tote.ok("backup", home + "/copy.db")
        names = sorted(os.path.basename(path) for path in files_in(home))
        assert {"shop.db", "shop.db-wal", "shop.db.keys", "copy.db"} <= set(names), names
        for path in files_in(home):
            found = told(bytes_of(path), secrets)
            assert not found, f"{path} tells {found[:20]}"
        people, words = base.execute(
            "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM person_index)").fetchone()
        assert people > 60 and words > 5 * people, (people, words)
    assert os.stat(home + "/shop.db.keys").st_mode & 0o777 == 0o600
    # The backup opens where its keys are, and only there.
    away = Tote(sys.argv[1], home + "/copy.db", folder)
    assert away.ok("order", "show", "#1060")["delivery"] is None
    shutil.copy(home + "/shop.db.keys", home + "/copy.db.keys")
    assert away.ok("order", "show", "#1060")["delivery"]["name"] == "Zoë Müller"


def server(folder):
    """Nor does a dump of a database on PostgreSQL."""
    base = Postgres()
    try:
        home = folder + "/pgsql"
        url = base.url("sealed")
        shop = Shop(home, url)
        paths = [with_unknown_columns(folder), *SAMPLES]
        plain = dump(url).lower().encode()
        secrets = all_secrets(paths, plain)
        shop.fill(paths)
        text = dump(url)
        found = told((text.lower() + text.casefold()).encode(), secrets)
        assert not found, found[:20]
        for path in files_in(home):
            assert not told(bytes_of(path), secrets), path
    finally:
        base.stop()


def sample_shop(folder):
    """Nor does the folder of the sample shop, though its labels say it to who reads them."""
    tote = Tote(sys.argv[1], folder + "/unused.db", folder)
    home = folder + "/demo"
    os.makedirs(folder + "/demo-tmp")
    tote.ok("demo", "--dir", home, env={"TMPDIR": folder + "/demo-tmp"})
    pages = [name for name in sorted(os.listdir(home + "/labels")) if name.endswith(".pdf")]
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", f"{home}/labels/{pages[0]}", "-"], check=True,
                              capture_output=True).stdout.decode().casefold()
        assert any(s.decode() in text for s in secrets_of(DEMO + "/orders-shopify.csv")), text
    empty = Shop(folder + "/empty", folder + "/empty/shop.db")
    plain = b"".join(map(bytes_of, files_in(empty.folder))) + b"27568 bremerhaven sample quay 3"
    secrets = all_secrets([with_unknown_columns(folder)], plain)
    for path in (*files_in(home), *files_in(folder + "/demo-tmp")):
        found = told(bytes_of(path), secrets)
        assert not found, f"{path} tells {found[:20]}"


def damaged(folder):
    """Whatever cannot be opened is told when keys are made anew, and what can is sealed anew"""
    home = folder + "/damaged"
    shop = Shop(home, home + "/shop.db")
    first, again = with_unknown_columns(folder), home + "/again.csv"
    shop.tote.run("import", "orders", "--channel", "shopify", first)
    shop.tote.ok("order", "release", "--all")
    with open(first, encoding="utf-8") as source, open(again, "w", encoding="utf-8") as target:
        target.write(source.read().replace("Lindenstraße 14", "Lindenstraße 41"))
    shop.tote.run("import", "orders", "--channel", "shopify", again)
    kinds = (("person", "sealed", "id", "TRUE"), ("event_payload", "brought", "id", "sealed = 1"),
             ("import_question", "brought", "order_id", "TRUE"))
    for table, column, key, which in kinds:
        with closing(sqlite3.connect(home + "/shop.db", isolation_level=None)) as base:
            one, whole = base.execute(f"SELECT {key}, {column} FROM {table} WHERE {which} "
                                      f"ORDER BY {key} DESC LIMIT 1").fetchone()
            bad = whole[:-1] + bytes([whole[-1] ^ 1])
            change = f"UPDATE {table} SET {column} = ? WHERE {key} = ?"
            base.execute(change, (bad, one))
            answer = shop.tote.run("--json", "key", "rotate")
            assert answer.status == 3 and answer.json["ok"] is False, (table, answer)
            assert answer.json["error"]["code"] == "person.damaged", (table, answer)
            assert "cannot be opened" in answer.json["findings"][0], (table, answer)
            base.execute(change, (whole, one))
        assert shop.tote.ok("key", "rotate")["ok"] is True


if __name__ == "__main__":
    main(named(sealed, server, sample_shop, damaged))
