#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the packages of assets/packages that are missing: install_packages.sh SECTION…
set -euo pipefail
list=$(dirname "$(readlink -f "$0")")/packages

missing=()
while read -r section package; do
    [[ " $* " == *" $section "* ]] || continue
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done <<<"$(grep -v '^#' "$list" | grep .)"

[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=()
if [[ $EUID -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "These packages are missing; install them as root and start again:" >&2
        echo "    apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 3
    fi
    as_root=(sudo)
fi
if ! command -v apt-get >/dev/null; then
    echo "This needs Debian 12 or something near it. Missing: ${missing[*]}" >&2
    exit 3
fi

echo "Installing ${#missing[@]} Debian packages: ${missing[*]}" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >>"$log" 2>&1
}
if ! install update || ! install install -y --no-install-recommends "${missing[@]}"; then
    tail -n 20 "$log" >&2
    echo "The packages could not be installed; see above." >&2
    exit 3
fi
