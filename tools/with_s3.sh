#!/bin/sh
# Runs a command with what the tests of the store in S3 need: s3fs, and a made-up S3 that runs on this machine.
# It lies in var/s3, apart from .venv: S3's own library wants another version of a package of the tests.
# Usage: tools/with_s3.sh .venv/bin/pytest tests/apps/submissions/test_store_in_s3.py
set -eu
cd "$(dirname "$0")/.."
stamp="var/s3/.installed-$(cksum <requirements-s3-dev.lock | tr ' ' -)"
if [ ! -e "$stamp" ]; then
    rm -rf var/s3
    if command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python .venv/bin/python --target var/s3 --no-deps --require-hashes -r requirements-s3-dev.lock
    else
        .venv/bin/python -m pip install -qq --disable-pip-version-check --target var/s3 --no-deps --require-hashes -r requirements-s3-dev.lock
    fi
    : > "$stamp"
fi
PYTHONPATH="$PWD/var/s3${PYTHONPATH:+:$PYTHONPATH}" "$@"
