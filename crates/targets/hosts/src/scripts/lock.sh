umask 022
mkdir -p "$D" || exit 73
umask 077
mkdir -p "$S/plans" "$S/releases" "$S/receipts" || exit 73
IFS= read -r mark; IFS= read -r operation; IFS= read -r lock; IFS= read -r line; IFS= read -r plan
exec 9>>"$S/flock"
take 50 || { echo busy; cat "$S/lock" 2>/dev/null; exit 0; }
if [ -s "$S/mark" ]; then
  [ "$(cat "$S/mark")" = "$mark" ] || { echo mark; cat "$S/mark"; exit 0; }
fi
if [ -n "$directories" ] && [ "$directories" != "$D" ]; then
  echo elsewhere; printf '%s\n' "$directories" | grep -vxF "$D" | head -n 1; echo "$D"; exit 0
fi
if [ -s "$S/lock" ]; then
  held=$(cat "$S/lock")
  case "$held" in
    *'"taken":true'*) echo held; echo "$held"; exit 0 ;;
    *"$operation"*) echo ours; echo "$held"; exit 0 ;;
    *) echo held; echo "$held"
       echo "$(( $(date +%s) - $(cat "$S/heartbeat" 2>/dev/null || date +%s) ))"; exit 0 ;;
  esac
fi
line_over=$(over "${operation%,}")
[ -z "$line_over" ] || { echo taken; printf '%s\n' "$line_over"; exit 0; }
[ -s "$S/mark" ] || printf '%s\n' "$mark" | put "$S/mark" || unwritten
[ -z "$plan" ] || put "$S/plans/$plan.json" || unwritten
f=$(fence); f=$((f+1))
echo "$f" | put "$S/fence" || unwritten
date +%s | put "$S/heartbeat" || unwritten
printf '{"format":1,"since":"%s","fence":%s,%s\n' "$(now)" "$f" "$lock" | put "$S/lock" || unwritten
note "\"fence\":$f,$line" || { rm -f "$S/lock" "$S/heartbeat"; unwritten; }
echo locked; cat "$S/lock"
