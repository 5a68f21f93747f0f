#!/usr/bin/env bash
# Put on this machine what the lab needs and lacks: Python packages, Node packages, system packages.
# Usage: hub_config/install.sh run|test
# Never changes what is already right: a second call compares one checksum and returns. Does not
# build lessons, train models or start anything.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}
venv=.venv
stamp=$venv/.installed-for-lab

say() { printf '%s\n' "$*"; }
fail() { printf 'set-up: %s\n' "$*" >&2; exit 1; }

# --- the system: only what pip and npm cannot bring ---------------------------------------------
missing=()
need() { # need PACKAGE COMMAND...: PACKAGE is missing unless COMMAND succeeds
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
any_of() { local name; for name in "$@"; do command -v "$name" && return 0; done; return 1; }
has_font() { ls /usr/share/fonts/*/*anum* /usr/share/fonts/*/*/*anum* 2>/dev/null | grep -q . || fc-list :lang=ko | grep -q .; }
has_libatomic() { ls /usr/lib/*/libatomic.so.1 /usr/lib*/libatomic.so.1 2>/dev/null | grep -q .; }
has_postgresql() { ls /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb 2>/dev/null | grep -q . || command -v initdb; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-python3}" python3.11 python3.12 python3.13; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

python=$(find_python) || fail "found $(python3 --version 2>&1 || true); expected Python 3.11, 3.12 or 3.13.
Install one, or name it: make up PYTHON=/path/to/python3.11"

need bubblewrap bwrap --version
[ -x $venv/bin/python ] || need python3-venv "$python" -c 'import ensurepip'
if [ "$purpose" = test ]; then
  need chromium any_of chromium chromium-browser google-chrome
  need fonts-nanum has_font
  need libatomic1 has_libatomic # for the program that drives the browser
  need postgresql has_postgresql
fi

if [ ${#missing[@]} -gt 0 ]; then
  if ! apt-get --version >/dev/null 2>&1; then
    fail "this system lacks: ${missing[*]} (names as on Debian).
Install them with its own package manager, then run the same command again. On Fedora:
  sudo dnf install bubblewrap chromium google-noto-sans-cjk-fonts libatomic postgresql-server"
  fi
  command="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" = 0 ]; then
    as_root=(env DEBIAN_FRONTEND=noninteractive)
  elif sudo --version >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as_root=(sudo env DEBIAN_FRONTEND=noninteractive)
  else
    fail "this system lacks: ${missing[*]}, and installing them takes rights that you do not have.
Have this run once, then run the same command again:
  sudo sh -c '$command'"
  fi
  say "set-up: installing ${missing[*]} (system packages)"
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update -q &&
    "${as_root[@]}" apt-get install -yq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    fail "the package manager refused; mend what it says above and run the same command again."
  fi
  rm -f "$log"
fi

# --- Python and Node packages, pinned -----------------------------------------------------------
# Of pyproject.toml only what an installation reads: an edited lint rule is no new installation.
wanted=$({ cat requirements.lock package-lock.json "$0" && sed '/^\[tool\.ruff/,$d' pyproject.toml; } | sha256sum)
if [ "$(cat $stamp 2>/dev/null)" = "$wanted" ] && [ -d node_modules/configurable-http-proxy ] &&
  $venv/bin/python -c '' 2>/dev/null; then
  exit 0
fi
started=$SECONDS
say "set-up: Python packages into $venv, once; this takes a few minutes"
[ -x $venv/bin/python ] && $venv/bin/python -c '' 2>/dev/null || "$python" -m venv --clear $venv
pip=($venv/bin/python -m pip --disable-pip-version-check --quiet)
# torch alone and first: resolved together with the rest, another build of it could be chosen.
"${pip[@]}" install "$(grep '^torch==' requirements.lock)"
"${pip[@]}" install -r requirements.lock
"${pip[@]}" install --no-deps --no-build-isolation -e .
say "set-up: the proxy's Node packages into node_modules"
$venv/bin/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
printf '%s\n' "$wanted" >$stamp
say "set-up: done in $((SECONDS - started)) s"
