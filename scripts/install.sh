# Installs Debian packages whose commands or files are missing. Sourced by the launcher.

say() { printf '%s\n' "$*" >&2; }

# One line a need: what shows that it is there | the Debian package | what it is for
needs_media='
ffmpeg|ffmpeg|cutting, mixing and encoding video
rsvg-convert|librsvg2-bin|drawing cards and thumbnails
fc-list|fontconfig|finding fonts
festival|festival|the offline voice
/usr/share/festival/voices/us/cmu_us_slt_arctic_hts|festvox-us-slt-hts|the female English offline voice
flite|flite|the male English offline voice
espeak-ng|espeak-ng|offline voices for other languages
/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf|fonts-noto-core|captions in non-Latin scripts
/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc|fonts-noto-cjk|captions in Chinese, Japanese and Korean
/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf|fonts-noto-color-emoji|emoji
'
needs_database='
postgres|postgresql|the database of the web application
npm|npm|building the web pages
'
needs_browser='
chromium|chromium|browser tests
'

is_there() {
  case $1 in
    /*) [ -e "$1" ] ;;
    postgres) [ -n "$(postgres_bin)" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# The postgresql package would start a server of its own on port 5432; ours is private to this folder.
without_main_cluster() {
  local setting=/etc/postgresql-common/createcluster.d/synthora.conf status=0
  as_root mkdir -p "$(dirname "$setting")"
  printf 'create_main_cluster = false\n' | as_root tee "$setting" >/dev/null
  "$@" || status=$?
  as_root rm -f "$setting"
  return $status
}

require_sdk() {
  if [[ $'\n'$(dotnet --list-sdks 2>/dev/null || true) != *$'\n'10.* ]]; then
    say "The .NET 10 SDK is missing. Install it (https://dotnet.microsoft.com/download) and run the command again."
    exit 1
  fi
}

install_missing() {
  local group list line sign package purpose packages=() purposes=()
  for group in "$@"; do
    list=needs_$group
    while IFS='|' read -r sign package purpose; do
      [ -n "$sign" ] || continue
      if ! is_there "$sign"; then
        packages+=("$package")
        purposes+=("  $package: $purpose")
      fi
    done <<<"${!list}"
  done
  require_sdk
  [ ${#packages[@]} -gt 0 ] || return 0

  if ! command -v apt-get >/dev/null 2>&1; then
    say "These are missing; install them with your system's package manager and run the command again:"
    printf '%s\n' "${purposes[@]}" >&2
    exit 1
  fi
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
    say "These packages are missing. As root, run: apt-get install --no-install-recommends ${packages[*]}"
    exit 1
  fi
  say "Installing ${packages[*]} …"
  mkdir -p "$SYNTHORA_DATA"
  local log=$SYNTHORA_DATA/install.log
  if ! { as_root apt-get update && without_main_cluster as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    say "The packages could not be installed; $log has the details."
    exit 1
  fi
}
