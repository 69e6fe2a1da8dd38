#!/bin/sh
# Keeps what jarchy cannot make again (facts.db) in object storage, or on any other machine that rclone can write to.
#
#	offsite.sh [-c CONFIG] [-f COPY] REMOTE:PATH
#
# To be run every few minutes by cron or a timer, as the user of jarchy, while jarchy serves or not. REMOTE is one of "rclone config". The
# newest copy is PATH/facts.db; the first one of each day stays as PATH/YYYY-MM-DD/facts.db. Nothing is sent when nothing changed, and
# facts that were lost here do not replace good ones there: "jarchy backup" refuses, and says so.
#
# On a new machine, with content, certificates and configuration in place, before jarchy is started:
#	rclone copyto REMOTE:PATH/facts.db facts.db && jarchy restore -c CONFIG facts.db
#
# litestream is no way to do this. It checkpoints the database itself and writes tables of its own into it; jarchy takes that for
# damage, makes the file again from what it has in memory, and litestream has lost its file: each minute once.
set -eu

config=/etc/jarchy/jarchy.conf copy=/var/backups/jarchy/offsite.facts
while getopts c:f: option; do
	case $option in
	c) config=$OPTARG ;;
	f) copy=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
remote=${1:?the place, as REMOTE:PATH}

jarchy backup -q -c "$config" "$copy"
rclone copyto --checksum "$copy" "$remote/facts.db"
rclone copyto --ignore-existing "$copy" "$remote/$(date -u +%Y-%m-%d)/facts.db"
