# Two commands on a fresh machine: `make demo` ends in the labeling screen, `make test` runs every check.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

RELEASE := .build/release/tagline
SWIFT_BUILD := swift build --explicit-target-dependency-import-check error

.PHONY: help demo build install test check format protos bench interop clean setup setup-tests

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# The debug build takes a third of the release build's time, and `make test` uses it again.
demo: setup ## Build Tagline and open the labeling screen on its own sample data
	@$(SWIFT_BUILD) --product tagline
	@.build/debug/tagline demo

build: setup ## Build the program: .build/release/tagline
	@$(SWIFT_BUILD) -c release --product tagline

PREFIX ?= /usr/local
install: build ## Copy the program to $(PREFIX)/bin
	install -D -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/tagline

# By product: --build-tests would build all targets of all packages, protoc's 600 files of C++ with them.
test: setup-tests check ## Check formatting and imports, build, and run all tests
	@$(SWIFT_BUILD) --product tagline
	@$(SWIFT_BUILD) --product taglinePackageTests
	@TAGLINE_TEST_PYTHON=$(CURDIR)/.venv/bin/python SWIFT_BACKTRACE=enable=no \
	  swift test --skip-build --disable-xctest

check: ## Check formatting and which target imports what
	@swift format lint --strict --recursive --parallel Sources Tests Package.swift
	@scripts/check-imports

format: ## Format the sources in place
	@swift format --in-place --recursive --parallel Sources Tests Package.swift

protos: ## Write the messages of Pachyderm's API anew from Protos/ (needs protoc)
	@scripts/protos

bench: build setup-tests ## Measure; prints the tables of docs/benchmarks.md
	@scripts/bench

interop: setup ## Drive the real Label Studios 0.8.2 and 1.23.2 against Tagline (needs Python 3.8 and 3.10, Chromium and its driver)
	@$(SWIFT_BUILD) --product tagline
	@python3 Tests/Interop/run.py

clean: ## Remove what was built
	@rm -rf .build .venv .venv-pachyderm1 .venv-pachyderm2

setup:
	@scripts/setup build

setup-tests:
	@scripts/setup tests
