#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# The command line as a contract: test_contract.py TOTE sqlite|postgresql
import hashlib
import os
import shutil
import sqlite3
import sys

from clilib import DEMO, Postgres, Skip, Tote, dump, main, named

ORDERS = ("import", "orders", "--channel", "shopify", DEMO + "/orders-shopify.csv")
CARD = "4111 1111 1111 1111"


class World:
    def __init__(self, folder):
        self.folder, self.engine, self.server, self.skip = folder, sys.argv[2], None, None
        url = folder + "/shop.db"
        if self.engine == "postgresql":
            try:
                self.server = Postgres()
                url = self.server.url("shop")
            except Skip as reason:
                self.skip = str(reason)
        self.tote = Tote(sys.argv[1], url, folder)

    def stop(self):
        if self.server:
            self.server.stop()


def needs_engine(function):
    def run(world):
        if world.skip:
            raise Skip(world.skip)
        function(world, world.tote)
    run.__doc__ = function.__doc__
    return run


def keys(answer, *names):
    missing = set(names) - set(answer)
    assert not missing, f"without {missing}: {answer}"


@needs_engine
def init(world, tote):
    """init creates the database once."""
    if world.engine == "sqlite":
        tote.refuse(3, "db.open", "order", "list")
    one_of_many(tote.at_once(6, "init"))
    assert "admin" in [row["operator"] for row in tote.ok("operator", "list")["operators"]]
    tote.refuse(1, "exists", "init")


def one_of_many(answers):
    """One did it, and each of the others was told that it is done."""
    done = [answer for answer in answers if answer.status == 0]
    refused = [answer for answer in answers if answer.status == 1]
    assert len(done) == 1 and len(refused) == len(answers) - 1, answers
    for answer in refused:
        error = answer.json["error"]
        assert error["code"] == "exists" and error["hint"], error


@needs_engine
def wrong_calls(world, tote):
    """A wrong call is exit 2, says what is wrong and where help is."""
    for words in (["nonsense"], ["order", "nonsense"], ["order", "list", "--nonsense"],
                  ["order", "show"], ["order", "list", "word"], ["pick", "scan", "W-1"],
                  ["order", "list", "--limit"], ["import", "orders", "x.csv"],
                  ["order", "list", "--limit", "1", "--limit=2"],
                  ["import", "cats", "x.csv"], ["order", "release"], ["--db"]):
        answer = tote.run(*words)
        assert answer.status == 2 and not answer.out, f"{words}: {answer}"
        assert answer.err.startswith("tote: "), answer
    assert tote.refuse(2, "call.usage", "a", "b")["message"] == "There is no verb 'a b'"
    alone, helped = tote.run("order"), tote.run("help", "order")
    assert alone.status == 2 and "Say which" in alone.err and "tote order show" in alone.out, alone
    assert alone.out == helped.out, alone
    for word in ("--help", "-h"):
        answer = tote.run("pack", "weigh", word)
        assert answer.out == tote.run("help", "pack weigh").out and answer.status == 0, answer
        assert tote.run("order", word).out == helped.out
    tote.refuse(2, "call.argument", "import", "orders", "--channel", "cats", "x.csv")
    tote.refuse(2, "call.argument", "pack", "weigh", "S-1", "much")


@needs_engine
def surroundings(world, tote):
    """What surrounds it failing is exit 3."""
    tote.refuse(3, "file.read", "import", "items", world.folder + "/none.csv")
    tote.refuse(3, "db.open", "--db", world.folder + "/none/none.db", "order", "list")
    answer = tote.run()
    assert answer.status == 3 and "terminal" in answer.err, answer


@needs_engine
def people(world, tote):
    """Operators have roles, and a role is asked before anything happens."""
    for name, role in (("anna", "picker"), ("ben", "packer"), ("sam", "manager")):
        assert tote.ok("operator", "add", name, "--role", role)["operator"] == name
    tote.refuse(1, "exists", "operator", "add", "Anna")
    tote.refuse(1, "operator.role", "--as", "anna", "setting", "set", "shop.name", "X")
    tote.refuse(1, "operator.unknown", "--as", "nobody", "order", "list")
    names = [row["operator"] for row in tote.ok("operator", "list")["operators"]]
    assert {"admin", "anna", "ben", "sam"} <= set(names), names
    tote.ok("setting", "set", "gs1.prefix", "9521234")
    tote.ok("setting", "set", "shop.name", "Test shop")
    tote.refuse(2, "call.argument", "setting", "set", "gs1.prefix", "95x")


