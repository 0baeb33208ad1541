# make run    the first command: set-up, release build, a race of six optimizers
# make quick  after a change: release build, then the fast laws and the tests that the change touches
# make check  what continuous integration runs: lint and test
# make test   every test; for checks of every change of every rule, a sample that the commit seeds
# make nightly  the same without sampling, twenty minutes of fuzzing, a hundred kills, the recipes
#               for a rule, a problem and a law, and the coverage of the kernel and the laws
SWIFT ?= swift
# All targets use one build, because a different flag would compile the library again each time.
FLAGS = -c release -Xcc -march=native
RELEASE = $(SWIFT) build $(FLAGS)
TEST = $(SWIFT) test $(FLAGS) --disable-testable-imports
DESCENT = .build/release/descent
WORKSHOP = .build/release/DescentWorkshop

# Homebrew does not link its OpenBLAS into the default paths.
ifeq ($(shell uname),Darwin)
  export PKG_CONFIG_PATH := $(shell brew --prefix openblas)/lib/pkgconfig:$(PKG_CONFIG_PATH)
endif

.DEFAULT_GOAL := build
.PHONY: docs symbols api run build quick check test nightly coverage recipes examples mutants power power-stripped rights wrongs corpora textbook sweep fuzz kill paper paper-fresh package-example lint format bench bench-peers bridge guard \
  setup clean install uninstall install-example

run: build
	$(DESCENT) race

build: setup
	$(RELEASE)

quick: setup
	@SWIFT='$(SWIFT)' FLAGS='$(FLAGS)' sh .ci/quick

check: lint test

# Quick checks come first, so that a failure shows early; the test runner's summary comes last.
test: SAMPLE = --sample
test: setup symbols examples mutants rights paper-fresh guard sweep fuzz install-example package-example
	$(TEST)

nightly:
	$(MAKE) check SAMPLE= FUZZ_SECONDS=1200
	$(MAKE) kill
	$(MAKE) recipes NIGHTLY=1
	$(MAKE) coverage

# The line coverage of the kernel and the laws by their tests. Needs Python.
COVERAGE ?= 90
coverage: setup
	@SWIFT='$(SWIFT)' sh .ci/coverage $(COVERAGE)

# Adds a rule, a problem and a law, each in a separate clone, and counts the lines that it takes.
NIGHTLY ?=
recipes:
	@for recipe in rule problem law; do \
	  NIGHTLY='$(NIGHTLY)' sh Tests/Recipes/$$recipe.sh || exit 1; done

# Guards the speed without a clock: by allocations, vector instructions and instruction counts.
GUARD = .build-guard
ifeq ($(shell uname -sm),Linux x86_64)
guard: build
	@sh .ci/setup guard
	$(SWIFT) build -c release -Xcc -march=x86-64-v3 --scratch-path $(GUARD) --product DescentGuard
	$(GUARD)/release/DescentGuard $(DESCENT)
else
guard:
	@echo 'guard: not made here: it reads x86-64 code on Linux'
endif

# Runs every example of --help as a user would, in the release build.
examples: build
	@set -e; directory=$$(mktemp -d); trap 'rm -rf "$$directory"' EXIT; \
	here=$$(pwd); cd "$$directory"; PATH="$$here/.build/release:$$PATH"; export PATH; \
	for command in "" run race list show gallery verify evaluate check traits diff reproduce explain \
	  new; do \
	  descent $$command --help | sed -n '/EXAMPLES/,/^$$/s/^ *\(descent .*\)/\1/p'; \
	done | sort -u > examples; \
	while IFS= read -r example; do \
	  echo "$$example"; sh -c "$$example" < /dev/null > output 2>&1 || { cat output; exit 1; }; \
	done < examples

# The tests and the command line of the example package, against this working tree.
PACKAGE = --package-path Tests/ExamplePackage --scratch-path .build-package
package-example: setup
	$(SWIFT) test $(PACKAGE)
	$(SWIFT) run --skip-build $(PACKAGE) LionDescent show my_lion

