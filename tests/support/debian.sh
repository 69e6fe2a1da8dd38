# A Debian of its own in a folder: for tests/fresh and tests/package, which source this.
#
# Set before: release, root (the folder), work (a folder for what is in between), core (words before each command, or none),
# NAME (who says something). Processes and mounts of a job are in namespaces of their own: they end with it.
# shellcheck shell=bash

MADE=etc/apt/apt.conf.d/90host # written last

say() { echo "$NAME, $SECONDS s: $*" >&2; }
die() { say "$*"; exit 1; }

needs_debootstrap() {
	case $release in bookworm | trixie) ;; *) die "which release, bookworm or trixie?" ;; esac
	if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
		die "needs root and debootstrap (apt-get install debootstrap)"
	fi
}

# Makes the Debian, where it is not yet in FOLDER.
begin_all() {
	top=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
	job=
	work=$(mktemp -d "${TMPDIR:-/tmp}/jarchy-$NAME-XXXXXX")
	root=$(realpath -m "${1:-$work/root}")
	trap tidy EXIT
	trap 'exit 130' INT TERM HUP
	set -m # each job has a process group of its own
	mapfile -t proxy < <(env | grep -i '^[a-z]*_proxy=')
	[ -e "$root/$MADE" ] || bootstrap
}

# --- jobs ------------------------------------------------------------------------

# Begins a command as a job. It is the first process of its namespace: all others end with it.
begin() {
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb "${proxy[@]}" \
		"${core[@]}" unshare --mount --pid --fork --kill-child --mount-proc "$@" </dev/null &
	job=$!
}

# The same, in the new Debian.
begin_inside() {
	begin sh -c 'for d in proc sys dev; do mount --rbind "/$d" "$0/$d"; done; exec chroot "$0" "$@"' "$root" "$@"
}

# Waits for the job's end, and returns its status.
finish() {
	local status=0
	wait "$job" || status=$?
	job=
	return $status
}

tidy() {
	set +e
	if [ -n "$job" ]; then
		kill -KILL "$(cat "/proc/$job/task/$job/children")" || kill -KILL "$job"
		finish
	fi 2>/dev/null
	rm -rf --one-file-system "$work"
}

# --- a bare Debian ---------------------------------------------------------------

# "site release component" of the packages that this host's own Debian has, for the other release.
sources() {
	local host
	host=$(. /etc/os-release && echo "$VERSION_CODENAME")
	apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
		sed -n "s/ $host\(-updates\|-security\|\) main\$/ $release\1 main/p" | sort -u
}

bootstrap() {
	local mirror
	mirror=$(sources | sed -n "s/ $release main\$//p" | head -n 1)
	[ -n "$mirror" ] || die "needs a mirror of Debian in the sources of apt"
	say "debootstrap"
	begin debootstrap --variant=minbase --include=git,make,ca-certificates "$release" "$root" "$mirror" >"$work/log"
	finish || { tail -n 20 "$work/log" >&2; die "debootstrap failed"; }
	sources | sed 's/^/deb /' >"$root/etc/apt/sources.list"
	cp -L /etc/resolv.conf "$root/etc/"
	printf '127.0.0.1 localhost\n::1 localhost\n' >"$root/etc/hosts"
	mkdir -p "$root/usr/local/share/ca-certificates"
	find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$root/usr/local/share/ca-certificates/" \;
	chroot "$root" update-ca-certificates >/dev/null 2>&1
	apt-config dump | grep -E '^Acquire::(https?|Check|Retries)' >"$root/$MADE" || true
}

clone() {
	rm -rf "${root:?}$1"
	git clone -q "file://$top" "$root$1"
}

# --- ports -----------------------------------------------------------------------

port_is_free() { ! (: <>"/dev/tcp/localhost/$1") 2>/dev/null; }

ports_are_free() {
	local port
	for port in $PORTS; do
		port_is_free "$port" || die "port $port is in use"
	done
}
