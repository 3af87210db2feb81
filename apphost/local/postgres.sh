#!/usr/bin/env bash
# Stands in for the image's entry point: its variables, Debian's programs. $1: data directory, then settings; TCP_PORT: where to listen, on 127.0.0.1 only.
set -euo pipefail
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
home=$1
shift
as=(setpriv --pdeathsig INT)
if [ "$(id -u)" = 0 ]; then
  as+=(--reuid postgres --regid postgres --init-groups)
  if [ ! -e "$home" ]; then
    # PostgreSQL refuses root; its user may not be able to enter the directories above (a clone in /root, say). Then a link leads to /var/lib.
    real=$home
    mkdir -p "$(dirname "$home")"
    if ! "${as[@]}" test -x "$(dirname "$home")"; then
      real=/var/lib/complaints-platform/$(cat /proc/sys/kernel/random/uuid)
      ln -s "$real" "$home"
    fi
    mkdir -p "$real"
    chown postgres: "$real"
  fi
fi
mkdir -p "$home"
home=$(realpath "$home")
cd /
if [ ! -e "$home/data/PG_VERSION" ]; then
  # Elsewhere first: what an interrupted start leaves behind is no database.
  rm -rf "$home/new" "$home/data"
  export bin home
  "${as[@]}" bash -c '"$bin/initdb" -D "$home/new" -U "${POSTGRES_USER:-postgres}" --pwfile=<(printf %s "$POSTGRES_PASSWORD") \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync' >&2
  mv "$home/new" "$home/data"
fi
settings=(
  listen_addresses=127.0.0.1 "port=$TCP_PORT" unix_socket_directories= max_connections=400
  # Small, because everything shares one development machine; the page cache holds the rest.
  shared_buffers=128MB work_mem=8MB maintenance_work_mem=64MB max_wal_size=1GB jit=off
  random_page_cost=1.1 'log_line_prefix=%m [%d] ' log_min_messages=warning
  # After a kill the server first makes sure that its files are on the disk: all at once, since one by one takes ten seconds for the files of eight databases.
  recovery_init_sync_method=syncfs
)
# A fast stop: a smart one would wait for the services.
trap 'kill -INT "$server"' TERM INT
"${as[@]}" "$bin/postgres" -D "$home/data" "${settings[@]/#/--}" "$@" &
server=$!
# The first wait ends with the signal.
wait "$server" || {
  trap - TERM INT
  wait "$server"
}
