# Builds everything, checks the formatting and runs every test project. Sourced by the launcher.

run_project() {
  local project=$1 log=$2
  shift 2
  dotnet test "$project" -c Release --no-build -v q -nologo --logger "console;verbosity=minimal" "$@" 2>&1 | tee "$log"
}

# Failed, passed and skipped, from the line that ends a project's run.
counts_of() {
  sed -nE 's/.*Failed: *([0-9]+), Passed: *([0-9]+), Skipped: *([0-9]+).*/\1 \2 \3/p' "$1" | tail -n 1
}

# A browser or a killed process on a machine that others use may come too late once. Up to three tests that failed are
# run again by themselves; what fails twice has failed, and what passes now is named. Changes f, p, status and unsteady.
try_again() {
  local project=$1 log=$2 again="${2%.log}.again.log" names filter counts
  mapfile -t names < <(sed -nE 's/^  Failed ([A-Za-z0-9_.+]+).*/\1/p' "$log" | sort -u)
  [ "${#names[@]}" -le 3 ] && [ "$(grep -cE '^  Failed ' "$log")" = "$f" ] || return 0
  filter=$(printf '|FullyQualifiedName=%s' "${names[@]}")
  echo "== again: ${names[*]}"
  run_project "$project" "$again" --filter "${filter:1}" || return 0
  counts=$(counts_of "$again")
  [ "${counts%% *}" = 0 ] || return 0
  p=$((p + f)) f=0 status=0 unsteady="$unsteady ${names[*]}"
}

run_tests() {
  local project name log status passed_sum=0 failed_sum=0 skipped_sum=0 counts unsteady=
  mkdir -p "$root/artifacts/test-logs"
  cd "$root"
  dotnet build Synthora.slnx -c Release -v q -nologo || { say "The build failed."; echo "0 passed, 1 failed"; return 1; }
  for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    log=artifacts/test-logs/$name.log
    echo "== $name"
    status=0
    run_project "$project" "$log" "$@" || status=1
    counts=$(counts_of "$log")
    if [ -z "$counts" ]; then
      # A filter may leave a project without tests; a crash may not pass for one.
      grep -qE 'No test matches|No test is available' "$log" || failed_sum=$((failed_sum + 1))
      continue
    fi
    read -r f p s <<<"$counts"
    [ "$f" = 0 ] || [ "${CI:-}" != true ] || try_again "$project" "$log"
    # A run that broke off without saying which test failed.
    [ "$status" = 0 ] || [ "$f" -gt 0 ] || f=1
    failed_sum=$((failed_sum + f)) passed_sum=$((passed_sum + p)) skipped_sum=$((skipped_sum + s))
  done
  [ "$skipped_sum" = 0 ] || say "$skipped_sum skipped"
  [ -z "$unsteady" ] || say "Failed once and passed when run again, each a fault to be mended:$unsteady"
  echo "$passed_sum passed, $failed_sum failed"
  [ "$failed_sum" = 0 ] && [ "$passed_sum" -gt 0 ]
}
