# jarchy: `make run` sets up, builds, publishes content/ and serves it;
# `make check` sets up, builds and runs every test. `make help` lists the rest.

VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=
ifeq ($(origin CC),default)
CC := gcc
endif
B       ?= .build
# V=1 shows every command in full.
Q       := $(if $(V),,@)
say      = $(if $(V),,@echo "  $(1)")

# A module uses only those before it (make layers).
MODULES := base proto lang markup office content extract picture import catalog page feed answer serve config publish command daemon

PKGS     := libevent openssl libxml-2.0 sqlite3 libcmark libconfuse libbrotlienc zlib libseccomp libical
PKGS     += libcurl libmagic yaml-0.1 libzip libidn2 icu-i18n icu-uc
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g')
PKG_LIBS   = $(shell pkg-config --libs $(PKGS)) -lutf8proc -lstemmer -lm

OPT      ?= -O2 -g
WARN     := -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wvla -Werror
# What of these the compiler knows (a file of the build has the answer): each machine and each compiler has its own.
HARDEN_TRY := -fstack-protector-strong -fstack-clash-protection -fcf-protection -mbranch-protection=standard
HARDEN_TRY += -ftrivial-auto-var-init=zero
HARDEN_MK := $(B)/gen/harden-$(notdir $(firstword $(CC))).mk
ifeq ($(origin HARDEN),undefined)
-include $(HARDEN_MK)
endif
CFLAGS   += -std=c17 -D_GNU_SOURCE -DJARCHY_VERSION='"$(VERSION)"' $(OPT) $(WARN) $(HARDEN) -fPIE -Isrc -I$(B)/gen
LDFLAGS  += -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code

