#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Makes a tree without faults and one fault at a time in it: each rule of check_style.py fires.
import os
import subprocess
import sys
import tempfile

CHECK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "check_style.py")
HEAD = "// SPDX-License-Identifier: Apache-2.0\n// A file made for the test.\n"
HASH = HEAD.replace("//", "#")

GOOD = {
    ".clang-format": "BasedOnStyle: LLVM\nIndentWidth: 4\nColumnLimit: 100\n"
                     "BreakBeforeBraces: Linux\nSortIncludes: false\n"
                     "AllowShortFunctionsOnASingleLine: None\n",
    "ARCHITECTURE.md": "`src/base/` text; `src/ops/` op; `db/` store, drv_sqlite; `ui/` screen; "
                       "`tests/`\n",
    "meson.build": HASH + "subdir('src')\n",
    "src/base/meson.build": HASH + "x = library('base', 'text.c')\n",
    "src/base/text.h": HEAD + "#pragma once\nint text_width(const char *text);\n",
    "src/base/text.c": HEAD + "#include \"text.h\"\n\nint text_width(const char *text)\n{\n"
                       "    return text[0]; // not a call of sprintf(\n}\n",
    "src/ops/meson.build": HASH + "x = library('ops', 'op.c')\n",
    "src/ops/op.h": HEAD + "#pragma once\nint op_run(void);\n",
    "src/ops/op.c": HEAD + "#include \"op.h\"\n#include \"store.h\"\n#include \"text.h\"\n\n"
                    "int op_run(void)\n{\n    return store_load(\"sprintf(\");\n}\n",
    "db/meson.build": HASH + "x = library('db', 'store.c', 'drv_sqlite.c')\n",
    "db/store.h": HEAD + "#pragma once\nint store_load(const char *sql);\n",
    "db/store.c": HEAD + "#include \"store.h\"\n\nint store_load(const char *sql)\n{\n"
                  "    return sql == \"SELECT 1 FROM item\";\n}\n",
    "db/drv_sqlite.c": HEAD + "#include <sqlite3.h>\n",
    "ui/meson.build": HASH + "x = library('ui', 'screen.c')\n",
    "ui/screen.c": HEAD + "#include <curses.h>\n#include \"op.h\"\n",
    "tests/meson.build": HASH + "foreach t : ['text']\nendforeach\n",
    "tests/test_text.c": HEAD + "#include \"text.h\"\n",
}


def drawn(of_ui):
    """The arrows of the project, those of ui drawn otherwise."""
    with open(os.path.join(os.path.dirname(CHECK), "..", "..", "ARCHITECTURE.md"),
              encoding="utf-8") as file:
        lines = [line for line in file if line.startswith("    ") and "->" in line]
    return "".join("    " + of_ui + "\n" if line.split()[0] == "ui" else line for line in lines)


def with_line(path, line):
    return {path: GOOD[path] + line + "\n"}


def long_function(lines):
    body = "".join(f"    n += {i};\n" for i in range(lines))
    return "\nint text_long(int n);\nint text_long(int n)\n{\n" + body + "    return n;\n}\n"


