[ -d "$S" ] || { echo 'slipway: no-lock' >&2; exit 79; }
exec 9>>"$S/flock" || exit 73
take_own || { echo 'slipway: busy' >&2; exit 78; }
fence
[ "$f" = "$F" ] && held || {
  first "$S/lock"
  printf 'slipway: fence %s\nslipway: lock %s\n' "$f" "$first" >&2
  over "$O"; printf 'slipway: over %s\n' "$over" >&2
  exit 79
}
