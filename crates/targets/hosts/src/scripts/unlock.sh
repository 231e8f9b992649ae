[ -d "$S" ] || { echo absent; exit 0; }
exec 9>>"$S/flock" || exit 73
take_own || { echo 'slipway: busy' >&2; exit 78; }
# Whoever had the lock before a take-over has nothing more to say about the operation.
over "$O"
if [ -n "$over" ] && [ "$(printf '%s' "$over" | sed 's/.*"fence":\([0-9]*\),.*/\1/')" -gt "${F:-0}" ]; then
  printf 'taken\n%s\n' "$over"; exit 0
fi
first "$S/lock" || { echo absent; exit 0; }
if [ -n "$F" ]; then
  held || { echo foreign; exit 0; }
else
  case "$first" in *"$O",*) ;; *) echo foreign; exit 0 ;; esac
fi
# On a full disk there is room for a line again once something is gone; the lock is given back in any case.
late=
note "$line" || late=1
drop_lock
# What killed scripts left half-written.
rm -rf "$S"/releases/*.new "$S"/plans/*.new "$S"/*.new
drop_old_releases
drop_old_files "$S/plans" "$plans"
drop_old_files "$S/receipts" "$receipts"
[ -z "$late" ] || note "$line"
echo released