@needs_engine
def imports(world, tote):
    """Master data, stock and orders come in, every row accounted for."""
    for what in ("items", "places", "stock"):
        answer = tote.ok("import", what, f"{DEMO}/{what}.csv")
        keys(answer, "rows", "created", "updated", "unchanged", "rejected", "problems")
        assert answer["created"] == answer["rows"] > 200, answer
    before = dump(tote.url)
    dry = tote.ok(*ORDERS, "--dry-run")
    assert dump(tote.url) == before, "a dry run changed something"
    answer = tote.ok(*ORDERS)
    keys(answer, "rows", "orders", "created", "updated", "unchanged", "held", "rejected")
    assert answer["orders"] == answer["created"] == 60 and answer["rejected"] == 0, answer
    assert {**dry, "dry_run": None} == {**answer, "dry_run": None}
    for problem in answer["problems"]:
        keys(problem, "row", "order", "code", "message")


@needs_engine
def again(world, tote):
    """The same files again change nothing, bit for bit."""
    before = dump(tote.url)
    for what in ("items", "places"):
        answer = tote.ok("import", what, f"{DEMO}/{what}.csv")
        assert answer["unchanged"] == answer["rows"], answer
    assert tote.ok(*ORDERS)["unchanged"] == 60
    assert dump(tote.url) == before


@needs_engine
def secrets(world, tote):
    """A card number in a note is in no file of the database."""
    assert CARD in open(ORDERS[-1], encoding="utf-8").read()
    assert CARD not in dump(tote.url) and CARD.replace(" ", "") not in dump(tote.url)
    if world.engine == "sqlite":
        for name in os.listdir(world.folder):
            if name.startswith("shop.db"):
                data = open(os.path.join(world.folder, name), "rb").read()
                assert CARD.encode() not in data, name


@needs_engine
def options(world, tote):
    """Options stand anywhere before --, variables do the same."""
    assert tote.ok("order", "list", "--limit", "0")["orders"] == []
    assert len(tote.ok("order", "list", "--limit", "1")["orders"]) == 1
    one = tote.run("--json", "--db", tote.url, "order", "list", env={"TOTE_DB": "/none"})
    two = tote.run("order", "list", "--db=" + tote.url, "--json", env={"TOTE_DB": "/none"})
    assert one.status == 0 and one.out == two.out, one
    assert tote.run("order", "list", "--", "--json").status == 2
    assert {tote.run("order", "release", "--", word).status for word in ("-h", "--all")} == {1}
    assert tote.run("order", "list", env={"TOTE_OPERATOR": "nobody"}).status == 1


@needs_engine
def orders(world, tote):
    """Orders are listed and shown with all that the contract names."""
    rows = tote.ok("order", "list")["orders"]
    keys(rows[0], "order", "channel", "external", "status", "placed", "total", "lines")
    assert set(rows[0]["total"]) == {"minor", "currency"}, rows[0]
    assert rows[0]["placed"].endswith("Z"), rows[0]
    everything = tote.ok("order", "list", "--all")["orders"]
    assert len(everything) == 60 > len(rows)
    states = {row["status"] for row in everything}
    assert {"ready", "unpaid", "held", "cancelled", "elsewhere"} <= states, states
    order = tote.ok("order", "show", "#1015")
    keys(order, "order", "status", "lines", "payments", "shipments", "events", "why")
    keys(order["lines"][0], "line", "sku", "name", "qty", "allocated", "picked", "packed",
         "shipped", "returned", "price")
    assert [row["sku"] for row in order["lines"]] == ["TEA-ASS-250"] * 2, order["lines"]
    two = tote.ok("order", "show", "#1018")["payments"]
    assert [row["reference"] for row in two] == ["r-gift", "r-card"], two
    tote.refuse(1, "not_found", "order", "show", "O-999999")
    assert tote.ok("order", "list", "--channel", "shopify")["orders"] == rows
    error = tote.refuse(2, "call.argument", "order", "list", "--channel", "nonsense")
    assert error["message"].endswith("channels are: shopify"), error