SRC   := $(wildcard src/*.c src/*/*.c src/*/*/*.c)
OBJ   := $(SRC:src/%.c=$(B)/obj/%.o)
LIBS  := $(MODULES:%=$(B)/%.a)
UNIT  := $(patsubst tests/%.c,$(B)/%,$(wildcard tests/unit/*/*_test.c))
FUZZ  := $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
REPLAY := $(FUZZ:%=$(B)/replay/%)
TESTLIB := -lcmocka
# There are hundreds of test programs: what the libraries need among themselves is looked up when they run, not by each
# link, and only code of the program itself is worth optimizing.
TEST_LDFLAGS := -Wl,--as-needed,--allow-shlib-undefined
TEST_OPT := -O0 -U_FORTIFY_SOURCE

.DELETE_ON_ERROR:
.PHONY: all run check lint layers asan fuzz bench install completions deb clean deps unit help

all: $(B)/jarchy

help:
	@echo 'make [all]    build $(B)/jarchy'
	@echo 'make run      install what is missing, build, publish content/, serve it'
	@echo 'make check    install what is missing, build, run every test'
	@echo 'make unit     only the unit tests and the fuzz corpora'
	@echo 'make lint     clang-format, clang-tidy, cppcheck'
	@echo 'make layers   the order of modules, no circles, private headers, owners of libraries'
	@echo 'make asan     the tests under ASan and UBSan; CC=clang finds more'
	@echo 'make fuzz     each fuzz target for FUZZ_SECONDS (60)'
	@echo 'make bench    speed, in turns with real peers where they are installed; tests/bench/run --help'
	@echo 'make install  into DESTDIR and PREFIX ($(PREFIX))'
	@echo 'make deb      install what is missing, build $(DEB)/jarchy_$(VERSION)_….deb'

# --- the program -------------------------------------------------------------

$(B)/jarchy: $(B)/obj/main.o $(LIBS)
	$(call say,LD   $@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< -Wl,--start-group $(LIBS) -Wl,--end-group $(PKG_LIBS)

GEN := $(addprefix $(B)/gen/,lang_packs.inc lang_messages.inc lang_messages_list.inc search_rules.inc)
$(B)/obj/%.o: src/%.c | $(GEN)
	@mkdir -p $(@D)
	$(call say,CC   $<)
	$(Q)$(CC) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

# One archive a module; $(filter) keeps the objects below that module's folder.
define module_rule
$(B)/$(1).a: $(filter $(B)/obj/$(1)/%,$(OBJ))
	@mkdir -p $$(@D)
	@rm -f $$@
	$(call say,AR   $$@)
	$(Q)ar qcs $$@ $$^
endef
$(foreach m,$(MODULES),$(eval $(call module_rule,$(m))))

# A language is a file in src/lang/packs/; these are their texts, as literals of C.
LANG_PACKS := $(sort $(wildcard src/lang/packs/*.lang))
$(B)/gen/lang_packs.inc: $(LANG_PACKS)
	@mkdir -p $(@D)
	@for pack in $(LANG_PACKS); do \
	    printf 'LANG_PACK("%s",\n' $${pack##*/} && \
	    sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $$pack && echo ')' || exit 1; done > $@

# Whatever makes tokens of a text: when one of these changes, search indexes that older programs made are made again.
SEARCH_RULES := $(sort $(wildcard src/lang/*.c src/lang/packs/*.lang src/catalog/search/*.c) src/base/utf8.c src/content/gemtext.c)
$(B)/gen/search_rules.inc: $(SEARCH_RULES)
	@mkdir -p $(@D)
	@cat $^ | cksum | sed 's/\(.*\)/"\1"/' > $@

# So are the translations of the messages for editors: a file in src/lang/messages/ each.
MESSAGES := $(sort $(wildcard src/lang/messages/*.po))
$(B)/gen/lang_messages.inc: src/lang/messages.awk $(MESSAGES)
	@mkdir -p $(@D)
	@for po in $(MESSAGES); do \
	    LC_ALL=C awk -v tag=$$(basename $$po .po) -f src/lang/messages.awk $$po || exit 1; done > $@
$(B)/gen/lang_messages_list.inc: $(MESSAGES)
	@mkdir -p $(@D)
	@printf 'LANG_MESSAGES(%s)\n' $(notdir $(basename $(MESSAGES))) > $@

# Where the compiler is still to be installed, nothing is noted: the make after that asks it.
$(HARDEN_MK): Makefile
	@mkdir -p $(@D)
	@command -v $(firstword $(CC)) >/dev/null || exit 0; \
	knows() { printf '#include <stdlib.h>\nint main(void) { return 0; }\n' | \
	    $(CC) -Werror $(OPT) "$$@" -x c -c -o /dev/null - 2>/dev/null; }; \
	for f in $(HARDEN_TRY); do if knows $$f; then flags="$$flags $$f"; fi; done; \
	for n in 3 2; do f="-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$$n"; if knows $$f; then flags="$$flags $$f"; break; fi; done; \
	echo "HARDEN := $$flags" > $@

-include $(OBJ:.o=.d)

# --- tests -------------------------------------------------------------------

# The archives that a test of module $(1) may link: that module and those before it.
upto = $(foreach m,$(MODULES),$(if $(filter $(m),$(1)),$(eval _found := y)$(B)/$(m).a,$(if $(_found),,$(B)/$(m).a)))
libs_upto = $(eval _found :=)$(call upto,$(1))

define unit_rule
$(B)/unit/$(1)/%_test: tests/unit/$(1)/%_test.c $(call libs_upto,$(1))
	@mkdir -p $$(@D)
	$(call say,TEST $$<)
	$(Q)$$(CC) $$(CFLAGS) $$(TEST_OPT) $$(PKG_CFLAGS) -Itests -MMD -MP $$(LDFLAGS) $$(TEST_LDFLAGS) -o $$@ $$< -Wl,--start-group $(call libs_upto,$(1)) -Wl,--end-group $$(PKG_LIBS) $$(TESTLIB)
endef
$(foreach m,$(MODULES),$(eval $(call unit_rule,$(m))))
-include $(UNIT:=.d)

# The fuzz targets over their corpora, without a fuzzer: part of the ordinary tests; and with one (tests/fuzz/run).
FUZZ_DEPS := $(wildcard tests/fuzz/*.h tests/unit/support/*.h) $(LIBS)
define fuzz_link
	@mkdir -p $(@D)
	$(call say,TEST $<)
	$(Q)$(CC) $(CFLAGS) -Wno-missing-prototypes $(PKG_CFLAGS) -Itests $(LDFLAGS) $(TEST_LDFLAGS) -o $@ $(filter %.c,$^) $(FUZZ_LINK) -Wl,--start-group $(LIBS) -Wl,--end-group $(PKG_LIBS) $(TESTLIB)
endef
$(B)/replay/%: tests/fuzz/%_fuzz.c tests/fuzz/replay.c $(FUZZ_DEPS)
	$(fuzz_link)
$(B)/target/%: tests/fuzz/%_fuzz.c $(FUZZ_DEPS)
	$(fuzz_link)

unit: $(UNIT) $(REPLAY)
	tests/run unit

check:
	.ci/deps check
	$(MAKE) --no-print-directory $(JOBS) layers all $(UNIT) $(REPLAY)
	JARCHY_SANITIZE="$(SANITIZE)" tests/run

# As many jobs as there are cores, where nothing was said.
JOBS := $(if $(findstring j,$(firstword -$(MAKEFLAGS))),,-j$(shell nproc))
# Whose sanitizers the check runs the units and corpora under: of the first all, of others those that read what strangers
# send. clang's find offsets to NULL, gcc's what clang takes away. `make asan` runs all under either.
SANITIZE ?= clang gcc
PARSING := base proto markup office content extract picture import
SAN := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# CC=clang finds more: offsets to NULL, bounds of arrays. Each compiler has its own build. Under clang's sanitizers the tests
# are half as fast without -O1; gcc takes longer to optimize than it saves when the few tests of its own run.
SAN_OPT := $(if $(findstring clang,$(CC)),-O1,-O0)
ASAN_B := .build/asan-$(notdir $(firstword $(CC)))
ASAN_MAKE = $(MAKE) --no-print-directory B=$(ASAN_B) OPT='$(SAN_OPT) -g1 $(SAN)' HARDEN= LDFLAGS='-pie $(SAN)'
asan:
	+$(ASAN_MAKE) $(JOBS) all programs
	JARCHY_BUILD=$(ASAN_B) tests/run
asan-programs:
	+$(ASAN_MAKE) programs
asan-parsing:
	+$(ASAN_MAKE) parsing
.PHONY: programs asan-programs parsing asan-parsing
programs: $(UNIT) $(REPLAY)
parsing: $(foreach m,$(PARSING),$(filter $(B)/unit/$(m)/%,$(UNIT))) $(REPLAY)

FUZZ_SECONDS ?= 60
fuzz:
	tests/fuzz/run $(FUZZ_SECONDS) $(FUZZ)

layers:
	@tests/layers $(MODULES)

lint:
	tests/lint

bench: all
	JARCHY_BUILD=$(B) tests/bench/run

# --- use ---------------------------------------------------------------------

deps:
	.ci/deps build

run:
	.ci/deps build
	$(MAKE) --no-print-directory all
	$(B)/jarchy serve

# Each manual page goes by its section, the last part of its name.
MAN := $(wildcard src/man/*.[1-9])
MANDIR = $(PREFIX)/share/man
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions
FISHDIR ?= $(PREFIX)/share/fish/vendor_completions.d
COMPLETIONS := $(addprefix $(B)/completion/,bash zsh fish)

# What shells complete is what the program says of itself.
$(B)/completion/%: src/dist/completion $(B)/jarchy
	@mkdir -p $(@D)
	$(Q)src/dist/completion $* $(B)/jarchy > $@

completions: $(COMPLETIONS)

install: all completions
	install -D -m 755 $(B)/jarchy $(DESTDIR)$(PREFIX)/bin/jarchy
	for page in $(MAN); do \
	    install -D -m 644 -t $(DESTDIR)$(MANDIR)/man$${page##*.} $$page || exit 1; done
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/jarchy/lang $(LANG_PACKS)
	install -D -m 644 $(B)/completion/bash $(DESTDIR)$(BASHDIR)/jarchy
	install -D -m 644 $(B)/completion/zsh $(DESTDIR)$(ZSHDIR)/_jarchy
	install -D -m 644 $(B)/completion/fish $(DESTDIR)$(FISHDIR)/jarchy.fish

# --- the package of Debian -----------------------------------------------------

# In a tree of its own, as dpkg-buildpackage wants it: the packages are beside that tree then.
DEB := $(B)/deb
DEB_TREE := $(DEB)/jarchy-$(VERSION)
DEB_FLAGS ?=
deb:
	.ci/deps deb
	@command -v dpkg-buildpackage >/dev/null || \
	    { echo 'make deb: needs dpkg-buildpackage and debhelper, of a Debian system' >&2; exit 1; }
	rm -rf $(DEB_TREE)
	mkdir -p $(DEB_TREE)
	cp -R Makefile LICENSE README.md src content $(DEB_TREE)/
	cp -R src/debian $(DEB_TREE)/debian
	sed -i '1s/(.*)/($(VERSION))/' $(DEB_TREE)/debian/changelog
	sed -i 's/^VERSION := .*/VERSION := $(VERSION)/' $(DEB_TREE)/Makefile
	cd $(DEB_TREE) && env -u MAKEFLAGS -u MFLAGS -u MAKEOVERRIDES -u MAKELEVEL \
	    dpkg-buildpackage -b -us -uc -J $(DEB_FLAGS)
	@ls $(DEB)/*.deb

clean:
	rm -rf .build
