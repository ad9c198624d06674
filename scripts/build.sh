# Builds the program and the web assets when their sources changed. Sourced by the launcher.

# Runs a command under a lock so that two launchers do not build at once.
locked() {
  exec 9>"$SYNTHORA_DATA/build.lock"
  flock 9
  "$@"
  exec 9>&-
}

is_older() { # stamp, then what it depends on
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" \( -name node_modules -o -name wwwroot \) -prune -o -newer "$stamp" -type f -print -quit)" ]
}

build_program() {
  locked build_program_now
}

build_program_now() {
  local stamp=$SYNTHORA_DATA/program.stamp log=$SYNTHORA_DATA/build.log
  if [ -e "$program" ] && ! is_older "$stamp" "$root"/src "$root"/Directory.*.props "$root"/global.json; then return; fi
  say "Building …"
  touch "$stamp.next"
  if ! dotnet build "$root/src/Synthora" -c Release -v q -nologo >"$log" 2>&1; then
    { grep -E 'error' "$log" || tail -n 5 "$log"; } | sort -u | head -n 10 >&2
    say "The build failed; $log has the details."
    exit 1
  fi
  mv "$stamp.next" "$stamp"
}

build_assets() {
  locked build_assets_now
}

build_assets_now() {
  [ -e "$root/package.json" ] || return 0
  local stamp=$SYNTHORA_DATA/assets.stamp log=$SYNTHORA_DATA/assets.log
  if [ -e "$root/src/Synthora/wwwroot/assets/app.css" ] &&
    ! is_older "$stamp" "$root"/package.json "$root"/package-lock.json "$root"/src/Synthora; then return; fi
  say "Building the web pages' styles and scripts …"
  touch "$stamp.next"
  if [ ! -e "$root/node_modules/.package-lock.json" ] || [ "$root/package-lock.json" -nt "$root/node_modules/.package-lock.json" ]; then
    (cd "$root" && npm ci --no-audit --no-fund) >"$log" 2>&1 || { tail -n 5 "$log" >&2; say "npm ci failed; $log has the details."; exit 1; }
  fi
  (cd "$root" && npm run build) >>"$log" 2>&1 || { tail -n 5 "$log" >&2; say "npm run build failed; $log has the details."; exit 1; }
  mv "$stamp.next" "$stamp"
}