@needs_engine
def kits(world, tote):
    """Recipes of kits come in, circles do not, and stock says how many could be made up."""
    def bring(what, text):
        path = f"{world.folder}/{what}.csv"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return tote.run("--json", "import", what, path).json
    bring("items", "sku,name\nSET-1,Breakfast\n")
    problems = bring("stock", "sku,place,qty\nSUG-ROC,B-99-99-9,1\nX-1,A-01-01-1,1\n"
                              "SUG-ROC,B-99-99-9,2\nX-2,A-01-01-1,1\n")["problems"]
    assert [problem["row"] for problem in problems] == [2, 3, 4, 5], problems
    assert problems[2]["message"] == ("SUG-ROC / B-99-99-9 stands in the file twice: in row 2, "
                                       "which counts, and in row 4"), problems
    answer = bring("kits", "kit,sku,qty\nSET-1,KET-RED-17,2\nSET-1,SUG-ROC,1\nSUG-ROC,SET-1,1\n")
    assert (answer["created"], answer["rejected"]) == (2, 1), answer
    kit = tote.ok("stock", "show", "SET-1")["kit"]
    parts = {part["sku"]: part["qty"] for part in kit["parts"]}
    assert parts == {"KET-RED-17": 2, "SUG-ROC": 1}, kit
    assert kit["buildable"] == min(part["free"] // part["qty"] for part in kit["parts"]), kit
    assert tote.ok("stock", "show", "SUG-ROC")["kit"] is None


@needs_engine
def release(world, tote):
    """Release allocates what can ship and names what is short."""
    before = dump(tote.url)
    dry = tote.ok("--as", "sam", "order", "release", "--all", "--dry-run")
    one = tote.ok("order", "release", "#1001", "--dry-run")
    assert (one["dry_run"], one["released"]) == (True, 1), one
    assert dump(tote.url) == before, "a dry run changed something"
    answer = tote.ok("--as", "sam", "order", "release", "--all")
    keys(answer, "released", "short", "why")
    assert {**answer, "dry_run": True} == dry, (answer, dry)
    assert answer["released"] == 51, answer
    assert {row["sku"] for row in answer["short"]} == {"WHK-BAM-1", "KET-RED-17", "BAG-XX-1"}
    stock = tote.ok("stock", "show", "KET-RED-17")
    keys(stock, "on_hand", "allocated", "held", "available", "places", "projection", "terms")
    past = tote.ok("stock", "show", "KET-RED-17", "--at", "2020-01-01T00:00:00Z")
    keys(past, "on_hand", "allocated", "held", "available", "places", "projection", "terms", "note")
    assert {place["allocated"] for place in past["places"]} <= {None}, past
    tote.refuse(2, "call.argument", "stock", "show", "KET-RED-17", "--at", "2999-01-01T00:00:00Z")
    assert stock["available"] == sum(term["qty"] for term in stock["terms"]), stock
    tote.refuse(1, "operator.role", "--as", "anna", "order", "release", "--all")


@needs_engine
def keyed(world, tote):
    """The same key again gives the first answer and does nothing."""
    words = ("--key", "k-1", "stock", "adjust", "SUG-ROC", "A-01-01-1", 5, "--reason", "found")
    first = tote.run("--json", *words)
    before = dump(tote.url)
    second = tote.run("--json", *words)
    assert first.status == second.status == 0 and first.out == second.out, (first, second)
    assert dump(tote.url) == before
    assert tote.run(*words).out.count("\n") == 1  # for people: a whole line
    tote.refuse(2, "call.key_reused", "--key", "k-1", "stock", "move", "SUG-ROC", "A-01-01-1",
                "A-01-01-2", 1)
    error = tote.refuse(2, "call.key_reused", "--key", "k-1", "stock", "adjust", "SUG-ROC",
                        "A-01-01-1", 7, "--reason", "found")
    assert error["message"] == \
        "The key 'k-1' was used for 'stock.adjust' with another qty: '5'", error
    assert dump(tote.url) == before


def order_with(tote, name):
    return next(row["order"] for row in tote.ok("order", "list")["orders"]
                if row["external"] == name)


def scan(tote, work, code, result):
    answer = tote.run("--json", "--as", "anna", "pick", "scan", work, code)
    body = answer.json
    assert body["result"] == result, f"{code}: {answer}"
    assert answer.status == (0 if result in ("match", "confirm", "done") else 1), answer
    keys(body, "result", "message", "prompt", "done", "left")
    return body


@needs_engine
def picking(world, tote):
    """A pick by scans: right, wrong, unknown, too many, undone, short."""
    started = tote.ok("--as", "anna", "pick", "start", "--order", order_with(tote, "#1001"))
    keys(started, "work", "lines", "prompt")
    work = started["work"]
    for line in started["lines"]:
        keys(line, "place", "sku", "qty", "order", "tote")
        code = line["gtin"] or line["sku"]
        scan(tote, work, "no-such-thing", "unknown")
        scan(tote, work, line["place"], "match")
        scan(tote, work, "POT-GLS-500", "wrong")
        for left in range(line["qty"], 0, -1):
            body = scan(tote, work, code, "match")
        if not body["done"]:
            scan(tote, work, code, "refused")
    assert body["done"] and body["left"] == 0, body
    assert tote.ok("--as", "anna", "pick", "undo", work)["left"] == 1
    scan(tote, work, line["place"], "match")
    assert scan(tote, work, code, "match")["done"]
    second = tote.ok("--as", "anna", "pick", "start", "--order", order_with(tote, "#1002"))
    line = second["lines"][0]
    scan(tote, second["work"], line["place"], "match")
    answer = tote.ok("--as", "anna", "pick", "short", second["work"], "--found", line["qty"] - 1,
                     "--reason", "empty")
    keys(answer, "result", "message", "prompt", "done", "left")


@needs_engine
def taken(world, tote):
    """Work that a colleague holds is not taken without asking twice."""
    order = order_with(tote, "#1003")
    tote.ok("--as", "anna", "pick", "start", "--order", order)
    answer = tote.run("--json", "--as", "ben", "pick", "start", "--order", order)
    assert answer.status == 1 and answer.json["result"] == "taken", answer
    assert tote.ok("--as", "ben", "pick", "start", "--order", order)["work"]


@needs_engine
def packing(world, tote):
    """The bench: pieces, box, weight, close; the label decodes to the SSCC of the box."""
    order = order_with(tote, "#1001")
    tote.refuse(1, "operator.role", "--as", "anna", "pack", "open", order)
    pack = tote.ok("--as", "ben", "pack", "open", order)
    keys(pack, "pack", "lines", "boxes")
    name = pack["pack"]
    tote.ok("--as", "ben", "pack", "box", name, "B2")
    tote.refuse(1, "state", "--as", "ben", "pack", "close", name)
    for line in pack["lines"]:
        for _ in range(line["picked"]):
            tote.ok("--as", "ben", "pack", "scan", name, line["sku"])
    answer = tote.run("--json", "--as", "ben", "pack", "scan", name, pack["lines"][0]["sku"])
    assert answer.status == 1 and answer.json["result"] == "refused", answer
    tote.ok("--as", "ben", "pack", "weigh", name, 1840)
    closed = tote.ok("--as", "ben", "--key", "close-1", "pack", "close", name)
    box = closed["boxes"][0]
    keys(box, "sscc", "grams", "label")
    assert box["sscc"].startswith("09521234") and box["grams"] == 1840, box
    for ending in ("pdf", "png", "zpl"):
        file = f"{world.folder}/label.{ending}"
        label = tote.ok("label", "show", "shipping", box["sscc"], "--to", file)
        assert label["file"] == file and os.path.getsize(file) > 500, label
        assert label["pages"] == 1, label
        assert any("00" + box["sscc"] in code["data"] for code in label["codes"]), label
    tote.refuse(2, "call.argument", "label", "show", "shipping", box["sscc"], "--to", "x.gif")
    hidden = world.folder + "/hidden.zpl"  # a picker sees no customers, also not on a label
    tote.refuse(1, "operator.role", "--as", "anna", "label", "show", "shipping", box["sscc"],
                "--to", hidden)
    assert not os.path.exists(hidden)
    digest = hashlib.sha256(open(world.folder + "/label.zpl", "rb").read()).digest()
    tote.ok("label", "show", "shipping", order, "--to", world.folder + "/again.zpl")
    assert digest == hashlib.sha256(open(world.folder + "/again.zpl", "rb").read()).digest()
    assert tote.ok("--as", "ben", "--key", "close-1", "pack", "close", name) == closed


@needs_engine
def shipping(world, tote):
    """The carrier takes what is packed; the ledger adds up."""
    tote.refuse(1, "work.nothing", "--as", "ben", "ship", "close", "--carrier", "DPD Classic")
    tote.refuse(2, "call.argument", "--as", "ben", "ship", "close", "--carrier", "DLH")
    tote.refuse(1, "ship.count", "--as", "ben", "ship", "close", "--carrier", "DHL", "--count", 2)
    shown = tote.ok("order", "show", "#1001")
    assert shown["shipping_method"] == "DHL Paket", shown
    assert [(s["carrier"], s["service"]) for s in shown["shipments"]] == [("DHL", "DHL Paket")]
    ready = tote.ok("--as", "ben", "ship", "missing", "--carrier", "DHL")
    assert ready["parcels"] == 1 and ready["missing"] == [], ready
    tote.ok("printer", "add", "GONE", "socket://127.0.0.1:9")  # now a label is missed
    refused = tote.run("--json", "--as", "ben", "ship", "close", "--carrier", "DHL")
    assert refused.status == 1 and refused.json["error"]["code"] == "ship.missing", refused
    keys(refused.json["missing"][0], "parcel", "order", "label", "message")
    tote.ok("--as", "ben", "print", "proof", refused.json["missing"][0]["parcel"])
    answer = tote.ok("--as", "ben", "--key", "load-1", "ship", "close", "--carrier", "DHL",
                     "--count", 1)
    keys(answer, "manifest", "parcels", "missing", "why")
    assert answer["parcels"] == 1 and answer["missing"] == [], answer
    assert answer == tote.ok("--as", "ben", "--key", "load-1", "ship", "close", "--carrier", "DHL",
                             "--count", 1)
    tote.refuse(2, "call.key_reused", "--as", "ben", "--key", "load-1", "ship", "close",
                "--carrier", "DHL")
    tote.refuse(1, "work.nothing", "--as", "ben", "ship", "close", "--carrier", "DHL")
    shown = tote.ok("order", "show", "#1001")
    assert shown["status"] == "shipped", shown
    assert all(line["shipped"] == line["qty"] for line in shown["lines"]), shown["lines"]
    check = tote.ok("stock", "check")
    assert check["ok"] is True and check["checked"] > 0 and check["differences"] == [], check
    jobs = tote.ok("print", "list")["jobs"]
    keys(jobs[0], "job", "kind", "ref", "printer", "state", "reason", "tries")


@needs_engine
def changes(world, tote):
    """Orders can be held, unheld and cancelled while nobody works on them."""
    order = order_with(tote, "#1007")
    assert tote.ok("order", "hold", order, "--reason", "ask")["status"] == "held"
    tote.refuse(1, "state", "pick", "start", "--order", order)
    assert tote.ok("order", "unhold", order)["status"] == "ready"
    assert tote.ok("order", "cancel", order)["status"] == "cancelled"
    tote.refuse(1, "state", "order", "cancel", order)
    assert tote.ok("stock", "check")["ok"]


@needs_engine
def tables(world, tote):
    """The tables of the program come out as text, without a database."""
    for name in ("docs", "keys", "states", "ops", "settings", "codes", "columns"):
        answer = tote.run("dump", name, "--db", "/none")
        assert answer.status == 0 and len(answer.out) > 200, f"{name}: {answer}"
    assert tote.run("dump", "cats").status == 2
    assert "pick scan" in tote.run("help").out
    assert tote.run("--version").status == 0


@needs_engine
def backup(world, tote):
    """A backup is a whole database; an existing file is left alone."""
    if world.engine != "sqlite":
        raise Skip("PostgreSQL has its own tools")
    file = world.folder + "/copy.db"
    with open(file + ".part", "w", encoding="utf-8") as other:
        other.write("somebody else's")
    for who in ("backup", file), ("replay", file), ("key", "rotate"):
        tote.refuse(1, "operator.role", "--as", "anna", *who)
    one_of_many(tote.at_once(5, "backup", file))
    with open(file + ".part", encoding="utf-8") as other:
        assert other.read() == "somebody else's"
    assert os.stat(file).st_mode & 0o007 == 0
    assert dump(file) == dump(tote.url)
    tote.refuse(1, "exists", "backup", file)
    assert tote.ok("--db", file, "stock", "check")["ok"]
    damaged(world, tote, file)


def damaged(world, tote, file):
    """What is broken gets no copy that looks like a good one."""
    bad, copy = world.folder + "/bad.db", world.folder + "/copy-of-bad.db"
    shutil.copy(file, bad)
    with sqlite3.connect(bad) as raw:
        raw.execute("DELETE FROM sales_order WHERE id = (SELECT min(order_id) FROM fulfilment)")
    answer = tote.run("--json", "--db", bad, "backup", copy)
    assert answer.status == 3, answer
    assert not answer.json["ok"] and not answer.json["file"], answer
    assert "names a row of 'sales_order' that is missing" in answer.json["findings"][0], answer
    with open(bad, "r+b") as pages:
        pages.seek(os.path.getsize(bad) // 2)
        pages.write(b"\x5a" * 20000)
    answer = tote.run("--json", "--db", bad, "backup", copy)
    assert answer.status == 3 and len(answer.json["findings"]) > 1, answer
    assert not [name for name in os.listdir(world.folder) if name.startswith("copy-of-bad")]


@needs_engine
def quoted(world, tote):
    """What was given is quoted without what a terminal would obey."""
    for words in (["order", "show", "\x1b[31mRED"], ["\x1b]0;title\x07"],
                  ["--db", world.folder + "/\x1b[31mnone.db", "order", "list"]):
        answer = tote.run(*words)
        assert answer.status != 0 and answer.err.startswith("tote: "), answer
        assert "\x1b" not in answer.err + answer.out and "\x07" not in answer.err, answer
    assert "RED" in tote.run("order", "show", "\x1b[31mRED").err


@needs_engine
def taken_words(world, tote):
    """Who finds work taken is told on stderr how to take it over; JSON has that in its answer."""
    order = order_with(tote, "#1004")
    started = tote.ok("--as", "anna", "pick", "start", "--order", order)
    answer = tote.says(1, "taken", "--as", "ben", "pick", "start", "--order", order)
    assert not answer.out and answer.err.startswith("tote: taken: "), answer
    tote.ok("--as", "ben", "pick", "start", "--order", order)
    answer = tote.run("--json", "--as", "anna", "pick", "start", "--order", order)
    assert answer.json["result"] == "taken" and not answer.err, answer
    tote.ok("--as", "anna", "pick", "start", "--order", order)
    pick_all(tote, started)


def pick_all(tote, started):
    """Picks all that a work of anna asked for when it began."""
    for line in started["lines"]:
        scan(tote, started["work"], line["place"], "match")
        for _ in range(line["qty"]):
            scan(tote, started["work"], line["gtin"] or line["sku"], "match")


@needs_engine
def missing_here(world, tote):
    """A manifest that cannot close lists what is missing in its own warehouse."""
    ben = ("--as", "ben", "pack")
    pack = tote.ok(*ben, "open", order_with(tote, "#1004"))
    tote.ok(*ben, "box", pack["pack"], "B2")
    for sku in [line["sku"] for line in pack["lines"] for _ in range(line["picked"])]:
        tote.ok(*ben, "scan", pack["pack"], sku)
    tote.ok(*ben, "close", pack["pack"])
    home = tote.ok("warehouse", "list")["warehouses"][0]["warehouse"]
    tote.ok("warehouse", "add", "FAR", "Far away")
    words = ("--as", "ben", "ship", "close", "--carrier", "DHL", "--warehouse")
    tote.refuse(1, "work.nothing", *words, "FAR")
    refused = tote.run("--json", *words, home).json
    assert (refused["error"]["code"], len(refused["missing"])) == ("ship.missing", 1), refused


def prepare(folder):
    world = World(folder)
    return world, world.stop


if __name__ == "__main__":
    main(named(init, wrong_calls, surroundings, people, imports, again, secrets, options, orders,
               kits, release, keyed, picking, taken, packing, shipping, changes, tables, backup,
               quoted, taken_words, missing_here),
         prepare)
