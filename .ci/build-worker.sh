#!/usr/bin/env bash
# Builds the service worker into target/site, once everything that it keeps for use without signal is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

.ci/setup/worker.sh
[ -d target/site/pkg ] || { echo "[build] FAILED: target/site/pkg is missing. Run: make release" >&2; exit 1; }
npm --prefix frontend/worker run --silent build
