mask=$(umask); umask 077
K="$S/receipts/$KEY"
mkdir -p "$S/receipts" || exit 1
[ ! -e "$K.started" ] || { echo 'slipway: begun before' >&2; exit 66; }
intact "$R" && placed || exit 65
given=$(cat; echo .); given=${given%.}
case "$given" in
  *"$END") given=${given%"$END"} ;;
  *) echo 'slipway: secrets cut off' >&2; exit 67 ;;
esac
: >"$K.log" || exit 1
if command -v setsid >/dev/null 2>&1; then apart() { setsid "$@"; }
elif command -v perl >/dev/null 2>&1; then apart() { perl -MPOSIX=setsid -e 'setsid(); exec @ARGV or exit 127' "$@"; }
else echo 'slipway: no setsid' >&2; exit 68; fi
rm -f "$K.ended"
{
  printf '%s' "$given" | apart sh -c "$RUNNER" sh "$K" "$R" "$S" "$N" "$D" "$mask" "$@"
  code=$?
  { true >"$K.ended"; } 2>/dev/null
  exit "$code"
} &
runner=$!
given=
o=1
# Whole lines only: who loses the connection goes on with the line after the last one that came.
show() {
  [ "$(wc -c <"$K.log")" -ge "$o" ] || return 0
  n=$(($(tail -c +"$o" "$K.log" | wc -l)))
  [ "$n" -gt 0 ] || return 0
  tail -c +"$o" "$K.log" | head -n "$n"
  o=$((o + $(tail -c +"$o" "$K.log" | head -n "$n" | wc -c)))
}
# A full disk has no room for the file.
until [ -e "$K.ended" ] || ! kill -0 "$runner" 2>/dev/null; do show; sleep 0.2 2>/dev/null || sleep 1; done
wait "$runner"
code=$?
tail -c +"$o" "$K.log"
rm -f "$K.ended"
exit "$(cat "$K.exit" 2>/dev/null || echo "$code")"
