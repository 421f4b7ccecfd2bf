#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# `tote bench …` and `tote scan explain` as scripts use them: test_engines.py TOTE
import json
import os
import signal
import subprocess
import sys
import time

from clilib import Tote, main, named

HEAD = """NAME : {name}
LAYOUT : single-block
NUM_AISLES : 3
NUM_CELLS : 10
DEPOT_AISLE : 0
DEPOT_LOCATION : bottom
DISTANCE_AISLE_TO_AISLE : 5
DISTANCE_CELL_TO_CELL : 1
DISTANCE_TOP_TO_CELL : 1
DISTANCE_BOTTOM_TO_CELL : 1
DISTANCE_TOP_OR_BOTTOM_TO_DEPOT : 0
"""


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def program(folder):
    """A tote whose database cannot be opened: these verbs need none."""
    return Tote(sys.argv[1], "/nowhere/at/all.db", folder)


def lines(tote, *words, **more):
    answer = tote.run("bench", *words, **more)
    assert answer.status == 0, answer
    return answer.out.splitlines()


def walking(folder, name, places, wanted):
    """A routing file: PLACES are (article, aisle, cell), WANTED the articles of the order."""
    articles = 1 + max(row[0] for row in places)
    text = HEAD.format(name=name) + f"ARTICLE_SECTION\nNUM_ARTICLES : {articles}\n"
    text += "".join(f"ID {i}\n" for i in range(articles))
    text += f"SKU_SECTION\nNUM_SKUS : {len(places)}\n"
    text += "".join(f"ID {i} AISLE {a} CELL {c} QUANTITY 1\n" for i, a, c in places)
    text += f"ORDER_SECTION\nNUM_ARTICLES : {len(wanted)}\n"
    return write(folder, name, text + "".join(f"ID {i} QUANTITY 1\n" for i in wanted))


def route(folder):
    """Walks: every bin once, and the nearer of two places of an article."""
    tote = program(folder)
    walking(folder, "walks/a.txt", [(0, 0, 9), (1, 2, 0), (2, 2, 9)], [0, 1, 2])
    walking(folder, "walks/b.txt", [(0, 2, 0), (0, 0, 9)], [0])
    out = lines(tote, "route", folder + "/walks")
    assert [line.split()[0] for line in out] == ["a.txt", "b.txt"], out
    assert sorted(out[0].split()[1:]) == ["0:9", "2:0", "2:9"], out
    assert out[1] == "b.txt 0:9", out
    for rule in ("s-shape", "return", "midpoint", "largest-gap", "aisle-by-aisle"):
        ruled = lines(tote, "route", folder + "/walks/a.txt", "--rule", rule)
        assert sorted(ruled[0].split()[1:]) == ["0:9", "2:0", "2:9"], (rule, ruled)
    assert lines(tote, "route", "--blocks", 2, folder + "/walks/a.txt")[0].startswith("a.txt ")
    walking(folder, "plain/one", [(0, 1, 4)], [0])
    assert lines(tote, "route", folder + "/plain") == ["one 1:4"], "no file ends in .txt"


def batching(folder, orders, capacity):
    text = HEAD.format(name="c.txt") + f"PICKER_CAPACITY : {capacity}\nARTICLE_SECTION\n"
    text += "NUM_ARTICLES : 30\n" + "".join(f"ID {i} WEIGHT 1\n" for i in range(30))
    text += "SKU_SECTION\nNUM_SKUS : 30\n"
    text += "".join(f"ID {i} AISLE {i % 3} CELL {i // 3} QUANTITY 1\n" for i in range(30))
    text += f"ORDER_SECTION\nNUM_ORDERS : {len(orders)}\n"
    for order in orders:
        text += f"NUM_ARTICLES_IN_ORDER : {len(order)}\n"
        text += "".join(f"ID {i} QUANTITY 1\n" for i in order)
    return write(folder, "carts/c.txt", text)


