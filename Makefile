# Tongce (童册). Two commands matter: `make run` and `make test`. The others are their parts.
#
#   make run     installs what is missing, builds, makes a database with demonstration data, and serves
#                on http://127.0.0.1:3000
#   make test    checks everything; works alone and on a fresh machine

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

# The crates that run on the server's side, and what of the phone's needs no browser. Always named together: a
# different choice would build them anew.
NATIVE := -p domain -p backend -p gate -p app -p office -p server -p offline
# The crates that run in the browser. Never built together with the server's: Cargo would unify their features.
WASM := -p frontend -p offline --target wasm32-unknown-unknown

.PHONY: help run test setup setup-build setup-test fmt fmt-check lint unit server-test row-security worker-test leak-check \
	deny npm-audit rules-check layers release e2e budget soak api-soak fuzz bench bench-server screenshots clean-data

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: release ## build and serve with demonstration data
	@.ci/serve-demo.sh

test: ## every check, as CI runs it
	@.ci/test.sh

# --- set-up -----------------------------------------------------------------------------------------------------

setup: setup-build setup-test ## install what is missing

setup-build:
	@for step in base wasm-target wasm-bindgen wasm-opt wasm-split frontend; do .ci/setup/$$step.sh; done

setup-test:
	@for step in postgres chromium fonts browser-tests identity-provider; do .ci/setup/$$step.sh; done

# --- checks -----------------------------------------------------------------------------------------------------

fmt: ## format the Rust code
	cargo fmt --all

fmt-check:
	cargo fmt --all --check

lint: ## clippy on both sides; warnings are errors
	@.ci/setup/wasm-target.sh
	cargo clippy --locked $(NATIVE) --all-targets -- -D warnings
	cargo clippy --locked $(WASM) -- -D warnings

unit: ## unit and property tests, on SQLite only where a database is needed
	@.ci/setup/identity-provider.sh
	cargo test --locked $(NATIVE)

server-test: ## every Rust test, on SQLite and, as the server's role, on a PostgreSQL cluster of its own
	@.ci/setup/identity-provider.sh
	@.ci/setup/postgres.sh
	TONGCE_TEST_POSTGRES_ROLE=tongce_app .ci/with-postgres.sh cargo test --locked $(NATIVE)

row-security: ## the same with the conditions on counties taken out of the statements: the policies alone hold
	@.ci/setup/postgres.sh
	TONGCE_TEST_POSTGRES_ROLE=tongce_app TONGCE_TEST_WITHOUT_CONDITIONS=1 .ci/with-postgres.sh \
		cargo test --locked $(NATIVE)

worker-test: ## the service worker's sender of the outbox, against networks that lie; the tools of build and journeys
	@.ci/setup/frontend.sh
	cd frontend && npm test
	@.ci/setup/browser-tests.sh
	cd end2end && npm run unit

leak-check: ## no server library may reach the phone
	@.ci/leak-check.sh

layers: ## dependencies point downward, between crates and between folders; no circle is excepted
	@.ci/layers.py

rules-check: ## rules and standards that the sources cite stand in docs/rules.md; tests that the documents name exist
	@.ci/cited-rules.py
	@.ci/asvs.py --check

deny: ## licences and known vulnerabilities (needs cargo-deny)
	@command -v cargo-deny >/dev/null || { echo "cargo-deny is missing. Install it: cargo install cargo-deny --locked"; exit 1; }
	cargo deny --all-features check licenses bans sources advisories

npm-audit: ## known vulnerabilities of the npm packages, where the registry tells them
	@.ci/npm-audit.sh

release: setup-build ## the server and the split, hashed, compressed WASM
	@.ci/build-release.sh

e2e: release setup-test ## journeys in a real Chromium
	cd end2end && npm test

budget: release setup-test ## what a phone downloads, and how fast a worker's page is, against their limits
	cd end2end && npm run budget

soak: release setup-test ## the long versions of the field journeys: thousands of faults (hours)
	cd end2end && npm run soak

api-soak: ## the JSON interface against its own description, by schemathesis (ten minutes)
	@.ci/schemathesis.sh

# --- measuring and showing --------------------------------------------------------------------------------------

fuzz: ## parsers of ours against what a fuzzer thinks of, ten minutes each (an hour)
	@.ci/fuzz.sh

bench: release setup-test ## figures of docs/benchmarks.md
	cd end2end && npm run bench

bench-server: ## figures of docs/benchmarks.md, section Server, on both databases (half an hour)
	@.ci/setup/postgres.sh
	server/examples/load/all.sh

screenshots: release setup-test ## the pictures of the README
	cd end2end && npm run screenshots

clean-data: ## forget the local database, its key file and its exports
	rm -rf data
