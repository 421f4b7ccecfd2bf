#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# The house rules that a machine can check: check_style.py ROOT [--map]. Findings go to stdout
# as file:line: sentence. --map prints what each file is for instead.
import os
import re
import shutil
import subprocess
import sys

from check_arrows import check_arrows
from check_words import check_words

FUNCTION_MAX, FILE_MAX, LINE_MAX = 70, 500, 100

# What each folder may include besides itself: the arrows of ARCHITECTURE.md.
ARROWS = {
    "src/base": [],
    "src/model": ["src/base"],
    "src/engines/route": ["src/base"],
    "src/engines/batch": ["src/engines/route", "src/base"],
    "src/engines/carton": ["src/base"],
    "src/engines/source": ["src/base"],
    "src/engines/forecast": ["src/base"],
    "src/scan": ["src/base"],
    "src/labels": ["src/base"],
    "src/print": ["src/base"],
    "src/vault": ["src/base"],
    "src/channels": ["src/model", "src/base"],
    "src/trials": ["src/engines/route", "src/engines/batch", "src/engines/carton",
                   "src/engines/source", "src/engines/forecast", "src/channels", "src/base"],
    "db": ["src/model", "src/base"],
    "src/ops": ["db", "src/model", "src/engines/source", "src/scan", "src/vault", "src/base"],
    "ui": ["src/ops", "db", "src/model", "src/scan", "src/base"],
    "src/intake": ["src/ops", "src/channels", "db", "src/model", "src/base"],
    "src/forms": ["src/labels", "src/ops", "db", "src/model", "src/base"],
    "src/worker": ["src/forms", "src/print", "src/intake", "src/ops", "db",
                   "src/model", "src/base"],
    "src/demo": ["src/intake", "src/ops", "db", "src/model", "src/base"],
    "src/cli": ["ui", "src/worker", "src/demo", "src/intake", "src/ops", "db", "src/model",
                "src/scan", "src/forms", "src/channels", "src/trials", "src/base"],
}

# Calls and types that are not used: pattern, why, where (prefix of the path). A line that has
# to do it anyway ends in a comment "// allowed: reason".
BANNED = [
    (r"\bv?sprintf\s*\(", "sprintf() can overflow; use g_strdup_printf() or snprintf()", ""),
    (r"\bstr(?:cpy|cat)\s*\(", "strcpy() and strcat() can overflow; use GLib", ""),
    (r"\bgets\s*\(", "gets() cannot be used safely", ""),
    (r"\b(?:system|popen)\s*\(", "system() and popen() run a shell; use g_spawn_async()", ""),
    (r"\bato(?:i|l|ll|f)\s*\(", "atoi() hides errors; parse with a check", ""),
    (r"\bstrtok(?:_r)?\s*\(", "strtok() changes its argument; use g_strsplit()", ""),
    (r"\balloca\s*\(|\bg_newa\b", "alloca() can overflow the stack", ""),
    (r"\bGS?List\b", "GList hides what it holds; use GPtrArray or GArray", ""),
    (r"\bG_DEFINE_(?:TYPE|BOXED|ABSTRACT|FINAL|INTERFACE)", "GObject classes are not used", ""),
    (r"\bGMainLoop\b|\bg_main_loop_", "there is no main loop under ui/", "ui/"),
    (r"\b(?:u|nano|g_u|clock_nano)?sleep\s*\(", "tests wait for events, they never sleep",
     "tests/"),
]

# System headers that only some files may include: pattern, files, sentence.
HEADERS = [
    (r"(?:n?cursesw?/)?(?:n?curses|panel)\.h", r"ui/.*|tests/lib/pty_demo\.c",
     "curses belongs to ui/"),
    (r"sqlite3\.h", r"db/drv_sqlite[^/]*\.c|tests/.*", "sqlite3 belongs to db/drv_sqlite*.c"),
    (r"(?:postgresql/)?libpq-fe\.h", r"db/drv_pgsql[^/]*\.[ch]|tests/.*",
     "libpq belongs to db/drv_pgsql*.c"),
    (r"zstd\.h", r"src/model/packed_text\.c", "libzstd belongs to src/model/packed_text.c"),
    (r"sodium(?:/.*)?\.h", r"src/vault/.*", "libsodium belongs to src/vault/"),
]

