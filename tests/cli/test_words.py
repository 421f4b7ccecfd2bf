#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# The words of the program: translations and the manual page: test_words.py TOTE MANPAGE
import os
import re
import shutil
import subprocess
import sys

from clilib import SOURCE, Skip, Tote, main, named

PO = SOURCE + "/assets/po"
COVERED = ("src/base/errors.def", "src/model/lives.c", "src/ops/floor/op_pick.c",
           "src/ops/floor/op_pack.c", "src/ops/shipping/op_ship.c", "src/ops/floor/walk_view.c",
           "src/ops/floor/pack_view.c", "src/scan/fault.def", "ui/screens/floor/pick.c",
           "ui/screens/floor/work.c", "ui/screens/floor/work_draw.c",
           "src/model/floor/short_reasons.def", "src/model/floor/work_kinds.def",
           "src/base/causes.def",
           "src/ops/floor/work_deeds.c", "ui/screens/floor/short.c", "ui/screens/floor/pack.c",
           "ui/screens/floor/bench.c", "ui/screens/floor/bench_draw.c")
ENOUGH = 0.9  # of these files, so that a new sentence does not wait for every language


def german(folder):
    """A tote for a German user: LANGUAGE needs a locale other than C."""
    tote = Tote(sys.argv[1], folder + "/shop.db", folder)
    locales = folder + "/locales"
    if not os.path.isdir(locales) and shutil.which("localedef"):
        os.makedirs(locales)
        subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", locales + "/de_DE.UTF-8"],
                       capture_output=True, check=False)
    if not os.path.isdir(locales + "/de_DE.UTF-8"):
        raise Skip("no locale de_DE can be made here")
    tote.env.update(LOCPATH=locales, LC_ALL="de_DE.UTF-8", LANGUAGE="de")
    return tote


def strings(text):
    """The messages of a .po file: msgid to msgstr."""
    found = {}
    for block in text.split("\n\n"):
        parts = re.split(r"^(msgid|msgid_plural|msgstr(?:\[\d\])?) ", block, flags=re.M)
        values = {key: "".join(re.findall(r'^"(.*)"$', part, re.M))
                  for key, part in zip(parts[1::2], parts[2::2])}
        found[values.get("msgid", "")] = values.get("msgstr") or values.get("msgstr[0]", "")
    return found


def tools():
    if not shutil.which("xgettext") or not shutil.which("msgfmt"):
        raise Skip("gettext is not installed")


def sound(folder):
    """Every translation is sound and its placeholders fit."""
    tools()
    with open(PO + "/LINGUAS", encoding="utf-8") as file:
        for language in file.read().split():
            subprocess.run(["msgfmt", "--check-format", "--check-domain", "-o", "/dev/null",
                            f"{PO}/{language}.po"], check=True, capture_output=True)


def covered(folder):
    """The words of the floor are translated."""
    tools()
    template = folder + "/floor"
    for name in COVERED:
        os.makedirs(os.path.dirname(f"{template}/{name}"), exist_ok=True)
        shutil.copy(f"{SOURCE}/{name}", f"{template}/{name}")
    subprocess.run([sys.executable, PO + "/collect.py", template, folder + "/floor.pot"],
                   check=True)
    with open(folder + "/floor.pot", encoding="utf-8") as file:
        wanted = set(strings(file.read())) - {""}
    with open(PO + "/de.po", encoding="utf-8") as file:
        have = {word for word, meaning in strings(file.read()).items() if meaning}
    assert len(wanted) > 200, len(wanted)
    missing = sorted(wanted - have)
    print(f"# {len(wanted) - len(missing)} of {len(wanted)} sentences in German; without: "
          f"{missing}")
    assert len(missing) < (1 - ENOUGH) * len(wanted), missing


def spoken(folder):
    """A German user reads German, with numbers in their places."""
    tote = german(folder)
    assert "Siehe 'tote help'" in tote.run("nonsense").err
    tote.ok("init")
    tote.ok("operator", "add", "anna")
    assert "Es gibt keine Arbeit W-107" in tote.run("pick", "scan", "W-107", "x").err
    error = tote.refuse(2, "call.argument", "ship", "close", "--carrier", "DHL", "--count", "x")
    assert error["message"] == ("count ist 'x'; nötig ist eine ganze Zahl von 0 bis "
                                "1000000000000000"), error
    demo = tote.ok("demo", "--dir", folder + "/demo")
    said = "\n".join(step["message"] for step in demo["steps"])
    assert "1 nicht auf A-06-02-2, woanders gefunden" in said, said


