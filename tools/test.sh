#!/bin/sh
# Everything a change must pass. Installs Debian's Chromium and PostgreSQL where it may.
set -eu
cd "$(dirname "$0")/.."
export FOURFOLD_MODE=test DJANGO_ALLOW_ASYNC_UNSAFE=true PYTHONDONTWRITEBYTECODE=1
say() { printf '\n== %s\n' "$*"; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
install() {
    say "Installing $*"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
}

# ---- a browser: real pages are tested in a real one
browser() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; }
if ! browser; then
    if may_install; then install chromium; fi
    browser || { echo "The tests need Chromium. Install it with: sudo apt-get install chromium" >&2; exit 1; }
fi

# ---- a database server: a private one on a Unix socket, gone afterwards
newest() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }
has_server() { [ -n "$(newest)" ] && [ -x "$(newest)/initdb" ]; }
if [ -z "${DATABASE_URL:-}" ] && ! has_server && may_install; then
    install postgresql || true
fi

status=0
cores=$(nproc 2>/dev/null || echo 2)
# Every core takes file after file; each of the processes has to see the same tests in the same order.
export PYTHONHASHSEED=0
each_core="--numprocesses $cores --dist loadfile"
beside="--numprocesses $((cores > 1 ? cores - 1 : 1)) --dist loadfile" # the flows keep a core busy
say "Checks"
.venv/bin/python tools/check.py || status=1

say "Tests on SQLite"
env -u DATABASE_URL .venv/bin/pytest $each_core -m "not browser" "$@" || status=1

# What asks the database is asked of the second one too. Pages, forms and plain rules only read what
# that gave them: an ordinary run asks them, and the table of doors, of SQLite alone, and
# `make test-long` of both.
# The apps are asked while the flows run; everything else once the flows have left a core free.
rooms="tests/apps"
the_house="tests/catalog tests/config tests/public tests/security tests/house/test_river.py"
apart=""
for folder in views forms rules states; do apart="$apart --ignore-glob=tests/apps/*/$folder"; done
apart="$apart --ignore-glob=tests/apps/*_pages.py --ignore-glob=tests/config/test_demo*"
apart="$apart --ignore=tests/security/pages --ignore=tests/security/test_matrix.py"
apart="$apart --ignore=tests/security/test_every_address.py --ignore=tests/public/test_pages.py"
[ "${FOURFOLD_LONG:-}" = 1 ] && apart=""
if [ -n "${DATABASE_URL:-}" ]; then
    name="the database of DATABASE_URL"; second=env
    also="" # two runs would meet in one database: the whole is one
    rooms="$rooms $the_house"
elif has_server; then
    name="a private PostgreSQL"; second=tools/with_postgres.sh; also="$the_house"
else
    name=""
fi
on_the_second() { $second .venv/bin/pytest -m "not browser" "$@" $apart; }
if [ -n "$name" ]; then
    said=$(mktemp "${TMPDIR:-/tmp}/fourfold-tests.XXXXXX")
    trap 'rm -f "$said"' EXIT
    on_the_second $beside $rooms >"$said" 2>&1 & other=$!
fi

say "Tests in Chromium, on SQLite"
env -u DATABASE_URL .venv/bin/pytest -m browser "$@" || status=1

say "Tests of the store in S3"
tools/with_s3.sh .venv/bin/pytest tests/apps/submissions/test_store_in_s3.py || status=1

if [ -n "$name" ]; then
    if [ -n "$also" ]; then
        say "Tests of the house on $name"
        on_the_second $each_core $also || status=1
    fi
    wait "$other" || status=1
    say "Tests of the apps on $name, at the same time"
    cat "$said"
else
    say "PostgreSQL was NOT tested: no server is installed and this user may not install one"
    echo "   To test it: sudo apt-get install postgresql   (or set DATABASE_URL), then make test"
fi

if [ "$status" = 0 ]; then say "All of it passed"; else say "Something failed: see above"; fi
exit "$status"
