#!/bin/sh
# Runs a command with DATABASE_URL set to a new private PostgreSQL on a Unix socket; no port is opened.
# Usage: tools/with_postgres.sh COMMAND [ARGUMENTS]
# Nothing waits for the disk, which suits tests; PG_FSYNC=on waits, as a real server does.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "No PostgreSQL server is installed. On Debian: apt-get install postgresql" >&2; exit 1; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/fourfold-pg.XXXXXX")
as=""
if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; as="runuser -u postgres --"; fi
home=$PWD
stop() { cd /; $as "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop >/dev/null 2>&1 || true; rm -rf "$dir"; }
trap stop EXIT INT TERM
cd "$dir"
$as "$bin/initdb" -D "$dir/data" -U fourfold -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log"
$as "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/server.log" -w -s -o \
    "-k $dir -c listen_addresses='' -c fsync=${PG_FSYNC:-off} -c synchronous_commit=off -c full_page_writes=${PG_FSYNC:-off}" start
"$bin/createdb" -h "$dir" -U fourfold fourfold
cd "$home"
DATABASE_URL="postgresql://fourfold@/fourfold?host=$dir" "$@"