# Installs the program, the modules for plugins, the manual page and the completions of three shells.
# Packagers can set DESTDIR.
PREFIX ?= /usr/local
ROOT = $(DESTDIR)$(PREFIX)
LIBRARY = $(ROOT)/lib/descent
SHARE = $(ROOT)/share
INSTALLED = $(ROOT)/bin/descent $(SHARE)/man/man1/descent.1 \
  $(SHARE)/bash-completion/completions/descent $(SHARE)/zsh/site-functions/_descent \
  $(SHARE)/fish/vendor_completions.d/descent.fish
install: build
	rm -rf '$(LIBRARY)'
	install -d $(foreach file,$(INSTALLED),'$(dir $(file))') '$(LIBRARY)/Modules' \
	  '$(LIBRARY)/CDescentMath' '$(LIBRARY)/CDescentMatrix' '$(LIBRARY)/_NumericsShims'
	install -m 755 $(DESCENT) '$(ROOT)/bin/descent'
	install -m 644 .build/release/Modules/Descent.swiftmodule \
	  .build/release/Modules/DescentMatrix.swiftmodule \
	  .build/release/Modules/RealModule.swiftmodule '$(LIBRARY)/Modules'
	for module in CDescentMath CDescentMatrix; do \
	  install -m 644 Sources/$$module/include/$$module.h '$(LIBRARY)'/$$module && \
	  printf 'module %s {\n  header "%s.h"\n  export *\n}\n' $$module $$module \
	    > '$(LIBRARY)'/$$module/module.modulemap || exit 1; \
	done
	install -m 644 .build/checkouts/swift-numerics/Sources/_NumericsShims/include/* \
	  '$(LIBRARY)/_NumericsShims'
	$(DESCENT) manual > '$(SHARE)/man/man1/descent.1'
	$(DESCENT) --generate-completion-script bash > '$(SHARE)/bash-completion/completions/descent'
	$(DESCENT) --generate-completion-script zsh > '$(SHARE)/zsh/site-functions/_descent'
	$(DESCENT) --generate-completion-script fish \
	  > '$(SHARE)/fish/vendor_completions.d/descent.fish'

uninstall:
	rm -rf '$(LIBRARY)' $(foreach file,$(INSTALLED),'$(file)')

# Tests an installation that was moved, from another folder, with a compiler that cannot see this tree.
install-example: build
	@sh Tests/Install/install.sh

# Runs every textbook result, predicted against measured, and its control.
textbook: build
	$(DESCENT) reproduce all

# Rewrites the tables and curves of the paper, then makes paper/paper.pdf.
PDFLATEX = { pdflatex -interaction=nonstopmode -halt-on-error paper > /dev/null \
  || { tail -30 paper.log; false; }; }
paper: build
	@sh .ci/setup paper
	$(WORKSHOP) paper paper
	cd paper && $(PDFLATEX) && bibtex -terse paper && $(PDFLATEX) && $(PDFLATEX)
	@! grep -E 'undefined|Missing character' paper/paper.log

# Runs every textbook result, and checks that the committed tables and curves are those that the code
# produces now.
paper-fresh: build
	@set -e; directory=$$(mktemp -d); trap 'rm -rf "$$directory"' EXIT; \
	$(WORKSHOP) paper "$$directory"; \
	{ diff -r paper/tables "$$directory/tables" \
	  && sh .ci/same-curves paper/figures "$$directory/figures"; } || { \
	    echo 'paper-fresh: run make paper, and read what changed'; exit 1; }

# Checks that every small change of an optimizer or a schedule (a sign, an exponent, an off-by-one) makes
# `reproduce all` fail.
sweep: build
	.build/release/DescentSweep $(SAMPLE)

# Prints the small changes of a rule's source that no law rejects: `make power RULE=adam`, or a plugin file.
RULE ?= adam
power: build
	$(DESCENT) check $(RULE) --power

# Checks that every law can fail: each wrong rule must be rejected by the law that it is for, and by every
# law that rejected it before.
mutants: build
	$(WORKSHOP) mutants $(SAMPLE) --against Tests/LawTests/Reference/kills.txt

# Fuzzes arguments and files: runs the corpus, then trials that the commit seeds.
FUZZ_SECONDS ?= 60
fuzz: build
	$(WORKSHOP) fuzz --seconds $(FUZZ_SECONDS)

# Kills a hundred runs at random moments, and resumes each to the result of the whole run.
kill: build
	@sh Tests/Kill/kill.sh $(DESCENT) 100

# Checks that no law rejects a right rule: published rules without traits, each in several forms.
rights: build
	$(WORKSHOP) rights $(SAMPLE)

# Counts the generated wrong rules that the commands find, and by which check: figures, not a verdict.
wrongs: build
	$(WORKSHOP) wrongs $(SAMPLE)

# Measures again what the paper says about the corpora of right and wrong rules: an hour on two cores.
corpora: build
	$(WORKSHOP) mutants --record paper/results
	$(WORKSHOP) rights --record paper/results
	$(WORKSHOP) wrongs --record paper/results

# Counts the small changes of the built-in rules that the laws reject without declared traits, as in a new
# plugin file.
STRIPPED = .build/stripped
power-stripped: build
	rm -rf $(STRIPPED)
	$(WORKSHOP) rights SGD Momentum Adagrad RMSprop Adam AdamW --write $(STRIPPED)
	@for file in $(STRIPPED)/*.written.swift; do $(DESCENT) check $$file --power; done

lint: setup
	$(SWIFT) format lint --strict --recursive Sources Plugins Problems Tests Package.swift
	@! grep -rnE '^ *(@[A-Za-z_]+ |public )*import ' Plugins --include='*.swift' \
	  --exclude-dir=Slips --exclude-dir=Tests | grep -vE 'import (Descent|DescentMatrix|DescentRules)$$' \
	  || { echo 'a plugin imports Descent, DescentMatrix and DescentRules only'; exit 1; }
	@! grep -rnE '^ *(@[A-Za-z_]+ |public )*import ' Sources/Descent --include='*.swift' \
	  | grep -vE 'import (RealModule|CDescentMath|Synchronization)$$' \
	  || { echo 'the kernel imports RealModule, CDescentMath and Synchronization only'; exit 1; }
	$(TEST) --explicit-target-dependency-import-check error --filter '^none$$' > /dev/null

format:
	$(SWIFT) format --in-place --recursive Sources Plugins Problems Tests Package.swift

# An environment may pin OpenBLAS to the kernels of an older processor, for equal numbers everywhere; a
# benchmark lets it choose.
UNPINNED = env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE

# Runs the benchmarks; `DescentBench engine rosenbrock …` runs a part of them.
bench: build
	$(UNPINNED) .build/release/DescentBench .build/bench.json

# Makes the table of times beside PyTorch, Optax and C. Needs Python with pip; not part of build or test.
PYTHON ?= python3
bench-peers: build
	$(UNPINNED) $(PYTHON) Sources/DescentWorkshop/Bench/Peers/bench_peers.py .build/release/DescentBench \
	  paper/results/peers.json

# Builds the articles and every public symbol as a site in .build/docs; a warning is an error.
docs: setup
	$(SWIFT) package --allow-writing-to-directory .build/docs generate-documentation --target Descent \
	  --output-path .build/docs --warnings-as-errors --transform-for-static-hosting

# Measures the public API, and checks that all of it is documented.
symbols: build
	$(WORKSHOP) symbols

# Lists the API changes since the last tag that break packages which use this one.
api: setup
	@tag=$$(git describe --tags --abbrev=0 2> /dev/null); if [ -n "$$tag" ]; then \
	  $(SWIFT) package diagnose-api-breaking-changes "$$tag" --products Descent DescentLaws; \
	  else echo 'api: no tag to compare with'; fi

# Audits published optimizers in separate virtual environments, and compares with Tests/Bridge/verdicts.tsv.
# Needs Python with pip and several GB; not part of build or test. BRIDGE="--record" rewrites the table.
bridge: build
	$(PYTHON) Tests/Bridge/bridge.py .build/release/descent .build-bridge $(BRIDGE)

# Installs missing packages with apt-get or Homebrew.
setup:
	@sh .ci/setup

clean:
	rm -rf .build .build-package $(GUARD)