def batch(folder):
    """Carts: every order on one cart, no cart too full, neighbours together."""
    path = batching(folder, [[0, 3], [1, 4], [27, 24], [25, 28]], 4)
    for directory in (path, os.path.dirname(path)):
        line = lines(program(folder), "batch", "--seconds", 0.2, directory)[0]
        name, _, carts = line.partition(" ")
        carts = sorted(sorted(map(int, cart.split())) for cart in carts.split("|"))
        assert name == "c.txt" and carts == [[0, 1], [2, 3]], line
    path = batching(folder, [[i, (i * 11) % 30] for i in range(30)], 8)
    words = ("batch", "--rounds", 20, "--seed", 3, path)
    assert lines(program(folder), *words) == lines(program(folder), *words), "rounds, not time"


def pack(folder):
    """Boxes: the small box where it suffices, two where one is too small."""
    boxes = write(folder, "boxes.csv", "S,110,110,110,10,100,100,100,5000\n"
                                       "L,220,110,110,20,200,100,100,9000\n")
    items = write(folder, "items.csv", "a,1,cube,100,100,100,500\nb,2,cube,100,100,100,500\n"
                                       "c,3,cube,100,100,100,500\n")
    out = [line.split(",") for line in lines(program(folder), "pack", boxes, items)]
    boxes = {order: sorted({(row[1], row[2]) for row in out if row[0] == order}) for order in "abc"}
    assert [kind for _, kind in boxes["a"]] == ["S"] and [kind for _, kind in boxes["b"]] == ["L"]
    assert sorted(kind for _, kind in boxes["c"]) == ["L", "S"], boxes
    assert sum(row[0] == "c" for row in out) == 3, out
    told = lines(program(folder), "pack", "--explain", folder + "/boxes.csv", items)
    assert len([line for line in told if line.startswith('"# ')]) == len(out), told
    boxes, items = folder + "/boxes.csv", write(folder, "long.csv", "p,1,pole,900,5,5,9\n"
                                                "q,1,cube,100,100,100,500\n")
    answer = program(folder).run("bench", "pack", boxes, items)
    assert answer.status == 2 and "900 mm" in answer.err, answer
    assert answer.out.startswith("q,1,S,"), "the order behind it is packed all the same"


def container(folder):
    """One container: eight cubes that fill it."""
    path = write(folder, "one.txt", "1\n1 1\n20 20 20\n1\n1 10 1 10 1 10 1 8\n")
    out = [line.split(",") for line in lines(program(folder), "container", path, "--seconds", 0.2)]
    assert len({tuple(row[2:5]) for row in out}) == 8, out


def source(folder):
    """Sources: one parcel from the place that has all, rather than two from nearer ones."""
    write(folder, "sources/nodes.csv", "node,x,y,fixed,per_km,handling\nA,0,0,4,0.01,0.1\n"
                                       "B,1,0,4,0.01,0.1\nC,50,0,4,0.01,0.1\n")
    write(folder, "sources/stock.csv", "node,sku,qty\nA,s,1\nB,t,1\nC,s,1\nC,t,1\n")
    write(folder, "sources/orders.csv", "order,x,y,sku,qty\no,0,0,s,1\no,0,0,t,1\n")
    for words in (["--seconds", "0.2"], ["--online"]):
        out = lines(program(folder), "source", folder + "/sources", *words)
        assert sorted(line for line in out if line.startswith("o,")) == ["o,C,s,1", "o,C,t,1"], out
        told = lines(program(folder), "source", folder + "/sources", *words, "--explain")
        assert any("chosen: One parcel from C for 4.70." in line for line in told), told
        assert any("instead: 2 parcels from A, B" in line for line in told), told


def demand(folder):
    """Stock levels: a steady item is forecast as it is, and more service needs more stock."""
    path = write(folder, "demand.csv", "series,frequency,horizon,train\nsteady,1,3,"
                 + " ".join(["10"] * 24) + "\nlumpy,1,3,0 0 5 0 0 0 9 0 0 4 0 0 0 7 0 0 3 0\n")
    out = [line.split(",") for line in lines(program(folder), "forecast", path)]
    steady = next(row[1] for row in out if row[0] == "steady").split()
    assert len(steady) == 3 and all(abs(float(value) - 10) < 0.5 for value in steady), steady
    out = [line.split(",") for line in lines(program(folder), "stock", path)]
    levels = [float(row[2]) for row in out if row[0] == "lumpy"]
    assert len(levels) == 3 and levels == sorted(levels) and levels[0] < levels[2], out


