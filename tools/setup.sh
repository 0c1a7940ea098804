#!/bin/sh
# Makes .venv from the lock file, and var/assets from npm. A second run does nothing and takes no time.
# Usage: tools/setup.sh run|dev
set -eu
cd "$(dirname "$0")/.."
kind="${1:-run}"
lock=requirements.lock
[ "$kind" = dev ] && lock=requirements-dev.lock

say() { printf '%s\n' "$*"; }
stop() { printf 'Set-up stopped: %s\n' "$*" >&2; exit 1; }

# ---- Python: the first of these that is 3.11 or newer
python=""
for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 &&
       "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python="$name"; break
    fi
done
[ -n "$python" ] || stop "Fourfold needs Python 3.11 or newer. Install it, or name it: make run PYTHON=/path/to/python3.11"

# ---- the environment: complete only when its stamp holds the locks' own fingerprint
print=$("$python" -c 'import hashlib, sys; print(hashlib.sha256(b"".join(open(f, "rb").read() for f in sys.argv[1:])).hexdigest()[:16])' requirements.lock requirements-dev.lock pyproject.toml)
stamp=".venv/.installed-$kind-$print"
have() { [ -e ".venv/.installed-dev-$print" ] || [ -e "$stamp" ]; }
if ! have; then
    say "Installing what Fourfold needs into .venv (once; under a minute with a warm cache)"
    if command -v uv >/dev/null 2>&1; then
        [ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv
        uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
        uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
    else
        if ! [ -x .venv/bin/pip ] && ! "$python" -m venv .venv >/dev/null 2>&1; then
            if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
                say "Installing python3-venv, which this Python lacks"
                { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv; } >/dev/null 2>&1 || true
            fi
            "$python" -m venv .venv ||
                stop "this Python cannot make an environment. On Debian or Ubuntu: sudo apt-get install python3-venv"
        fi
        .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock" ||
            stop "the packages could not be installed. Check the network, then run the same command again."
        .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
    fi
    rm -f .venv/.installed-*
    : > "$stamp"
fi

# ---- front-end assets: nothing of others is committed, so they come from npm once
mkdir -p var 2>/dev/null && [ -w var ] || stop "the folder var/ cannot be written. Give this user the right to write there, then run again."
print=$("$python" -c 'import hashlib, sys; print(hashlib.sha256(b"".join(open(f, "rb").read() for f in sys.argv[1:])).hexdigest()[:16])' package-lock.json tools/assets.py tools/purgecss.config.mjs)
if [ ! -e "var/assets/.installed-$print" ]; then
    say "Fetching the design system's styles and fonts (once)"
    npm=npm
    if ! command -v npm >/dev/null 2>&1; then
        if command -v uv >/dev/null 2>&1; then
            uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements-node.lock
        else
            .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-node.lock
        fi || stop "npm is not on this machine, and it could not be fetched. Check the network, then run the same command again."
        npm=".venv/bin/npm"; PATH="$PWD/.venv/bin:$PATH"; export PATH
    fi
    "$npm" ci --ignore-scripts --loglevel=error >/dev/null ||
        stop "npm could not fetch the design system. Check the network, then run the same command again."
    .venv/bin/python tools/assets.py
    : > "var/assets/.installed-$print"
fi
