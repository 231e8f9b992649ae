folders
IFS= read -r mark; IFS= read -r operation; IFS= read -r lock; IFS= read -r line; IFS= read -r plan
exec 9>>"$S/flock"
# The lock's line, and since how many seconds its holder shows no sign of life, where that is known.
held_by() {
  printf '%s\n' "$1"
  ! alive "$1" || echo "$(($(date +%s) - first))"
}
# Between taking the lock and writing that down a script may have been killed. Nobody could go on with the operation.
open_late() {
  case "$operation" in '"operation":"'*) ;; *) return 0 ;; esac
  opened "${operation%,}"
  f=${held#*'"fence":'}; f=${f%%,*}
  [ -n "$told" ] || note "\"fence\":$f,$line" || unwritten
}
take 50 || { echo busy; ! first "$S/lock" || held_by "$first"; exit 0; }
if first "$S/mark" && [ "$first" != "$mark" ]; then
  printf 'mark\n%s\n' "$first"; exit 0
fi
if [ -n "$directories" ] && [ "$directories" != "$D" ]; then
  echo elsewhere; printf '%s\n' "$directories" | grep -vxF "$D" | head -n 1; printf '%s\n' "$D"; exit 0
fi
if first "$S/lock"; then
  held=$first
  case "$held" in
    *"$operation"*'"taken":true'*) printf 'over\n%s\n' "$held"; exit 0 ;;
    *"$operation"*) open_late; printf 'ours\n%s\n' "$held"; exit 0 ;;
    *) echo held; held_by "$held"; exit 0 ;;
  esac
fi
over "${operation%,}"
[ -z "$over" ] || { printf 'taken\n%s\n' "$over"; exit 0; }
[ -s "$S/mark" ] || write "$S/mark" "$mark" || unwritten
[ -z "$plan" ] || put_once "$S/plans/$plan.json" || unwritten
raise "$lock"
note "\"fence\":$f,$line" || { rm -f "$S/lock" "$S/heartbeat.$f"; unwritten; }
taken_for_good
printf 'locked\n%s\n' "$lock"
