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
{ printf '%s' "$given" | apart sh -c "$RUNNER" sh "$K" "$R" "$S" "$N" "$D" "$mask" "$@"; : >"$K.ended"; } &
runner=$!
given=
o=1
show() {
  n=$(wc -c <"$K.log")
  [ "$n" -lt "$o" ] || { tail -c +"$o" "$K.log" | head -c $((n - o + 1)); o=$((n + 1)); }
}
until [ -e "$K.ended" ]; do show; sleep 0.2 2>/dev/null || sleep 1; done
wait "$runner"
show
rm -f "$K.ended"
exit "$(cat "$K.exit" 2>/dev/null || echo 143)"