# Name, files that differ from the good tree (None = removed), what has to be found.
CASES = [
    ("nothing", {}, []),
    ("function of 71 lines", with_line("src/base/text.c", long_function(68).rstrip()),
     ["src/base/text.c:12: text_long() has 71 lines"]),
    ("function of 70 lines", with_line("src/base/text.c", long_function(67).rstrip()), []),
    ("long file", {"src/base/text.c": GOOD["src/base/text.c"] + "// x\n" * 500},
     ["src/base/text.c:500: 508 lines"]),
    ("long line", with_line("src/base/text.h", "// " + "x" * 98), ["src/base/text.h:5: 101 char"]),
    ("wide signs in a line", with_line("src/base/text.h", "// " + "ä" * 97), []),
    ("no licence", {"src/base/text.h": "#pragma once\nint text_width(const char *text);\n"},
     ["src/base/text.h:1: does not start with"]),
    ("no purpose", {"src/base/meson.build": HASH.split("\n")[0] + "\nx = ['text.c']\n"},
     ["src/base/meson.build:2: a comment line"]),
    ("shell script", {"start.sh": "#!/bin/sh\n" + HASH}, []),
    ("tab", with_line("src/base/meson.build", "\t# x"), ["src/base/meson.build:4: tab"]),
    ("trailing blank", with_line("src/base/meson.build", "# x "),
     ["src/base/meson.build:4: blanks at the end"]),
    ("no last line break", {"tests/meson.build": HASH + "# text: ['text']"},
     ["tests/meson.build:3: the file does not end"]),
    ("curses", with_line("src/base/text.c", "#include <ncurses.h>"),
     ["src/base/text.c:9: <ncurses.h> is included here"]),
    ("panel", with_line("src/ops/op.c", "#include <panel.h>"),
     ["src/ops/op.c:11: <panel.h> is included"]),
    ("sqlite", with_line("db/store.c", "#include <sqlite3.h>"),
     ["db/store.c:9: <sqlite3.h> is included"]),
    ("libpq", with_line("db/drv_sqlite.c", "#include <libpq-fe.h>"),
     ["db/drv_sqlite.c:4: <libpq-fe.h> is included"]),
    ("SQL", with_line("src/ops/op.c", "const char *x = \"select: SELECT a FROM b\";"),
     ["src/ops/op.c:11: SQL text outside db/"]),
    ("SQL, update", with_line("ui/screen.c", "const char *x = \"UPDATE item SET a = 1\";"),
     ["ui/screen.c:5: SQL text outside db/"]),
    ("words that are no SQL", with_line("ui/screen.c", "const char *x = \"Select an item\";"), []),
    ("arrow upwards", with_line("src/base/text.c", "#include \"op.h\""),
     ["src/base/text.c:9: src/base may not include src/ops/op.h"]),
    ("arrow to the tests", {**with_line("src/base/text.c", "#include \"pty.h\""),
                            "tests/pty.h": HEAD + "#pragma once\n"},
     ["src/base/text.c:9: src/base may not include tests/pty.h"]),
    ("arrow jumps over", with_line("ui/screen.c", "#include \"store.h\""), []),
    ("header nowhere", with_line("src/ops/op.c", "#include \"gone.h\""),
     ["src/ops/op.c:11: \"gone.h\" is nowhere"]),
    ("header made by the build", {**with_line("src/ops/op.c", "#include \"made.h\""),
                                  **with_line("src/ops/meson.build", "# output: 'made.h'")}, []),
    ("header twice", {"ui/text.h": HEAD + "#pragma once\n"},
     ["ui/text.h:1: a header text.h exists already: src/base/text.h"]),
    ("header twice, the near one counts", {
        "src/scan/text.h": HEAD + "#pragma once\n", "ui/text.h": HEAD + "#pragma once\n",
        "ARCHITECTURE.md": GOOD["ARCHITECTURE.md"] + "src/scan/\n",
        **with_line("ui/screen.c", "#include \"text.h\"")},
     ["src/scan/text.h:1: a header", "ui/text.h:1: a header"]),
    ("not built", {"src/base/text2.c": HEAD, "ARCHITECTURE.md":
                   GOOD["ARCHITECTURE.md"] + "text2\n"},
     ["src/base/text2.c:1: no meson.build builds"]),
    ("folder not in the map", {"src/more/text9.h": HEAD},
     ["src/more:1: this folder is not in ARCHITECTURE.md"]),
    ("map names what is gone", with_line("ARCHITECTURE.md", "see `src/base/gone.c`"),
     ["ARCHITECTURE.md:2: src/base/gone.c does not exist"]),
    ("arrows drawn otherwise", {"ARCHITECTURE.md": GOOD["ARCHITECTURE.md"] + drawn(
        "ui -> src/ops, src/intake")},
     ["ARCHITECTURE.md:2: ui -> src/intake is drawn and not allowed",
      "ARCHITECTURE.md:2: ui -> src/scan is allowed and not drawn"]),
    ("no map", {"ARCHITECTURE.md": None}, ["ARCHITECTURE.md:1: is missing"]),
    ("machine path", with_line("ARCHITECTURE.md", "see /" + "work/main/x"),
     ["ARCHITECTURE.md:2: a path of somebody's machine"]),
    ("home folder", with_line("src/base/text.h", "// /" + "home/anna/x"),
     ["src/base/text.h:5: a path of somebody's machine"]),
    ("layout", with_line("src/base/text.c", "int   text_x;"),
     ["src/base/text.c:9: not laid out as clang-format"]),
]

CALLS = ["sprintf(a, b)", "vsprintf(a, b, c)", "strcpy(a, b)", "strcat(a, b)", "gets(a)",
         "system(a)", "popen(a, b)", "atoi(a)", "atof(a)", "strtok(a, b)", "alloca(a)",
         "g_free((GList *)a)"]
CASES += [(f"call of {call}", with_line("src/base/text.c", f"int x = {call};"),
           ["src/base/text.c:9: "]) for call in CALLS]
CASES += [(f"sleep in a test: {call}", with_line("tests/test_text.c", f"int x = {call};"),
           ["tests/test_text.c:4: tests wait for events"])
          for call in ["sleep(1)", "usleep(1)", "g_usleep(1)", "nanosleep(a, b)"]]