SQL = re.compile(r"\"[^\"]*\b(?:SELECT\s|INSERT INTO\b|UPDATE\s+\w+\s+SET\b|DELETE FROM\b)")
# Written in two halves so that this file does not find itself.
MACHINE_PATHS = re.compile("/" + r"(?:work|farm)/|/" + r"home/[a-z]")
SOURCES = (".c", ".h", ".build", ".py", ".sh")
NEAT = SOURCES + (".def", ".sql")
BINARY = (".png", ".pdf", ".gz", ".xz", ".zip", ".xlsx", ".db", ".ttf", ".otf", ".mo", ".ico")
TOP = ("src", "ui", "db", "assets", "tests")


class Findings:
    def __init__(self):
        self.lines = []

    def add(self, path, line, sentence):
        self.lines.append((path, line, sentence))

    def report(self):
        for path, line, sentence in sorted(self.lines):
            print(f"{path}:{line}: {sentence}")
        count = len(self.lines)
        print(f"{count} finding{'' if count == 1 else 's'}")
        return 1 if count else 0


def git_files(root):
    command = ["git", "-C", root, "ls-files", "-co", "--exclude-standard", "-z"]
    answer = subprocess.run(command, capture_output=True, check=False)
    inside = answer.returncode == 0 and os.path.exists(os.path.join(root, ".git"))
    return sorted(set(answer.stdout.decode().split("\0")) - {""}) if inside else None


def walked_files(root):
    found = []
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if not f.startswith(".")
                      and not os.path.exists(os.path.join(folder, f, "meson-private"))]
        found += [os.path.relpath(os.path.join(folder, f), root) for f in files]
    return sorted(found)


def read_tree(root):
    """Every text file: path to list of lines."""
    tree = {}
    for path in git_files(root) or walked_files(root):
        full = os.path.join(root, path)
        if path.endswith(BINARY) or os.path.islink(full) or not os.path.isfile(full):
            continue
        with open(full, "rb") as file:
            data = file.read()
        if b"\0" not in data[:4096]:
            tree[path] = data.decode("utf-8", "replace").split("\n")
    return tree


def without_comments(lines):
    """The same lines with comments and the insides of literals blanked."""
    text = "\n".join(lines)
    token = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)

    def blank(match):
        piece = match.group(0)
        if piece[0] in "\"'":
            return piece[0] + " " * (len(piece) - 2) + piece[0]
        return re.sub(r"[^\n]", " ", piece)
    return token.sub(blank, text).split("\n")


def is_code(path):
    return path.endswith((".c", ".h"))


def check_neatness(path, lines, findings):
    if lines and lines[-1] != "":
        findings.add(path, len(lines), "the file does not end with a line break")
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            findings.add(path, number, "tab; indent with blanks")
        if line != line.rstrip():
            findings.add(path, number, "blanks at the end of the line")
        if len(line) > LINE_MAX and not path.endswith(".sql"):
            findings.add(path, number, f"{len(line)} characters; a line has at most {LINE_MAX}")
    if len(lines) - 1 > FILE_MAX:
        findings.add(path, FILE_MAX, f"{len(lines) - 1} lines; a file has at most {FILE_MAX}")


def check_head(path, lines, findings):
    at = 1 if lines[0].startswith("#!") else 0
    sign = "//" if is_code(path) else "#"
    spdx = f"{sign} SPDX-License-Identifier: Apache-2.0"
    if len(lines) <= at or lines[at].rstrip() != spdx:
        findings.add(path, at + 1, f"does not start with \"{spdx}\"")
        return
    purpose = lines[at + 1] if len(lines) > at + 1 else ""
    if not purpose.startswith(sign + " ") or len(purpose) < 12:
        findings.add(path, at + 2, "a comment line that says what the file is for is missing")


