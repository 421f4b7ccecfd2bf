# SPDX-License-Identifier: Apache-2.0
# For check_style.py: the arrows drawn in ARCHITECTURE.md are those that it checks.
import re

LINE = re.compile(r"^    (?:leaves: )?((?:src/|ui|db).*->.*?)(?:    .*)?$")


def folders_of(text, known):
    """The folders of "src/cli, src/engines" or "src/engines/*": one that stands for those in it."""
    found = []
    for name in re.findall(r"(?:src/[\w/]+|\bui\b|\bdb\b)", text):
        name = name.rstrip("/")
        found += [name] if name in known else [f for f in known if f.startswith(name + "/")]
    return found


def drawn(lines, known):
    """Folder to what it may include: the next one in its line; the first line goes on to its end,
    for whoever points into it."""
    arrows = {folder: set() for folder in known}
    first = None
    for line in lines:
        found = LINE.match(line)
        if not found:
            continue
        steps = [folders_of(step, known) for step in found.group(1).split("->")]
        first = first or [step[0] for step in steps[1:]]
        for here, there in zip(steps, steps[1:]):
            for folder in here:
                arrows[folder].update(there)
    for folder in arrows:
        for target in sorted(arrows[folder] & set(first or [])):
            arrows[folder].update(first[first.index(target):])
    return arrows if first else None


def check_arrows(allowed, tree, findings):
    lines = tree.get("ARCHITECTURE.md", [])
    picture = drawn(lines, list(allowed))
    if picture is None:
        return
    number = next(n for n, line in enumerate(lines, 1) if LINE.match(line))
    for folder, targets in allowed.items():
        for target in sorted((set(targets) ^ picture[folder]) - {"src/base", folder}):
            what = "is allowed and not drawn" if target in targets else "is drawn and not allowed"
            findings.add("ARCHITECTURE.md", number, f"{folder} -> {target} {what}")
