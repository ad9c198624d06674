# Runs a private PostgreSQL for this folder unless DATABASE_URL names another. Sourced by the launcher.
#
# The server listens on a local socket only, in a directory that none but its owner can enter. It starts with the
# first command that needs it and stops a few seconds after the last one has ended, however that one ended.

postgres_bin() {
  local bin
  for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr) "$(dirname "$(command -v initdb 2>/dev/null || echo /none/x)")"; do
    if [ -x "$bin/initdb" ] && [ -x "$bin/postgres" ]; then
      printf '%s' "$bin"
      return
    fi
  done
}

# PostgreSQL refuses to run as root.
as_database_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# In the data folder, unless root's data folder shuts its owner out (a clone in /root): then beside the system's own data,
# where a link in the data folder leads. A new data folder gets a new place, whatever one of the same path had before.
place_database() {
  database_folder=$SYNTHORA_DATA/postgres
  if [ -L "$database_folder" ]; then
    database_folder=$(readlink "$database_folder")
  elif [ "$(id -u)" = 0 ] && ! as_database_owner test -x "$SYNTHORA_DATA"; then
    mkdir -p /var/lib/synthora
    database_folder=/var/lib/synthora/$(printf '%s' "$SYNTHORA_DATA" | cksum | cut -d' ' -f1)
    # An earlier launcher knew its place by the path alone; it left the list of its users behind.
    [ -d "$SYNTHORA_DATA/database-users" ] || database_folder=$(mktemp -d /var/lib/synthora/XXXXXXXXXX)
    ln -s "$database_folder" "$SYNTHORA_DATA/postgres"
  fi
  socket_folder=$database_folder/socket
  # A socket's path holds at most 107 bytes, of which the server's file name takes 20.
  if [ ${#socket_folder} -gt 85 ]; then
    socket_folder=/tmp/synthora-$(id -u)-$(printf '%s' "$SYNTHORA_DATA" | cksum | cut -d' ' -f1)
  fi
}

start_database() {
  [ -z "${DATABASE_URL:-}" ] || return 0
  local bin log
  bin=$(postgres_bin)
  exec 8>"$SYNTHORA_DATA/database.lock"
  flock 8
  place_database
  mkdir -p "$database_folder" "$socket_folder" "$SYNTHORA_DATA/database-users"
  if [ "$(id -u)" = 0 ]; then chown postgres "$database_folder" "$socket_folder"; fi
  chmod 700 "$database_folder" "$socket_folder"
  log=$database_folder/server.log
  if [ ! -e "$database_folder/data/PG_VERSION" ]; then
    say "Creating the database in $database_folder …"
    (cd / && as_database_owner "$bin/initdb" -D "$database_folder/data" -U synthora -A trust -E UTF8 --locale=C.UTF-8) >"$SYNTHORA_DATA/initdb.log" 2>&1 ||
      { tail -n 3 "$SYNTHORA_DATA/initdb.log" >&2; say "The database could not be created; see $SYNTHORA_DATA/initdb.log."; exit 1; }
  fi
  if ! (cd / && as_database_owner "$bin/pg_ctl" -D "$database_folder/data" status) >/dev/null 2>&1; then
    (cd / && as_database_owner "$bin/pg_ctl" -D "$database_folder/data" -l "$log" -w -t 30 \
      -o "-c listen_addresses='' -c unix_socket_directories='$socket_folder' -c unix_socket_permissions=0700" start) >/dev/null 2>&1 8>&- ||
      { as_database_owner tail -n 3 "$log" >&2; say "The database did not start; see $log."; exit 1; }
  fi
  if ! "$bin/psql" -h "$socket_folder" -U synthora -d postgres -Atc "select 1 from pg_database where datname='synthora'" | grep -q 1; then
    "$bin/createdb" -h "$socket_folder" -U synthora synthora
  fi
  touch "$SYNTHORA_DATA/database-users/$$"
  watch_database "$bin" 8>&- </dev/null >/dev/null 2>&1 &
  flock -u 8
  exec 8>&-
  export DATABASE_URL="Host=$socket_folder;Username=synthora;Database=synthora"
}

# Stops the server when no process that asked for it is alive any more. The launcher's own id stays valid over exec.
watch_database() {
  trap '' INT HUP
  local user alive
  while sleep 3; do
    exec 8>"$SYNTHORA_DATA/database.lock"
    flock 8
    alive=
    for user in "$SYNTHORA_DATA"/database-users/*; do
      [ -e "$user" ] || continue
      if kill -0 "${user##*/}" 2>/dev/null; then alive=1; else rm -f "$user"; fi
    done
    if [ -z "$alive" ]; then
      cd / && as_database_owner "$1/pg_ctl" -D "$database_folder/data" -m fast -w -t 30 stop
      exit
    fi
    exec 8>&-
  done
}