def check_functions(path, code, findings):
    start = None
    for number, line in enumerate(code, 1):
        if line.startswith("{"):
            start = number
        elif line.startswith("}") and start:
            if number - start + 1 > FUNCTION_MAX:
                name = re.findall(r"(\w+)\(", " ".join(code[max(0, start - 5):start - 1]))
                findings.add(path, start, f"{name[-1] if name else 'function'}() has "
                             f"{number - start + 1} lines; at most {FUNCTION_MAX}")
            start = None


def check_calls(path, lines, code, findings):
    text = "\n".join(code)  # asked once for each pattern; few files have one of them
    rules = [rule for rule in BANNED if path.startswith(rule[2]) and re.search(rule[0], text, re.M)]
    for number, line in enumerate(code if rules else [], 1):
        if re.search(r"// allowed: \S.{10,}", lines[number - 1]):
            continue
        for pattern, why, _ in rules:
            if re.search(pattern, line):
                findings.add(path, number, why)


def check_sql(path, lines, findings):
    if path.startswith(("db/", "tests/")):
        return
    for number, line in enumerate(lines, 1):
        if SQL.search(line):
            findings.add(path, number, "SQL text outside db/")


def folder_of(path):
    """The folder of ARROWS that PATH belongs to, None if none."""
    fits = [f for f in ARROWS if path.startswith(f + "/")]
    return max(fits, key=len) if fits else None


def owners(tree, findings):
    """Header name to paths; names have to be unique, because includes are flat."""
    known = {}
    for path in tree:
        if path.endswith((".h", ".def")):
            name = os.path.basename(path)
            if name in known:
                findings.add(path, 1, f"a header {name} exists already: {known[name][0]}")
            known.setdefault(name, []).append(path)
    return known


def meant(path, name, known, tree):
    """The file that PATH includes as NAME: beside it, else in its own folder, else anywhere."""
    beside = os.path.normpath(os.path.join(os.path.dirname(path), name))
    if beside in tree:
        return beside
    found = known.get(os.path.basename(name), [None])
    near = [f for f in found if f and folder_of(f) == folder_of(path)]
    return (near or found)[0]


def check_includes(path, lines, known, tree, build_text, findings):
    for number, line in enumerate(lines, 1):
        found = re.match(r"\s*#\s*include\s+([<\"])([^>\"]+)[>\"]", line)
        if not found:
            continue
        name = found.group(2)
        for pattern, files, sentence in HEADERS:
            if re.fullmatch(pattern, name) and not re.fullmatch(files, path):
                findings.add(path, number, f"<{name}> is included here; {sentence}")
        if found.group(1) == "\"":
            check_arrow(path, number, name, known, tree, build_text, findings)


def check_arrow(path, number, name, known, tree, build_text, findings):
    target = meant(path, name, known, tree)
    if not target:
        if os.path.basename(name) not in build_text:
            findings.add(path, number, f"\"{name}\" is nowhere in the tree and no meson.build "
                         "makes it")
        return
    here, there = folder_of(path), folder_of(target)
    if here is None or here == there:
        return
    if there is None or there not in ARROWS[here]:
        findings.add(path, number, f"{here} may not include {target}; the arrow points the "
                     "other way")


def check_built(path, tree, findings):
    """Is the file named in a meson.build beside it or above it? Loops name only a part of it."""
    stem = os.path.basename(path)[:-2]
    part = re.sub(r"^(?:test|fuzz|bench)_", "", stem)
    folder = os.path.dirname(path)
    while True:
        lines = tree.get(os.path.join(folder, "meson.build"), [])
        relative = os.path.relpath(path, folder or ".")
        text = "\n".join(lines)
        words = [f"'{relative}'", f"'{stem}.c'", f"/{stem}.c'", f"'{stem}'", f"'{part}'"]
        if any(word in text for word in words):
            return
        if not folder:
            break
        folder = os.path.dirname(folder)
    findings.add(path, 1, "no meson.build builds this file")


