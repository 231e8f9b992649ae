R="$S/releases/$N"
if command -v sha256sum >/dev/null 2>&1; then sums() { sha256sum -c; }; else sums() { shasum -a 256 -c; }; fi
intact() {
  (
    cd "$1" 2>/dev/null || { echo 'slipway: mismatch nothing is there' >&2; exit 65; }
    printf '%s  sums\n' "$SUM" | sums >/dev/null 2>&1 && bad=$(sums <sums 2>&1) && exit 0
    printf 'slipway: mismatch %s\n' "$(printf '%s\n' "${bad:-sums}" | grep -v ': OK$' | head -n 3 | tr '\n' ' ')" >&2
    exit 65
  )
}
placed() {
  list=$(sed -n 's,^\([0-9a-f]*\)  files/,\1  ,p' "$R/sums")
  [ -z "$list" ] && return 0
  bad=$(cd "$D" && printf '%s\n' "$list" | sums 2>&1) && return 0
  printf 'slipway: mismatch %s\n' "$(printf '%s\n' "$bad" | grep -v ': OK$' | head -n 3 | tr '\n' ' ')" >&2
  return 65
}
