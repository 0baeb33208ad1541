# make run    everything a newcomer needs: set-up, release build, all optimizers racing
# make quick  after a change: release build, then the fast laws and the tests of what it touches
# make check  what continuous integration runs: lint and test
# make test   every test; of what grows with rules times changes a sample, drawn by the commit
# make nightly  the same with nothing left out, twenty minutes of fuzz, a hundred kills, the recipes
#               for a rule, a problem and a law, and the coverage of the kernel and the laws
SWIFT ?= swift
# One build serves everything: a flag that differs compiles the library again, there and back.
FLAGS = -c release -Xcc -march=native
RELEASE = $(SWIFT) build $(FLAGS)
TEST = $(SWIFT) test $(FLAGS) --disable-testable-imports
DESCENT = .build/release/descent
WORKSHOP = .build/release/DescentWorkshop

# Homebrew keeps its OpenBLAS out of the way of the system's.
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

# The quick ones first, so that a failure shows early; the test runner's summary comes last.
test: SAMPLE = --sample
test: setup symbols examples mutants rights paper-fresh guard sweep fuzz install-example package-example
	$(TEST)

nightly:
	$(MAKE) check SAMPLE= FUZZ_SECONDS=1200
	$(MAKE) kill
	$(MAKE) recipes NIGHTLY=1
	$(MAKE) coverage

# The share of the kernel's and the laws' lines that their tests run. Needs Python.
COVERAGE ?= 90
coverage: setup
	@SWIFT='$(SWIFT)' sh .ci/coverage $(COVERAGE)

# What adding a rule, a problem and a law takes: each in a clone of its own, its lines counted.
NIGHTLY ?=
recipes:
	@for recipe in rule problem law; do \
	  NIGHTLY='$(NIGHTLY)' sh Tests/Recipes/$$recipe.sh || exit 1; done

# What guards the speed without a clock: allocations, vector instructions, instruction counts.
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

# Every example that --help shows, run as a person would run it, in the release build.
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

# The example of a package of its own, against this working tree: its tests, and its command line.
PACKAGE = --package-path Tests/ExamplePackage --scratch-path .build-package
package-example: setup
	$(SWIFT) test $(PACKAGE)
	$(SWIFT) run --skip-build $(PACKAGE) LionDescent show my_lion

# The program, what plugins are compiled against, the manual page and the completions of three shells.
# A package maker sets DESTDIR, too.
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

# An installation that was moved, used from elsewhere, by a compiler that sees nothing of this tree.
install-example: build
	@sh Tests/Install/install.sh

# Every textbook result, predicted against measured, and its control.
textbook: build
	$(DESCENT) reproduce all

# The paper: its tables and curves written anew, then paper/paper.pdf.
PDFLATEX = { pdflatex -interaction=nonstopmode -halt-on-error paper > /dev/null \
  || { tail -30 paper.log; false; }; }
paper: build
	@sh .ci/setup paper
	$(WORKSHOP) paper paper
	cd paper && $(PDFLATEX) && bibtex -terse paper && $(PDFLATEX) && $(PDFLATEX)
	@! grep -E 'undefined|Missing character' paper/paper.log

# Every textbook result, predicted against measured, and whether the committed tables and curves are what
# the code produces now.
paper-fresh: build
	@set -e; directory=$$(mktemp -d); trap 'rm -rf "$$directory"' EXIT; \
	$(WORKSHOP) paper "$$directory"; \
	{ diff -r paper/tables "$$directory/tables" \
	  && sh .ci/same-curves paper/figures "$$directory/figures"; } || { \
	    echo 'paper-fresh: run make paper, and read what changed'; exit 1; }

# Whether every small change of an optimizer or a schedule, a sign, an exponent, an off-by-one, makes
# `reproduce all` fail.
sweep: build
	.build/release/DescentSweep $(SAMPLE)

# Which small changes of a rule's source the laws see: `make power RULE=adam`, or a plugin file.
RULE ?= adam
power: build
	$(DESCENT) check $(RULE) --power

# Whether every law can fail: each wrong rule is rejected by the law that is for it, and by each that did
# before.
mutants: build
	$(WORKSHOP) mutants $(SAMPLE) --against Tests/LawTests/Reference/kills.txt

# What nobody meant to type, and files that came to damage: the corpus, then trials drawn by the commit.
FUZZ_SECONDS ?= 60
fuzz: build
	$(WORKSHOP) fuzz --seconds $(FUZZ_SECONDS)

# A hundred runs killed at any moment: what they have saved goes on to the whole run's result.
kill: build
	@sh Tests/Kill/kill.sh $(DESCENT) 100

# Whether the laws leave right rules alone: published ones without traits, in several forms each.
rights: build
	$(WORKSHOP) rights $(SAMPLE)

# How many generated wrong rules a stranger finds, and by what: figures, no verdict.
wrongs: build
	$(WORKSHOP) wrongs $(SAMPLE)

# What the paper says of the corpora of right and of wrong rules, measured anew: an hour on two cores.
corpora: build
	$(WORKSHOP) mutants --record paper/results
	$(WORKSHOP) rights --record paper/results
	$(WORKSHOP) wrongs --record paper/results

# What small changes of the built-in rules are seen where nothing is declared of them, as in a stranger's
# file.
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

# An environment may pin OpenBLAS to an older processor's kernels, for equal numbers everywhere; a
# benchmark lets it look for itself.
UNPINNED = env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE

# Times; `DescentBench engine rosenbrock …` runs a part.
bench: build
	$(UNPINNED) .build/release/DescentBench .build/bench.json

# The table of goals against PyTorch, Optax and C. Needs Python with pip; never part of build or test.
PYTHON ?= python3
bench-peers: build
	$(UNPINNED) $(PYTHON) Sources/DescentWorkshop/Bench/Peers/bench_peers.py .build/release/DescentBench \
	  paper/results/peers.json

# The articles and every public symbol, as a site in .build/docs; a warning is an error.
docs: setup
	$(SWIFT) package --allow-writing-to-directory .build/docs generate-documentation --target Descent \
	  --output-path .build/docs --warnings-as-errors --transform-for-static-hosting

# The public surface: how large it is, and that all of it is documented.
symbols: build
	$(WORKSHOP) symbols

# What an update breaks for packages that use this one, against the last tag.
api: setup
	@tag=$$(git describe --tags --abbrev=0 2> /dev/null); if [ -n "$$tag" ]; then \
	  $(SWIFT) package diagnose-api-breaking-changes "$$tag" --products Descent DescentLaws; \
	  else echo 'api: no tag to compare with'; fi

# Audits of published optimizers against Tests/Bridge/verdicts.tsv, in virtual environments of their own. Needs
# Python with pip and several GB; never part of build or test. BRIDGE="--record" writes the table anew.
bridge: build
	$(PYTHON) Tests/Bridge/bridge.py .build/release/descent .build-bridge $(BRIDGE)

# Installs what is missing, where it can: Debian's apt-get or Homebrew.
setup:
	@sh .ci/setup

clean:
	rm -rf .build .build-package $(GUARD)