CASES += [
    ("calls that are fine", with_line("src/base/text.c", "int x = my_system(snprintf(a));"), []),
    ("call with a reason", with_line("tests/test_text.c",
                                     "int x = sleep(1); // allowed: the server has no signal"), []),
    ("call without one", with_line("tests/test_text.c", "int x = sleep(1); // allowed:"),
     ["tests/test_text.c:4: tests wait for events"]),
    ("main loop", with_line("ui/screen.c", "GMainLoop *loop;"),
     ["ui/screen.c:5: there is no main loop"]),
]

# A state's word stands in its table; other words may look the same.
LIVES = ("static const struct state order_rows[] = {\n    {\"packed\", N_(\"packed\"), 0, 1},\n"
         "};\n")


def with_states(line):
    return {"src/model/lives.c": HEAD + LIVES, "src/model/meson.build": HASH + "x = ['lives.c']\n",
            "ARCHITECTURE.md": GOOD["ARCHITECTURE.md"] + "src/model/\n",
            **with_line("src/ops/op.c", line)}


CASES += [
    ("a state as a word", with_states("bool x = !strcmp(status, \"packed\");"),
     ["src/ops/op.c:11: the state \"packed\" as a word"]),
    ("words that are no state",
     with_states("bool x = !strcmp(status, \"unpacked\"); // \"packed\""), []),
    ("keys and terms",
     with_states("int x = doc_int(doc, \"packed\", f(T_INT(\"packed\", 1)));"), []),
    ("words for people", with_states("const char *x = _(\"packed\");"), []),
]


# Every row of a list is used.
def with_rows(path, rows, use):
    return {path: HEAD + rows, "ARCHITECTURE.md": GOOD["ARCHITECTURE.md"] + "src/model/\n",
            **with_line("src/ops/op.c", use)}


CASES += [
    ("sentence that nobody says",
     with_rows("src/model/says.def", "SAY(GONE, \"gone\", N_(\"x\"))\n", "int x = SAY_GONE_BY;"),
     ["src/model/says.def:3: nobody uses GONE"]),
    ("sentence said by its short name",
     with_rows("src/model/says.def", "SAY(GONE, \"gone\", N_(\"x\"))\n",
               "int x = OP_SAY(ctx, VERDICT_DONE, GONE);"), []),
    ("error that nobody has",
     with_rows("src/base/errors.def", "ERROR_CODE(ODD, \"odd\", CALL, 1)\n", "int x = ODD;"),
     ["src/base/errors.def:3: nobody uses ODD"]),
    ("error of a test only", {**with_rows("src/base/errors.def", "ERROR_CODE(ODD, 1, 2, 3)\n", ""),
                              **with_line("src/ops/op.c", "int x;"),
                              **with_line("tests/test_text.c", "int x = TOTE_ODD;")},
     ["src/base/errors.def:3: nobody uses ODD"]),
    ("setting that nobody asks", with_rows("src/base/settings.def", "SETTING(ODD, \"odd\")\n",
                                           "int x;"),
     ["src/base/settings.def:3: nobody uses ODD"]),
    ("member that nobody reads", with_line("db/store.h", "#define A_ROW(X) X(TEXT, odd, \"odd\")"),
     ["db/store.h:5: nobody uses the member odd"]),
    ("member in a document", {**with_line("db/store.h", "#define A_ROW(X) X(TEXT, odd, \"odd\")"),
                              **with_line("src/ops/op.c",
                                          "int x = doc_fields(doc, &a, row, \"even odd\");")}, []),
    ("statement that nobody calls", with_line("db/store.h", "int store_odd(void);"),
     ["db/store.h:5: nobody calls store_odd()"]),
]


def write_tree(root, files):
    for path, content in files.items():
        if content is None:
            continue
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(content)


def run_case(files, wanted):
    """The complaint about one case, "" if it is as wanted."""
    with tempfile.TemporaryDirectory() as root:
        write_tree(root, {**GOOD, **files})
        answer = subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True,
                                check=False)
    lines = answer.stdout.strip().split("\n")
    found = [line for line in lines[:-1] if not line.startswith("note:")]
    noun = "finding" if len(wanted) == 1 else "findings"
    fits = len(found) == len(wanted) and all(f.startswith(w) for f, w in zip(found, wanted))
    if fits and lines[-1] == f"{len(wanted)} {noun}" and answer.returncode == bool(wanted):
        return ""
    return f"wanted {wanted}; got exit {answer.returncode}, {found} {answer.stderr}"


def main():
    bad = 0
    for name, files, wanted in CASES:
        complaint = run_case(files, wanted)
        if complaint:
            bad += 1
            print(f"{name}: {complaint}")
    print(f"{len(CASES)} cases, {bad} wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
