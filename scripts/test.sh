# Builds everything, checks the formatting and runs every test project. Sourced by the launcher.

run_tests() {
  local project name log failed=0 passed_sum=0 failed_sum=0 skipped_sum=0 counts
  mkdir -p "$root/artifacts/test-logs"
  cd "$root"
  dotnet build Synthora.slnx -c Release -v q -nologo || { say "The build failed."; echo "0 passed, 1 failed"; return 1; }
  for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    log=artifacts/test-logs/$name.log
    echo "== $name"
    dotnet test "$project" -c Release --no-build -v q -nologo --logger "console;verbosity=minimal" "$@" 2>&1 | tee "$log" || failed=1
    counts=$(sed -nE 's/.*Failed: *([0-9]+), Passed: *([0-9]+), Skipped: *([0-9]+).*/\1 \2 \3/p' "$log" | tail -n 1)
    if [ -z "$counts" ]; then
      # A filter may leave a project without tests; a crash may not pass for one.
      grep -qE 'No test matches|No test is available' "$log" || failed_sum=$((failed_sum + 1))
      continue
    fi
    read -r f p s <<<"$counts"
    failed_sum=$((failed_sum + f)) passed_sum=$((passed_sum + p)) skipped_sum=$((skipped_sum + s))
  done
  [ "$skipped_sum" = 0 ] || say "$skipped_sum skipped"
  [ "$failed" = 0 ] || [ "$failed_sum" -gt 0 ] || failed_sum=1
  echo "$passed_sum passed, $failed_sum failed"
  [ "$failed_sum" = 0 ] && [ "$passed_sum" -gt 0 ]
}
