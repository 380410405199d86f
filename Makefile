# vaktrom: `make` builds, `make demo` shows it, `make test` proves it. `make help` lists the rest.

PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build

# --- What it is made of ------------------------------------------------------------------------------------------

# Debian packages, here and nowhere else.
BUILD_PACKAGES := gcc libc6-dev make gettext libncurses-dev libsqlite3-dev libcsv-dev libcjson-dev libunistring-dev \
  libsodium-dev libseccomp-dev tzdata libcairo2-dev libpango1.0-dev pkg-config fonts-dejavu-core
TEST_PACKAGES := locales libcmocka-dev python3-minimal python3 sqlite3 tmux poppler-utils man-db mandoc zsh fish
CHECK_PACKAGES := clang clang-format clang-tidy cppcheck

CSTD := -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
OPT ?= -O2 -g -ffp-contract=off
# What the compiler does against faults that somebody would use. Not every processor and compiler knows the last: each
# is asked once. (glibc 2.35 and gcc 12 or clang 9 know _FORTIFY_SOURCE=3, others take it for 2.)
HARDEN ?= -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fPIE $(KNOWN_HARDENING)
KNOWN_HARDENING = $(eval KNOWN_HARDENING := $(foreach flag,-fstack-clash-protection -fcf-protection,$(shell \
  $(CC) -Werror $(flag) -E -x c /dev/null > /dev/null 2>&1 && echo $(flag))))$(KNOWN_HARDENING)
CPPFLAGS ?=
CFLAGS ?=
LDFLAGS ?=
# Where Pango and what it draws with keep their headers: asked when the first file is compiled, not before, for the
# build must be readable before anything is installed. As a system's headers, whose warnings are not ours.
DRAWING = $(eval DRAWING := $(patsubst -I%,-isystem %,$(filter -I%,$(shell pkg-config --cflags pangocairo))))$(DRAWING)
INCLUDES = -Iinclude -Isrc $(DRAWING)
COMPILE = $(CC) $(INCLUDES) $(CPPFLAGS) $(CSTD) $(WARN) $(OPT) $(HARDEN) -pthread $(CFLAGS)
LINK = $(COMPILE) -pie -Wl,-z,relro,-z,now,-z,noexecstack $(LDFLAGS)
LDLIBS = -lsqlite3 -lsodium -lseccomp -lcjson -lcsv -lunistring -lpanelw -lncursesw -ltinfo -lm \
  -lpangocairo-1.0 -lpango-1.0 -lgobject-2.0 -lcairo

