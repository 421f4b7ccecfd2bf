#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# What comes in from outside, as users meet it: names, twins of orders, people and keys of another
# database: test_outside.py TOTE
import csv
import os
import pty
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

from clilib import DEMO, Tote, main, named

TURNED = "PACK\u202e1"


def shop(folder, name):
    """A new database with the items of the sample shop."""
    os.makedirs(f"{folder}/{name}", exist_ok=True)
    tote = Tote(sys.argv[1], f"{folder}/{name}/shop.db", f"{folder}/{name}")
    tote.ok("init")
    tote.ok("import", "items", f"{DEMO}/items.csv")
    return tote


def sample(path, change=lambda rows: None, most=40):
    """The first rows of the sample orders, changed."""
    with open(f"{DEMO}/orders-shopify.csv", encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        rows = [row for _, row in zip(range(most), reader)]
        change(rows)
        with open(path, "w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, reader.fieldnames)
            writer.writeheader()
            writer.writerows(rows)
    return path


def names(folder):
    """Every name is checked where it is given, and the sign is named with its place."""
    tote = shop(folder, "names")
    for words in (("printer", "add", TURNED, "cups:P"), ("operator", "add", TURNED),
                  ("warehouse", "add", TURNED), ("station", "printer", TURNED, "P"),
                  ("station", "warehouse", TURNED, "MAIN"), ("--station", TURNED, "order", "list")):
        error = tote.refuse(2, "call.argument", *words)
        assert "Character 5 is U+202E" in error["message"], error
    for bad in ("", "W-101", "a:b", "a\x1b[2J", "a\nb"):
        tote.refuse(2, "call.argument", "printer", "add", bad, "cups:P")
    for bad in ("", "file:///etc/passwd", "http://host/", "socket://", "javascript:x y"):
        tote.refuse(2, "call.argument", "printer", "add", "P", bad)
    said = tote.run("printer", "add", TURNED, "cups:P").err
    assert "\u202e" not in said and "U+202E" in said, said
    path = folder + "/places.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"place,warehouse\nMAIN:A1,\nO-100049,\n{TURNED},\nA1,\nB1,no:place\n")
    answer = tote.ok("import", "places", path)
    assert answer["created"] == 1 and answer["rejected"] == 4, answer
    assert {p["code"] for p in answer["problems"]} == {"import.value"}, answer
    with closing(sqlite3.connect(tote.url)) as base:
        assert base.execute("SELECT count(*) FROM station").fetchone() == (0,)
        assert base.execute("SELECT count(*) FROM printer").fetchone() == (0,)


def twins(folder):
    """Rows of one file with the same id and other names are problems, not another order."""
    tote = shop(folder, "twins")

    def same_id(rows):
        heads = [row for row in rows if row["Id"]]
        for row in heads[1:3]:
            row["Id"] = heads[0]["Id"]
        heads[3]["Tags"] = "VIP, ask Wendelin"
        heads[4]["Lineitem sku"] = "4111 1111 1111 1111"

    answer = tote.ok("import", "orders", "--channel", "shopify",
                     sample(folder + "/twins.csv", same_id))
    doubles = [p for p in answer["problems"] if p["code"] == "import.duplicate"]
    assert len(doubles) == 2 and answer["rejected"] == 2, answer
    first = tote.ok("order", "show", "O-100001")
    assert first["external"] not in {p["order"] for p in doubles}, (first, doubles)
    held = [p for p in answer["problems"] if "card number" in p["message"]]
    assert held and "************1111" in held[0]["message"].replace(" ", ""), answer
    with closing(sqlite3.connect(tote.url)) as base:
        text = "\n".join(base.iterdump())
    assert "Wendelin" not in text and "4111 1111" not in text


def customers(folder):
    """Somebody is found with town, mail and newest order; nobody is said in words."""
    tote = shop(folder, "customers")
    tote.ok("import", "orders", "--channel", "shopify", sample(folder + "/customers.csv"))
    found = tote.ok("customer", "find", "zoe mueller")["customers"][0]
    assert found["city"] and found["country"] and "@" in found["email"], found
    assert found["newest"] == found["orders"][0], found
    text = tote.run("customer", "find", "zoe mueller").out
    assert found["city"] in text and found["newest"] in text and found["email"] in text, text
    nobody = tote.run("customer", "find", "wendelin")
    assert nobody.status == 0 and "Nobody found for 'wendelin'" in nobody.out, nobody
    assert "printers       none" in tote.run("printer", "list").out


def foreign(folder):
    """The key file of another database is told of, not shown as nobody."""
    tote = shop(folder, "keys")
    tote.ok("import", "orders", "--channel", "shopify", sample(folder + "/keys.csv"))
    tote.ok("worker", "--once")
    tote.ok("operator", "add", "anna")
    tote.refuse(1, "operator.role", "--as", "anna", "key", "init")
    keys, away = tote.url + ".keys", folder + "/away.keys"
    shutil.copy(keys, away)
    shutil.copy(shop(folder, "other").url + ".keys", keys)
    os.chmod(keys, 0o600)
    error = tote.refuse(3, "keys.lacking", "customer", "find", "zoe mueller")
    assert "does not hold the key " in error["message"], error
    assert "that sealed these names" in error["message"] and "--key-file" in error["hint"], error
    shown = tote.run("--json", "order", "show", "O-100001")
    assert shown.status == 3 and shown.json["delivery"] is None, shown
    assert shown.json["people"]["code"] == "keys.lacking" and shown.json["lines"], shown
    assert shown.json["error"]["code"] == "keys.lacking" and shown.json["error"]["hint"], shown
    told = tote.says(3, "keys.lacking", "order", "show", "O-100001")
    assert "does not hold the key" in told.out and "does not hold the key" in told.err, told
    assert tote.run("--as", "anna", "work", "list").status == 0  # sees nobody anyhow
    os.remove(keys)
    shown = tote.ok("order", "show", "O-100001")
    assert shown["people"]["code"] == "keys.missing", shown
    tote.refuse(3, "keys.missing", "customer", "find", "zoe mueller")
    shutil.copy(away, keys)
    os.chmod(keys, 0o600)
    assert tote.ok("customer", "find", "zoe mueller")["customers"]
    assert "people" not in tote.ok("order", "show", "O-100001")


def settings(folder):
    """A currency that does not exist is refused."""
    tote = shop(folder, "settings")
    tote.refuse(2, "call.argument", "setting", "set", "shop.currency", "QQQ")
    tote.ok("setting", "set", "shop.currency", "CHF")
    for hidden in ("a\u202egnp", "a\x1b[2J", "a\u200bb"):
        tote.refuse(2, "call.argument", "setting", "set", "shop.name", hidden)


def files(folder):
    """Files that were cut, wrapped or named twice are refused; unused columns are named."""
    tote = shop(folder, "files")
    for n, (text, status, code) in enumerate((
            ("sku,name\nX,Y\nZ", 2, "import.cut"),
            ("sku,sku\nX,Y\n", 2, "import.header"),
            ('sku,name,gtin;\n"X,""Y"",4006381333931";\n', 1, "import.spreadsheet_damage"))):
        path = f"{folder}/bad{n}.csv"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        tote.refuse(status, code, "import", "items", path)
    with open(folder + "/sep.csv", "w", encoding="utf-8") as file:
        file.write("sep=;\r\nsku;name;Shelf\r\nX;Y;3\r\n")
    answer = tote.ok("import", "items", folder + "/sep.csv")
    assert answer["created"] == 1 and answer["unused"] == ["Shelf"], answer
    with open(f"{DEMO}/orders-shopify.csv", encoding="utf-8") as file:
        text = file.read()
    for n, sku in enumerate(("Lineitem sku", "Article")):
        path = f"{folder}/orders{n}.csv"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("Lineitem sku", sku, 1))
        answer = tote.ok("import", "orders", "--channel", "shopify", path, "--dry-run")
        assert answer.get("unused", []) == ["Article"][:n], answer
        first = answer["problems"][0]
        assert (first["row"] == 0) == (n == 1) and "Lineitem sku" in first["message"] * n + \
            "Lineitem sku" * (1 - n), first
        told = [p for p in answer["problems"] if p["message"].startswith("Not in the catalogue: ")]
        assert told and all(p["code"] == "not_found" for p in told), answer
        assert ("(without a SKU)" in told[0]["message"]) == (n == 1), told


def encodings(folder):
    """Windows-1252 is told once of every file; another 8-bit encoding is refused; UTF-8 stays."""
    tote = shop(folder, "encodings")

    def given(what, text, encoding, cut=b""):
        path = f"{folder}/{what}-{encoding}.csv"
        with open(path, "wb") as file:
            file.write(text.encode(encoding) + cut)
        return ("import", what, *(("--channel", "shopify") if what == "orders" else ()), path)

    with open(f"{DEMO}/orders-shopify.csv", encoding="utf-8") as file:
        orders = file.readline()
    orders += "".join("#M" + "," * n + "Grün" + "," * (orders.count(",") - n) + "\n"
                      for n in (orders.split(",").index("Shipping City"),))
    texts = {"items": "sku,name\nX-1,Grün\nX-2,Gelb\n", "kits": "kit,sku,qty\nX-K,X-1,1\nü,ü,1\n",
             "warehouses": "code,name\nSOUTH,Süd\n", "places": "place,zone\nS-1,Süd\n",
             "stock": "sku,place,qty,warehouse,owner\nX-1,S-1,1,MAIN,\nü,ü,1,MAIN,\n",
             "orders": orders}
    for what, text in texts.items():
        answer = tote.run("--json", *given(what, text, "cp1252")).json
        told = [p for p in answer["problems"] if p["row"] == 0]
        assert len(told) == 1 and told[0]["code"] == "import.encoding", answer
        assert "read as Windows-1252" in told[0]["message"], told
        plain = tote.run("--json", *given(what, text, "utf-8")).json
        assert all(p["row"] for p in plain["problems"]), plain
        error = tote.refuse(2, "import.encoding", *given(what, text, "cp437"))
        assert "0x81" in error["message"] and "save the file as UTF-8" in error["message"], error
    answer = tote.ok(*given("items", "sku,name\nX-3,Grün\nX-4,Jos", "utf-8", b"\xc3\n"))
    assert [p["message"][:20] for p in answer["problems"]] == ["The file is UTF-8 wi"], answer
    assert "Grün" in str(tote.ok("stock", "show", "X-3"))


def terminal(folder):
    """A terminal that cannot place text is told what to set."""
    tote = shop(folder, "terminal")
    for term in ("dumb", ""):
        master, slave = pty.openpty()
        done = subprocess.run([tote.program, "--db", tote.url], stdin=slave, stdout=slave,
                              stderr=subprocess.PIPE, env={**tote.env, "TERM": term}, timeout=60,
                              check=False)
        os.close(slave)
        os.close(master)
        assert done.returncode == 3 and b"Set TERM" in done.stderr, done


def readers(folder):
    """Who stops reading an answer, as head does, is no fault; a full disk is one."""
    tote = shop(folder, "readers")
    for words in (("order", "list"), ("--json", "order", "list"), ("dump", "ops"), ("--help",),
                  ("scan", "explain", "-"), ("scan", "explain", "4006381333931")):
        reader, writer = os.pipe()
        os.close(reader)
        given = subprocess.run([tote.program, *words], env=tote.env, stdout=writer, timeout=60,
                               input=b"4006381333931\n" * 9000, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert given.returncode == 0 and not given.stderr, (words, given)
        with open("/dev/full", "wb") as full:
            failed = subprocess.run([tote.program, *words], env=tote.env, stdout=full, timeout=60,
                                    input=b"4006381333931\n", stderr=subprocess.PIPE, check=False)
        assert failed.returncode == 3 and b"(file.write)" in failed.stderr, (words, failed)


def printers(folder):
    """A label that no printer can have says why at the bench and in the worker, and what to do."""
    tote = shop(folder, "printers")
    for what in ("places", "stock"):
        tote.ok("import", what, f"{DEMO}/{what}.csv")
    tote.ok("setting", "set", "gs1.prefix", "9521234")
    tote.ok("import", "orders", "--channel", "shopify", f"{DEMO}/orders-shopify.csv")
    tote.ok("warehouse", "add", "NORTH")
    tote.ok("order", "release", "#1012")
    tote.ok("pick", "start", "--order", "#1012")
    for code in ("A-01-20-2", "9521234000501", "A-05-17-2", "9521234002048", "9521234002048"):
        tote.ok("pick", "scan", "W-101", code)
    tote.ok("pack", "open", "#1012")
    for sku in ("TEA-DAR-100", "POT-POR-WHT-1000", "POT-POR-WHT-1000"):
        tote.ok("pack", "scan", "W-102", sku)
    closed = tote.ok("pack", "close", "W-102")["message"]
    assert "no printer is known yet: tote printer add" in closed, closed

    def why():
        return [wait["why"] for wait in tote.ok("worker", "--once")["waits"]]

    assert why() == ["no printer is known yet: tote printer add"], why()
    tote.ok("station", "warehouse", "BENCH1", "MAIN")
    added = tote.ok("printer", "add", "ZEBRA", "cups:nobody")["message"]
    assert "tote station printer STATION ZEBRA" in added, added
    assert why() == ["no station of its warehouse has a printer yet: tote station printer"], why()
    added = tote.ok("printer", "add", "BENCH1", "cups:nobody")["message"]
    assert added == "Printer BENCH1 is known; station BENCH1 prints on it", added
    assert tote.ok("print", "list")["jobs"][0]["printer"] == "BENCH1"


def memory(folder):
    """A program that dies writes no picture of its memory, where names stand in plain text."""
    tote = shop(folder, "memory")
    path = f"{folder}/memory/orders.csv"
    os.mkfifo(path)
    with subprocess.Popen([tote.program, "--db", tote.url, "import", "items", path], env=tote.env,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (9, 9)),
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as reads:
        with open(path, "wb"):  # it has opened the file by now, too
            with open(f"/proc/{reads.pid}/limits", encoding="ascii") as limits:
                core = next(line.split() for line in limits if line.startswith("Max core"))
        reads.kill()
    assert core[4:6] == ["0", "0"], core


if __name__ == "__main__":
    main(named(names, twins, customers, foreign, settings, files, encodings, terminal, readers,
               printers, memory))