def check_map(tree, findings):
    """Every folder is named in ARCHITECTURE.md, and every path named there exists."""
    lines = tree.get("ARCHITECTURE.md")
    if lines is None:
        findings.add("ARCHITECTURE.md", 1, "is missing; it tells what every folder is for")
        return
    text = "\n".join(lines)
    folders = {os.path.dirname(p) for p in tree if p.startswith(TOP) and is_code(p)}
    for folder in sorted(folders):
        room = "/".join(folder.split("/")[:2])  # what stands inside a room is told with it
        if not re.search(rf"(?<![\w/]){re.escape(room)}(?![\w-])", text):
            findings.add(folder, 1, "this folder is not in ARCHITECTURE.md")
    check_named_paths(lines, tree, findings)


def check_named_paths(lines, tree, findings):
    folders = {os.path.dirname(p) for p in tree}
    folders |= {"/".join(f.split("/")[:i]) for f in folders for i in range(1, f.count("/") + 1)}
    for number, line in enumerate(lines, 1):
        for path in re.findall(r"`((?:src|ui|db|assets|tests)/[\w./-]+)`", line):
            if path.rstrip("/") not in folders and path not in tree and path + ".c" not in tree:
                findings.add("ARCHITECTURE.md", number, f"{path} does not exist")


def check_machine_paths(path, lines, findings):
    for number, line in enumerate(lines, 1):
        if MACHINE_PATHS.search(line):
            findings.add(path, number, "a path of somebody's machine")


def check_format(root, tree, findings):
    files = [p for p in tree if is_code(p)]
    if not shutil.which("clang-format"):
        print("note: clang-format is not installed; the layout was not checked")
        return
    for i in range(0, len(files), 100):
        command = ["clang-format", "--dry-run", "-Werror"] + files[i:i + 100]
        answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        seen = set()
        for path, number in re.findall(r"^(\S+?):(\d+):\d+: error:", answer.stderr, re.M):
            if path not in seen:
                findings.add(path, int(number), "not laid out as clang-format does it")
            seen.add(path)


def print_map(tree):
    folders = sorted({os.path.dirname(p) for p in tree if p.startswith(TOP) and is_code(p)})
    for folder in folders:
        print(f"\n### `{folder}/`\n")
        for path in sorted(p for p in tree if os.path.dirname(p) == folder and p.endswith(".h")):
            name = os.path.basename(path)
            pair = name[:-1] + "{h,c}" if path[:-1] + "c" in tree else name
            print(f"- `{pair}`: {tree[path][1][3:]}")
        headers = {p[:-2] for p in tree if p.endswith(".h")}
        for path in sorted(p for p in tree if os.path.dirname(p) == folder and p.endswith(".c")):
            if path[:-2] not in headers:
                print(f"- `{os.path.basename(path)}`: {tree[path][1][3:]}")


def check_tree(root):
    findings = Findings()
    tree = read_tree(root)
    known = owners(tree, findings)
    build_text = "\n".join("\n".join(v) for k, v in tree.items() if k.endswith("meson.build"))
    for path, lines in tree.items():
        check_machine_paths(path, lines, findings)
        if path.endswith(NEAT):
            check_neatness(path, lines, findings)
        if path.endswith(SOURCES):
            check_head(path, lines, findings)
        if is_code(path):
            code = without_comments(lines)
            check_functions(path, code, findings)
            check_calls(path, lines, code, findings)
            check_sql(path, lines, findings)
            check_includes(path, lines, known, tree, build_text, findings)
        if path.endswith(".c"):
            check_built(path, tree, findings)
    check_map(tree, findings)
    check_arrows(ARROWS, tree, findings)
    check_words(tree, findings)
    check_format(root, tree, findings)
    return findings.report()


def main(arguments):
    if not arguments:
        print("check_style.py ROOT [--map]", file=sys.stderr)
        return 2
    if "--map" in arguments:
        print_map(read_tree(arguments[0]))
        return 0
    return check_tree(arguments[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