SOURCES := $(sort $(wildcard src/*/*.c src/*/*/*.c))
PUBLIC_HEADERS := $(sort $(wildcard include/vaktrom/*.h include/vaktrom/*/*.h))
HEADERS := $(PUBLIC_HEADERS) $(sort $(wildcard src/*/*.h src/*/*/*.h))
UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
BENCH_SOURCES := $(sort $(wildcard tests/bench/bench_*.c))
C_FILES := $(wildcard src/main.c) $(SOURCES) $(HEADERS) $(sort $(wildcard tests/*/*.c tests/*/*.h))
LANGUAGES := $(patsubst data/locale/%.po,%,$(wildcard data/locale/*.po))
CATALOGUES := $(LANGUAGES:%=$(BUILD)/locale/%/LC_MESSAGES/vaktrom.mo)
EMBEDDED := $(sort $(wildcard schema/*.sql data/criteria.csv data/tasks.csv)) $(CATALOGUES)

OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/gen/embedded.o
MAIN := $(BUILD)/src/main.o
LIBRARY := $(BUILD)/libvaktrom.a
PROGRAM := $(BUILD)/vaktrom
UNIT_TESTS := $(UNIT_SOURCES:%.c=$(BUILD)/%)
CRASH_SOURCES := $(sort $(wildcard tests/crash/*.c))
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZERS := $(FUZZ_SOURCES:%.c=$(BUILD)/%)
SHIM := $(BUILD)/tests/crash/shim.so
BENCHES := $(BENCH_SOURCES:%.c=$(BUILD)/%)

# A make within this one, with as many jobs as the machine has processors unless the caller said how many.
JOBS ?= $(shell nproc 2>/dev/null || echo 1)
SUBMAKE = $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

# A step shows itself in a word; `make V=1` shows the whole command.
step = @$(if $(V),,printf '  %-8s %s\n' '$(1)' '$(2)';) $(if $(V),set -x;)

# --- Building ----------------------------------------------------------------------------------------------------

.PHONY: all
all: $(LIBRARY) $(if $(wildcard src/main.c),$(PROGRAM)) ## build the program (the default)

$(PROGRAM): $(MAIN) $(LIBRARY)
	$(call step,link,$@) $(LINK) -o $@ $(MAIN) $(LIBRARY) $(LDLIBS)

$(LIBRARY): $(OBJECTS) $(BUILD)/gen/objects.list
	$(call step,archive,$@) rm -f $@ && $(AR) rcs $@ $(OBJECTS)

$(BUILD)/%.o: %.c $(BUILD)/gen/compile.list
	@mkdir -p $(@D)
	$(call step,compile,$<) $(COMPILE) -MMD -MP -c -o $@ $<

# The SQL migrations, the default tables and the translations, as bytes inside the program.
$(BUILD)/gen/embedded.c: $(EMBEDDED) $(BUILD)/gen/embedded.list src/base/embed.sh
	$(call step,embed,$@) sh src/base/embed.sh $(BUILD) $(EMBEDDED) > $@.new && mv $@.new $@

$(BUILD)/gen/embedded.o: $(BUILD)/gen/embedded.c $(BUILD)/gen/compile.list
	$(call step,compile,$<) $(COMPILE) -MMD -MP -c -o $@ $<

# A translation whose placeholders differ from the English text's would crash the program: --check refuses it.
$(BUILD)/locale/%/LC_MESSAGES/vaktrom.mo: data/locale/%.po
	@mkdir -p $(@D)
	$(call step,msgfmt,$@) msgfmt --check --endianness=little -o $@ $<

$(BUILD)/tests/%: tests/%.c $(LIBRARY) $(BUILD)/gen/compile.list
	@mkdir -p $(@D)
	$(call step,compile,$<) $(LINK) -Itests -MMD -MP -o $@ $< $(LIBRARY) -lcmocka $(LDLIBS)

# The failing machine of the crash tests, loaded before the program: no part of it is in the program.
$(SHIM): $(CRASH_SOURCES) tests/crash/shim.h $(BUILD)/gen/compile.list
	@mkdir -p $(@D)
	$(call step,link,$@) $(CC) $(CSTD) $(WARN) -O2 -g -fPIC -fno-builtin -shared -o $@ $(CRASH_SOURCES) -lsqlite3 -ldl

# A target of the fuzzers, with a driver that any compiler builds; `make fuzz` has libFuzzer drive it instead.
FUZZ_DRIVER ?= tests/fuzz/driver.c
$(BUILD)/tests/fuzz/%: tests/fuzz/%.c $(FUZZ_DRIVER) $(wildcard tests/fuzz/*.h) $(LIBRARY) $(BUILD)/gen/compile.list
	@mkdir -p $(@D)
	$(call step,compile,$<) $(LINK) -Itests/fuzz -o $@ $< $(FUZZ_DRIVER) $(LIBRARY) $(LDLIBS)

# Each list is rewritten only when it differs: so a file that comes or goes, or another flag, rebuilds what it concerns.
list_objects = $(OBJECTS)
list_embedded = $(EMBEDDED)
list_compile = $(COMPILE)
$(BUILD)/gen/%.list: FORCE
	@mkdir -p $(@D)
	@echo '$(list_$*)' | cmp -s - $@ || echo '$(list_$*)' > $@

.PHONY: FORCE
FORCE:
.PRECIOUS: $(BUILD)/gen/%.list

-include $(OBJECTS:.o=.d) $(MAIN:.o=.d) $(UNIT_TESTS:=.d) $(BENCHES:=.d)

# --- Translating -------------------------------------------------------------------------------------------------

XGETTEXT := xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
  --keyword=trn:1,2 --keyword=SAID --keyword=said:2 --keyword=said_count:2,3 --keyword=store_label:2 --add-comments=Translators: \
  --add-location=file --sort-by-file --package-name=vaktrom --copyright-holder='the vaktrom project'

# Every text of the sources that is to be translated.
$(BUILD)/vaktrom.pot: FORCE
	@mkdir -p $(@D)
	$(call step,xgettext,$@) $(XGETTEXT) -o $@ $(sort $(wildcard src/main.c) $(SOURCES) $(HEADERS))

.PHONY: po
po: $(BUILD)/vaktrom.pot ## bring the translations' files up to the sources' texts; then translate what is new in them
	@for po in $(LANGUAGES:%=data/locale/%.po); do \
	  msgmerge --quiet --update --backup=none --no-wrap --add-location=file --sort-by-file --previous $$po $<; \
	  printf '%s: ' $$po; msgfmt --check --statistics -o /dev/null $$po; done

# --- Packages ----------------------------------------------------------------------------------------------------

# To make the Debian package, and to try it in a clean root.
DEB_PACKAGES := dpkg-dev debhelper lintian
ROOT_PACKAGES := debootstrap

NEEDED ?= $(BUILD_PACKAGES) $(TEST_PACKAGES) $(CHECK_PACKAGES)

.PHONY: deps
deps: ## install the Debian packages that are missing (to build, test and check)
	@sh tests/house/packages.sh $(NEEDED)

# --- Showing -----------------------------------------------------------------------------------------------------

DEMO_STORE := $(BUILD)/demo.db
# 1 means: done, but something needs a person. On a demonstration base something always does.
DONE = || test $$? -eq 1
# BUILD may lie outside the tree, where the program would not find its data by itself.
demo bench: export VAKTROM_DATA := $(CURDIR)/data

.PHONY: demo
demo: ## build, fill a demonstration base, run the night, open the screen (or print the lists)
	+@$(SUBMAKE) deps NEEDED="$(BUILD_PACKAGES)"
	+@$(SUBMAKE) all
	@rm -f $(DEMO_STORE)*
	$(PROGRAM) --db $(DEMO_STORE) init --demo
	$(PROGRAM) --db $(DEMO_STORE) nightly $(DONE)
	@if [ -t 0 ] && [ -t 1 ]; then $(PROGRAM) --db $(DEMO_STORE); else $(PROGRAM) --db $(DEMO_STORE) lists; fi $(DONE)

# --- Proving -----------------------------------------------------------------------------------------------------

# The rooms of tests/ that `make test` enters; each one's runner reports its counts to tests/run.sh, which adds them up.
ROOMS ?= unit flow screen crash fuzz

.PHONY: test
test: ## every test; the last line says how many passed and failed
	+@$(SUBMAKE) deps NEEDED="$(BUILD_PACKAGES) $(TEST_PACKAGES)"
	+@$(SUBMAKE) all $(UNIT_TESTS) $(SHIM) $(if $(findstring fuzz,$(ROOMS)),$(FUZZERS))
	@sh tests/run.sh $(abspath $(BUILD)) $(ROOMS)

.PHONY: unit flow screen crash
unit: $(UNIT_TESTS) ## only the unit tests
flow screen: all ## only the end-to-end tests; only those in a terminal
crash: all $(SHIM) ## only the short campaigns of kills, failing disks and memory, and crowds
unit flow screen crash:
	@sh tests/run.sh $(abspath $(BUILD)) $@

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
LEAK_OPTIONS := suppressions=$(CURDIR)/tests/house/leaks.txt:print_suppressions=0:exitcode=99

.PHONY: asan
asan: ## every test but the crashes with address and undefined-behaviour sanitizers
	+@ASAN_OPTIONS=allocator_may_return_null=1 \
	  LSAN_OPTIONS=$(LEAK_OPTIONS) \
	  $(SUBMAKE) test ROOMS="unit flow screen fuzz" BUILD=$(BUILD)/asan HARDEN=-fPIE \
	  OPT="-O1 -g -ffp-contract=off" CFLAGS="$(SANITIZE) -Wno-error" # what sanitizers add makes gcc warn of nothing

# What the tests leave unrun, in the two rooms whose answers people act on; the whole program's share stands below.
COVERAGE_PACKAGES := gcovr
COVERAGE = gcovr --root . --object-directory $(BUILD)/coverage --exclude-throw-branches --exclude-unreachable-branches
.PHONY: coverage
coverage: ## which lines and branches of the engine rooms the unit and flow tests run
	+@$(SUBMAKE) deps NEEDED="$(BUILD_PACKAGES) $(TEST_PACKAGES) $(COVERAGE_PACKAGES)"
	+@$(SUBMAKE) test ROOMS="unit flow" BUILD=$(BUILD)/coverage OPT="-Og -g" CFLAGS="--coverage -Wno-error"
	@for room in src/balance src/routing; do $(COVERAGE) --filter $$room && $(COVERAGE) --filter $$room --branches; done
	@$(COVERAGE) --filter src --print-summary | tail -n 3

# Valgrind sees memory that was never written, which no sanitizer here does.
.PHONY: valgrind
valgrind: all ## the demonstration base and a short night under Valgrind
	+@$(SUBMAKE) deps NEEDED="$(BUILD_PACKAGES) valgrind libc6-dbg"
	@sh tests/crash/night.sh $(abspath $(PROGRAM)) 200 valgrind --quiet --error-exitcode=99 --leak-check=full \
	  --errors-for-leak-kinds=definite

# The balancer's threads, and 16 programs that change one shift at once.
.PHONY: tsan
tsan: export TSAN_OPTIONS := halt_on_error=1:exitcode=99
tsan: ## the night and a crowd of 4 (CHANGES=50 each) under ThreadSanitizer
	+@$(SUBMAKE) all BUILD=$(BUILD)/tsan HARDEN=-fPIE OPT="-O1 -g -ffp-contract=off" CFLAGS="-fsanitize=thread -Wno-error"
	@sh tests/crash/night.sh $(abspath $(BUILD))/tsan/vaktrom 3000
	@sh tests/crash/campaign.sh $(abspath $(BUILD))/tsan crowd $(or $(CHANGES),50) $(or $(SEED),1) $(or $(PROCESSES),4)

# Nobody's keys may harm: a short run of the same is in `make test`. Leaks at the end of a process are no fault here.
.PHONY: keys
keys: ## 10,000 random keys on the screen with sanitizers (KEYS=10000, SEED=1)
	+@$(SUBMAKE) all BUILD=$(BUILD)/asan HARDEN=-fPIE OPT="-O1 -g -ffp-contract=off" CFLAGS="$(SANITIZE) -Wno-error"
	@VAKTROM=$(abspath $(BUILD))/asan/vaktrom VAKTROM_DATA=$(CURDIR)/data PYTHONDONTWRITEBYTECODE=1 \
	  ASAN_OPTIONS=detect_leaks=0 python3 tests/screen/test_keys.py $(or $(KEYS),10000) $(or $(SEED),1)

# Long campaigns; short ones are in `make test`. A failure keeps its files in BUILD and says how to repeat it.
.PHONY: killstorm crowd faults tamper
killstorm: all $(SHIM) ## mixed work killed at any moment, or by a power cut at a chosen write (RUNS=1000, SEED=1)
	@sh tests/crash/campaign.sh $(abspath $(BUILD)) killstorm $(or $(RUNS),1000) $(or $(SEED),1)
crowd: all ## 16 programs that change one shift at once (CHANGES=500 each, SEED=1)
	@sh tests/crash/campaign.sh $(abspath $(BUILD)) crowd $(or $(CHANGES),500) $(or $(SEED),1) $(or $(PROCESSES),16)
# The second time with the leak sanitizer, which needs a program without a filter.
faults: all $(SHIM) ## allocations and writes of the main commands failing in turn, at POINTS=200 places of each; no leak
	@sh tests/crash/campaign.sh $(abspath $(BUILD)) faults $(or $(POINTS),200)
	+@$(SUBMAKE) all $(BUILD)/leak/tests/crash/shim.so BUILD=$(BUILD)/leak HARDEN=-fPIE OPT="-O1 -g -ffp-contract=off" \
	  CFLAGS="-fsanitize=leak -DWATCHED=1 -Wno-error"
	@LSAN_OPTIONS=$(LEAK_OPTIONS) sh tests/crash/campaign.sh $(abspath $(BUILD))/leak faults $(or $(POINTS),200)

tamper: all ## tamperings with the audit log, which verifying must all find (RUNS=1000, SEED=1)
	@sh tests/crash/campaign.sh $(abspath $(BUILD)) tamper $(or $(RUNS),1000) $(or $(SEED),1)

# libFuzzer comes with clang. What it finds stays in BUILD/fuzz/found; the short run in `make test` needs no clang.
FUZZ_PACKAGES := clang llvm
FUZZ_SANITIZE := address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
.PHONY: fuzz
fuzz: ## libFuzzer on all that reads what others wrote (FUZZ_SECONDS=600 each; FUZZ="dates csv" only those)
	+@$(SUBMAKE) deps NEEDED="$(BUILD_PACKAGES) $(FUZZ_PACKAGES)"
	+@$(SUBMAKE) $(if $(FUZZ),$(FUZZ:%=$(BUILD)/fuzz/tests/fuzz/fuzz_%),$(FUZZ_SOURCES:%.c=$(BUILD)/fuzz/%)) BUILD=$(BUILD)/fuzz CC=clang \
	  HARDEN=-fPIE OPT="-O1 -g -ffp-contract=off" CFLAGS="-fsanitize=fuzzer-no-link,$(FUZZ_SANITIZE)" \
	  FUZZ_DRIVER= LDFLAGS=-fsanitize=fuzzer
	@sh tests/fuzz/campaign.sh $(abspath $(BUILD)) $(or $(FUZZ_SECONDS),600) $(FUZZ)

.PHONY: screenshots
screenshots: all ## the README's pictures anew, from the real screen
	@VAKTROM=$(abspath $(PROGRAM)) VAKTROM_DATA=$(CURDIR)/data PYTHONDONTWRITEBYTECODE=1 python3 tests/screen/screenshots.py

.PHONY: bench
bench: ## what the program takes in time and memory
	+@$(SUBMAKE) deps NEEDED="$(BUILD_PACKAGES) $(TEST_PACKAGES)"
	+@$(SUBMAKE) all $(BENCHES)
	@sh tests/bench/run.sh $(abspath $(BUILD))

.PHONY: year
year: all ## a simulated year at the small base, day by day through the commands (YEAR_DAYS=365, SEED=1)
	@sh tests/year/run.sh $(abspath $(BUILD)) $(or $(YEAR_DAYS),365) $(or $(SEED),1)

# --- Checking the code itself ------------------------------------------------------------------------------------

.PHONY: check
check: ## formatting, clang-tidy, cppcheck, headers alone, layers, lengths
	+@$(SUBMAKE) deps
	+@$(SUBMAKE) --keep-going --output-sync=target check-format check-layers check-headers check-cppcheck check-tidy
	@echo "check: all is well"

.PHONY: check-format check-layers check-headers check-cppcheck check-tidy
check-format:
	$(call step,format,all C files) clang-format --dry-run -Werror $(C_FILES)

check-layers:
	$(call step,layers,src include) sh tests/house/layers.sh
	$(call step,lengths,src include tests) sh tests/house/lengths.sh

# cppcheck reads no compound literal behind a colon, and takes the vectors of base.h for single values.
CPPCHECK := --quiet --error-exitcode=1 --enable=warning,performance --inline-suppr --std=c11 --language=c \
  --library=posix --suppress=missingIncludeSystem --suppress=internalAstError --suppress=objectIndex

check-cppcheck:
	@mkdir -p $(BUILD)/check/cppcheck
	$(call step,cppcheck,src) cppcheck $(CPPCHECK) --cppcheck-build-dir=$(BUILD)/check/cppcheck -j $(JOBS) \
	  -Iinclude -Isrc $(wildcard src/main.c) $(SOURCES)

# What passed is remembered, so that a second `make check` looks only at what changed.
check-tidy: $(patsubst %.c,$(BUILD)/check/%.tidy,$(wildcard src/main.c) $(SOURCES))
check-headers: $(PUBLIC_HEADERS:%=$(BUILD)/check/%.alone)

$(BUILD)/check/%.tidy: %.c $(HEADERS) .clang-tidy
	@mkdir -p $(@D)
	$(call step,tidy,$<) clang-tidy --quiet $< -- $(INCLUDES) $(CSTD) $(WARN) 2> $@.log || { cat $@.log; exit 1; }
	@! grep 'Error parsing' $@.log # which clang-tidy itself forgives
	@touch $@

$(BUILD)/check/%.h.alone: %.h $(PUBLIC_HEADERS)
	@mkdir -p $(@D)
	@printf '#include "%s"\nextern int not_empty;\n' $(<:include/%=%) > $@.c
	$(call step,alone,$<) for cc in gcc clang; do $$cc -Iinclude $(CSTD) $(WARN) -fsyntax-only $@.c || exit 1; done
	@touch $@

# --- Installing --------------------------------------------------------------------------------------------------

INSTALL ?= install
SHARE = $(DESTDIR)$(PREFIX)/share
# Where others look for theirs.
UNIT_FOLDER ?= $(PREFIX)/lib/systemd/system
BASH_FOLDER ?= $(PREFIX)/share/bash-completion/completions
ZSH_FOLDER ?= $(PREFIX)/share/zsh/site-functions
FISH_FOLDER ?= $(PREFIX)/share/fish/vendor_completions.d

MANUAL := $(patsubst data/man/%.in,%,$(sort $(wildcard data/man/*.in)))
MAN_SECTIONS := $(sort $(subst .,,$(suffix $(MANUAL))))
# Each command is also found by its own name (man vaktrom-nightly), unless a page has that name.
MAN_COMMANDS = sed -n '/^.SH COMMANDS/,$$s/^.SS \([a-z]*\)$$/\1/p'

.PHONY: manual
manual: all ## the manual pages, from data/man and the program's own tables
	@mkdir -p $(BUILD)/man
	$(call step,manual,$(BUILD)/man) for page in $(MANUAL); do \
	  LC_ALL=C.UTF-8 $(PROGRAM) help --lang en --man data/man/$$page.in > $(BUILD)/man/$$page || exit 1; done

.PHONY: install
install: all manual ## copy the program, its data, manual, completions and units below DESTDIR PREFIX (default /usr/local)
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/vaktrom $(SHARE)/doc/vaktrom $(DESTDIR)$(UNIT_FOLDER)
	$(INSTALL) -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/vaktrom
	cd data && find . -type d \( -name generator -o -name __pycache__ -o -name locale -o -name man -o -name completions \
	  -o -name debian -o -name systemd -o -name server -o -name screenshots \) -prune -o \
	  -type f ! -name '*.py' -exec $(INSTALL) -D -m 644 {} $(abspath $(SHARE))/vaktrom/{} \;
	$(INSTALL) -m 644 README.md LICENSE $(SHARE)/doc/vaktrom
	@for page in $(MANUAL); do \
	  folder=$(SHARE)/man/man$${page##*.}; \
	  $(INSTALL) -D -m 644 $(BUILD)/man/$$page $$folder/$$page || exit 1; \
	  for command in $$($(MAN_COMMANDS) $(BUILD)/man/$$page); do \
	    ls data/man/vaktrom-$$command.*.in > /dev/null 2>&1 || ln -sf $$page $$folder/vaktrom-$$command.1; done; done
	$(INSTALL) -D -m 644 data/completions/vaktrom.bash $(DESTDIR)$(BASH_FOLDER)/vaktrom
	$(INSTALL) -D -m 644 data/completions/vaktrom.zsh $(DESTDIR)$(ZSH_FOLDER)/_vaktrom
	$(INSTALL) -D -m 644 data/completions/vaktrom.fish $(DESTDIR)$(FISH_FOLDER)/vaktrom.fish
	@for unit in nightly backup; do \
	  sed 's|@PREFIX@|$(PREFIX)|' data/systemd/vaktrom-$$unit.service.in > $(DESTDIR)$(UNIT_FOLDER)/vaktrom-$$unit.service && \
	  $(INSTALL) -m 644 data/systemd/vaktrom-$$unit.timer $(DESTDIR)$(UNIT_FOLDER) || exit 1; done
	$(INSTALL) -d $(SHARE)/doc/vaktrom/examples
	@for file in sudoers sshd_config authorized_keys; do \
	  sed 's|@PREFIX@|$(PREFIX)|' data/server/$$file.in > $(SHARE)/doc/vaktrom/examples/$$file || exit 1; done

.PHONY: uninstall
uninstall: ## remove what `make install` copied (no store)
	rm -rf $(SHARE)/vaktrom $(SHARE)/doc/vaktrom
	rm -f $(DESTDIR)$(PREFIX)/bin/vaktrom $(DESTDIR)$(BASH_FOLDER)/vaktrom $(DESTDIR)$(ZSH_FOLDER)/_vaktrom \
	  $(DESTDIR)$(FISH_FOLDER)/vaktrom.fish $(wildcard $(DESTDIR)$(UNIT_FOLDER)/vaktrom-*) \
	  $(foreach section,$(MAN_SECTIONS),$(wildcard $(SHARE)/man/man$(section)/vaktrom*.$(section)))

# --- The Debian package ------------------------------------------------------------------------------------------

VERSION = $(shell sed -n 's/^\#define VAKTROM_VERSION "\(.*\)"/\1/p' include/vaktrom/version.h)
VERSION_DATE = $(shell sed -n 's/^\#define VAKTROM_VERSION_DATE "\(.*\)"/\1/p' include/vaktrom/version.h)
DEB_SOURCE = $(BUILD)/deb/vaktrom-$(VERSION)
comma := ,
empty :=

.PHONY: deb
deb: ## the Debian package, below BUILD/deb, looked over by lintian
	+@$(SUBMAKE) deps NEEDED="$(BUILD_PACKAGES) $(DEB_PACKAGES)"
	@rm -rf $(BUILD)/deb && mkdir -p $(DEB_SOURCE)
	@cp -R LICENSE Makefile README.md data include schema src $(DEB_SOURCE)
	@mv $(DEB_SOURCE)/data/debian $(DEB_SOURCE)/debian
	@sed 's/@BUILD_PACKAGES@/$(subst $(empty) ,$(comma) ,$(strip $(filter-out gcc libc6-dev make,$(BUILD_PACKAGES))))/' \
	  data/debian/control > $(DEB_SOURCE)/debian/control
	@sed "s/@VERSION@/$(VERSION)/; s/@DATE@/$$(LC_ALL=C date -u -R -d $(VERSION_DATE))/" \
	  data/debian/changelog.in > $(DEB_SOURCE)/debian/changelog
	@rm $(DEB_SOURCE)/debian/changelog.in
	+@cd $(DEB_SOURCE) && env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS \
	  DEB_BUILD_OPTIONS="parallel=$(JOBS) nocheck" dpkg-buildpackage -us -uc -b -tc > ../build.log 2>&1 || \
	  { tail -n 40 ../build.log; exit 1; }
	@cd $(BUILD)/deb && lintian --fail-on error,warning vaktrom_$(VERSION)_*.changes && ls vaktrom_$(VERSION)_*.deb

.PHONY: package-test
package-test: deb ## install the package in a clean root (debootstrap), run it there, remove it without residue
	+@$(SUBMAKE) deps NEEDED="$(ROOT_PACKAGES)"
	@sh tests/package/run.sh $(abspath $(BUILD))/deb/vaktrom_$(VERSION)_*.deb $(abspath $(BUILD))/package-root

.PHONY: clean
clean: ## remove all that was built
	rm -rf $(BUILD)

.PHONY: help
help: ## this list
	@echo "make [TARGET] [BUILD=build] [PREFIX=/usr/local] [DESTDIR=]"
	@sed -n 's/^\([a-z -]*\):[^#]*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16
