# vaktrom: `make` builds, `make demo` shows it, `make test` proves it. `make help` lists the rest.

CC ?= gcc
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
CSTD := -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
OPT ?= -O2 -g -ffp-contract=off
HARDEN ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CFLAGS ?=
CPPFLAGS += -Iinclude -I$(BUILD)/gen
ALL_CFLAGS = $(CSTD) $(WARN) $(OPT) $(HARDEN) -pthread $(CFLAGS)
LDFLAGS ?=
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now -pthread $(LDFLAGS)
LDLIBS = -lsqlite3 -lcjson -lcsv -lunistring -lpanelw -lncursesw -ltinfo -lm

SOURCES := $(sort $(wildcard src/*/*.c src/*/*/*.c))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/gen/embedded.o
MAIN := $(BUILD)/src/main.o
LIBRARY := $(BUILD)/libvaktrom.a
PROGRAM := $(BUILD)/vaktrom
EMBEDDED := $(sort $(wildcard schema/*.sql data/criteria.csv data/tasks.csv))
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(sort $(wildcard tests/unit/test_*.c)))

.PHONY: all
all: $(LIBRARY) $(if $(wildcard src/main.c),$(PROGRAM))

$(PROGRAM): $(MAIN) $(LIBRARY)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(MAIN) $(LIBRARY) $(LDLIBS)

$(LIBRARY): $(OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The SQL migrations and the default tables, as bytes inside the program.
$(BUILD)/gen/embedded.c: $(EMBEDDED) src/base/embed.sh
	@mkdir -p $(@D)
	sh src/base/embed.sh $(EMBEDDED) > $@.new && mv $@.new $@

$(BUILD)/gen/embedded.o: $(BUILD)/gen/embedded.c
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -o $@ $< $(LIBRARY) $(ALL_LDFLAGS) -lcmocka $(LDLIBS)

.PHONY: unit
unit: $(UNIT_TESTS)
	@for t in $(UNIT_TESTS); do $$t || exit 1; done

.PHONY: clean
clean:
	rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