def refusals(folder):
    """Bad files and bad calls are refused with the place of the fault."""
    tote = program(folder)
    bad = write(folder, "bad/x.txt", HEAD.format(name="x").replace("NUM_CELLS : 10",
                                                                   "NUM_CELLS : many"))
    error = tote.refuse(2, "bench.file", "bench", "route", bad)
    assert error["field"] == "x.txt:4" and "many" in error["message"], error
    walking(folder, "bad/y.txt", [(0, 0, 9)], [0])
    for verb, solved in (("route", "y.txt 0:9"), ("batch", None)):
        answer = tote.run("bench", verb, folder + "/bad")
        assert answer.status == 2 and "x.txt:4" in answer.err, answer
        assert not solved or solved in answer.out, "one bad file does not hold up the others"
    tote.refuse(2, "bench.file", "bench", "batch", bad)
    for verb in ("route", "batch", "container", "forecast", "stock", "source"):
        tote.refuse(3, "file.read", "bench", verb, folder + "/none")
    tote.refuse(2, "call.argument", "bench", "batch", "--seconds", "soon", bad)
    tote.refuse(2, "call.argument", "bench", "pack", "--support", "2", bad, bad)
    tote.refuse(2, "call.usage", "bench", "pack", bad)
    noise = write(folder, "noise", "\x01\x02,,,\"\n\xff 7 7 7 -1 1e99\n")
    for verb in ("container", "forecast", "stock"):
        answer = tote.run("bench", verb, noise)
        assert answer.status == 2, (verb, answer)


def stopping(folder):
    """Ctrl-C ends a long run; it says so and what was solved is written."""
    path = batching(folder, [[i, (i * 7) % 30] for i in range(30)], 6)
    tote = program(folder)
    child = subprocess.Popen([tote.program, "bench", "batch", "--seconds", "600", path], text=True,
                             env=tote.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    status = f"/proc/{child.pid}/status"

    def catches():  # SIGINT is bit 1 of the caught signals once the verb has begun
        with open(status, encoding="ascii") as file:
            caught = next(line for line in file if line.startswith("SigCgt"))
        return int(caught.split()[1], 16) & 1 << (signal.SIGINT - 1)

    until = time.monotonic() + 60
    while not catches() and time.monotonic() < until:
        os.sched_yield()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert child.returncode in (0, 3), (child.returncode, err)
    assert out.startswith("c.txt ") or "work.cancelled" in err, (out, err)


def explained(folder):
    """A code is explained as JSON, one document a line, in order."""
    tote = program(folder)
    one = tote.ok("scan", "explain", "]C101095212345432131726010110AB\\x1d21X")
    assert one["kind"] == "gs1" and one["problems"] == [], one
    assert [e["ai"] for e in one["elements"]] == ["01", "17", "10", "21"], one
    assert one["elements"][2]["value"] == "AB", one
    text = "(01)09521234543214\nhttps://id.gs1.org/01/09521234543213\n\n4006381333931\n%UNDO\n"
    path = write(folder, "codes", text)
    with open(path, encoding="utf-8") as file:
        answer = tote.run("scan", "explain", "-", stdin=file)
    assert answer.status == 0, answer
    documents = [json.loads(line) for line in answer.out.splitlines()]
    kinds = [document["kind"] for document in documents]
    assert kinds == ["gs1", "gs1-link", "unknown", "gtin", "command"], kinds
    assert [bool(document["problems"]) for document in documents][:2] == [True, False], documents
    for written, meant in (("\\101", "A"), ("\\x4A", "J"), ("\\q", "\\\\q"), ("\\777", "\\\\777"),
                           ("\\400", "\\\\400"), ("\\377", "\\xff")):
        told = tote.ok("scan", "explain", written)["problems"][0]["message"]
        assert told.startswith(f'"{meant}" '), (written, told)
    problem = documents[0]["problems"][0]
    assert problem["code"] and problem["message"] and problem["position"] >= 4, problem


if __name__ == "__main__":
    main(named(route, batch, pack, container, source, demand, refusals, stopping, explained))
