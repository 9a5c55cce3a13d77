#!/bin/sh
# Starts a PostgreSQL server on loopback with a throwaway data folder and prints the URL of an empty database on it.
# Safe to call again: a server that this script started before is used as it stands. Installs nothing.
# FOLDER: where its data lies; default: onrecord-postgres in the folder for temporary files. PORT: default 54329.
set -eu

folder=${FOLDER:-${TMPDIR:-/tmp}/onrecord-postgres}
port=${PORT:-54329}
name=onrecord_test

# Debian keeps the server's programs out of the path.
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
PATH=${programs:+$programs:}$PATH
export PATH
if ! command -v initdb >/dev/null 2>&1; then
    echo "no PostgreSQL server is installed: initdb is not there" >&2
    exit 1
fi

# The server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    as() { (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"); }
else
    as() { "$@"; }
fi

if [ ! -f "$folder/data/PG_VERSION" ]; then
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    as initdb --pgdata "$folder/data" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 >/dev/null
fi
if ! as pg_ctl status --pgdata "$folder/data" >/dev/null 2>&1; then
    # Nothing in it outlives a test, so nothing need reach the disk.
    as pg_ctl start --wait --silent --pgdata "$folder/data" --log "$folder/log" \
        --options "-c listen_addresses=127.0.0.1 -p $port -k $folder -c fsync=off -c full_page_writes=off" >/dev/null
fi
if ! as psql -h 127.0.0.1 -p "$port" -U postgres -lqtA | grep -q "^$name|"; then
    as createdb -h 127.0.0.1 -p "$port" -U postgres "$name"
fi
echo "postgresql://postgres@127.0.0.1:$port/$name"
