[ -d "$S" ] || { echo 'slipway: no-lock' >&2; exit 79; }
exec 9>>"$S/flock" || exit 73
take "$patience" || { echo 'slipway: busy' >&2; exit 78; }
[ "$(fence)" = "$F" ] && held "$F" || {
  printf 'slipway: fence %s\nslipway: lock %s\n' "$(fence)" "$(cat "$S/lock" 2>/dev/null)" >&2
  [ -z "${O:-}" ] || printf 'slipway: over %s\n' "$(over "$O")" >&2
  exit 79
}
