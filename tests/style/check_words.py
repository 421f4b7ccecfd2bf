# SPDX-License-Identifier: Apache-2.0
# House rules about words and rows, for check_style.py: a state's word stands in its table only, and
# every row of a list is used by the program, by more than its tests.
import re

TABLES = "src/model/lives.c"
ROOMS = ("src/ops/", "src/worker/", "src/forms/", "src/intake/", "src/cli/", "src/demo/", "ui/")

# What stands before a word that is no state: the key of a document, the name of a term, words for
# people, the name of a screen.
NO_STATE = re.compile(r"(?:\bdoc_\w+\((?:[^(),;]|\([^()]*\))*,\s*|\bdoc_(?:fields|row)\([^;]*,\s*|"
                      r"\bT_[A-Z]+\(\s*|\bN?_\(\s*|\.name = \s*)$")
# Where a word of a state means something else.
OTHER_WORDS = {
    ("src/ops/floor/op_pick_fix.c", "short"): "a kind of movement",
    ("src/ops/floor/op_pick_short.c", "short"): "a kind of movement",
    ("src/ops/floor/pick_replan.c", "short"): "a kind of movement",
    ("src/ops/stock/show_stock.c", "held"): "a key of the document",
    ("src/ops/floor/op_pack_weigh.c", "unknown"): "a weight",
    ("ui/theme.c", "unknown"): "a terminal",
    ("ui/screens/orders/order_views.c", "picking"): "the name of a view",
    ("ui/screens/orders/order_views.c", "packed"): "the name of a view",
    ("ui/screens/orders/order_views.c", "held"): "the name of a view",
    ("ui/screens/orders/order_views.c", "unpaid"): "the name of a view",
    ("ui/screens/orders/order_views.c", "short"): "the name of a view",
    ("ui/screens/orders/order_views.c", "shipped"): "the name of a view",
    ("ui/screens/orders/order_views.c", "cancelled"): "the name of a view",
    ("ui/screens/orders/order_views.c", "elsewhere"): "the name of a view",
}

LITERAL = re.compile(r'"((?:\\.|[^"\\\n])*)"')
COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*")', re.S)

# Lists whose rows are used by a name made of the row's: file, row, what stands before the name,
# and the calls that use it without that.
ROWS = [
    ("src/model/says.def", r"^SAY\((\w+)", "SAY_", r"\b(?:OP_(?:SAY|NOTE)|ORDER_HOLD)\([^;]*"),
    ("src/base/errors.def", r"^ERROR_CODE\((\w+)", "TOTE_", None),
    ("src/base/settings.def", r"^SETTING\((\w+)", "SETTING_", None),
    ("src/base/terms.h", r"^#define (T_\w+)\(", "", None),
    ("src/model/lives.h", r"^    (ST_\w+) = ST_FIRST", "", None),
]
# A list of fields is named in capitals and has one parameter.
FIELD = re.compile(r"\bX\(\w+, (\w+),")
FIELDS = re.compile(r"^#define (\w+)\(X\)((?:[^\n]*\\\n)*[^\n]*)", re.M)
DECLARED = re.compile(r"^(?:[a-z][\w ]*[ *])(store_\w+)\(", re.M)


def plain(lines):
    """The text without comments, as long as it was."""
    def blank(match):
        return match.group(1) or re.sub(r"[^\n]", " ", match.group(0))
    return COMMENT.sub(blank, "\n".join(lines))


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def state_codes(tree):
    text = "\n".join(tree.get(TABLES, []))
    tables = re.findall(r"static const struct state \w+\[\] = \{(.*?)\n\};", text, re.S)
    return {code for table in tables for code in re.findall(r'\{"(\w+)"', table)}


def check_states(tree, findings):
    codes, met = state_codes(tree), set()
    for path, lines in tree.items():
        if not path.startswith(ROOMS) or not path.endswith((".c", ".h")):
            continue
        text = plain(lines)
        for match in LITERAL.finditer(text):
            word = match.group(1)
            before = text[max(0, match.start() - 200):match.start()]
            if word not in codes or NO_STATE.search(before):
                continue
            met.add((path, word))
            if (path, word) not in OTHER_WORDS:
                findings.add(path, line_of(text, match.start()),
                             f"the state \"{word}\" as a word; ask its table: state_has(), "
                             "state_next()")
    for path, word in OTHER_WORDS:
        if path in tree and (path, word) not in met:
            findings.add(path, 1, f"the exception for \"{word}\" is used by nobody")


def program(tree):
    """The text of the program, by file; strings are kept, comments are not."""
    return {path: plain(lines) for path, lines in tree.items()
            if path.endswith((".c", ".h", ".def")) and path.startswith(("src/", "db/", "ui/"))}


def check_lists(tree, texts, findings):
    for path, row, before, calls in ROWS:
        text = "\n".join(tree.get(path, []))
        others = "\n".join(t for p, t in texts.items() if p != path)
        words = set(re.findall(r"\w+", others))
        short = set(re.findall(r"\w+", " ".join(re.findall(calls, others)))) if calls else set()
        for match in re.finditer(row, text, re.M):
            if before + match.group(1) not in words and match.group(1) not in short:
                findings.add(path, line_of(text, match.start()),
                             f"nobody uses {match.group(1)}; use it or take it out")


def members_used(texts):
    """Every name that is read or written as a member, or named in a text."""
    used = set()
    for text in texts.values():
        used |= set(re.findall(r"(?:->|\.)\s*(\w+)", text))
        used |= set(re.findall(r"\bFIELD\(\w+,\s*(\w+)\)", text))
        for call in re.findall(r"\bdoc_(?:fields|row)\([^;]*;", text):
            used |= {w for s in LITERAL.findall(call) for w in re.findall(r"\w+", s)}
    return used


def check_members(texts, findings):
    used = members_used(texts)
    for path, text in texts.items():
        for fields in FIELDS.finditer(text) if path.startswith("db/") else ():
            for field in FIELD.finditer(fields.group(2)):
                if field.group(1) not in used:
                    findings.add(path, line_of(text, fields.start(2) + field.start()),
                                 f"nobody uses the member {field.group(1)}; use it or take it out")


def check_statements(texts, findings):
    called = {}
    for path, text in texts.items():
        for name in set(re.findall(r"\b(store_\w+)\b", text)):
            called.setdefault(name, set()).add(path)
    for path, text in texts.items():
        for match in DECLARED.finditer(text) if path.startswith("db/") and path[-1] == "h" else ():
            name, own = match.group(1), {path, path[:-1] + "c"}
            if called[name] <= own and texts.get(path[:-1] + "c", "").count(name) < 2:
                findings.add(path, line_of(text, match.start()),
                             f"nobody calls {name}(); use it or take it out")


def check_words(tree, findings):
    texts = program(tree)
    check_states(tree, findings)
    check_lists(tree, texts, findings)
    check_members(texts, findings)
    check_statements(texts, findings)