def chosen(folder):
    """The language of a locale that is not installed is spoken all the same."""
    tote = Tote(sys.argv[1], folder + "/none.db", folder)
    for name in ("LC_ALL", "LANG"):
        tote.env.pop("LC_ALL", None)
        tote.env[name] = "de_XX.UTF-8"
        assert "Siehe 'tote help'" in tote.run("nonsense").err, name
        del tote.env[name]


def english(folder):
    """Without a language it is English."""
    tote = Tote(sys.argv[1], folder + "/none.db", folder)
    assert "See 'tote help'" in tote.run("nonsense").err


def verbs_of(tote):
    """Every verb by its words."""
    lines = tote.run("help").out.splitlines()
    found = [re.match(r"  tote ([a-z]+(?: [a-z]+)?)", line) for line in lines]
    return {match[1] for match in found if match}


def hints(folder):
    """No sentence names a verb that does not exist."""
    tools()
    tote = Tote(sys.argv[1], folder + "/none.db", folder)
    verbs = verbs_of(tote)
    first = {verb.split()[0] for verb in verbs}
    assert "order show" in verbs and len(verbs) > 40, verbs
    subprocess.run([sys.executable, PO + "/collect.py", SOURCE, folder + "/all.pot"], check=True)
    with open(folder + "/all.pot", encoding="utf-8") as file:
        sentences = strings(file.read())
    named = 0
    for sentence in sentences:
        # 'tote order show …' in quotes always is a command; so is its beginning without tote.
        for quoted in re.findall(r"'([^']+)'", sentence):
            words = re.match(r"(tote )?([a-z]+)(?: ([a-z]+))?\b", quoted)
            if not words or not (words[1] or (words[2] in first and words[3])):
                continue
            named += 1
            assert {words[2], f"{words[2]} {words[3]}"} & verbs, sentence
        for one, two in re.findall(r"\btote ([a-z]+) ([a-z]+)\b", sentence):
            assert one not in first or {one, f"{one} {two}"} & verbs, sentence
    assert named >= 6, named


def manual(folder):
    """The manual page has every verb, setting and code, and groff takes it."""
    tote = Tote(sys.argv[1], folder + "/none.db", folder)
    with open(sys.argv[2], encoding="utf-8") as file:
        page = file.read()
    plain = page.replace("\\-", "-")
    for line in tote.run("help").out.splitlines():
        verb = re.match(r"  tote ([a-z]+(?: [a-z]+)?)", line)
        assert not verb or f'.BR "{verb[1]}"' in plain, line
    for table in ("settings", "codes"):
        for line in tote.run("dump", table).out.splitlines():
            assert line.split()[0] in plain, line
    assert "error" not in set_in_type(sys.argv[2])


def set_in_type(path):
    """What groff has to say of a page."""
    if not shutil.which("groff"):
        raise Skip("groff is not installed")
    done = subprocess.run(["groff", "-man", "-ww", "-z", "-K", "utf8", "-T", "utf8", path],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def engines(folder):
    """Every engine has a page, tote(1) points to it, and groff takes it without a warning."""
    with open(sys.argv[2], encoding="utf-8") as file:
        main_page = file.read().replace("\\-", "-")
    pages = [name for name in os.listdir(SOURCE + "/assets/man") if name.endswith(".7")]
    assert len(pages) == 6, pages
    for name in pages:
        assert f".BR {name[:-2]} (7)" in main_page, name
        warnings = set_in_type(f"{SOURCE}/assets/man/{name}")
        assert not warnings, warnings
        with open(f"{SOURCE}/assets/man/{name}", encoding="utf-8") as file:
            headings = re.findall(r"^\.SH (.*)", file.read(), re.M)
        assert headings[0] == "NAME" and "SEE ALSO" in headings, (name, headings)


if __name__ == "__main__":
    main(named(sound, covered, chosen, english, spoken, hints, manual, engines))
