umask 022; mkdir -p "$D" || exit 73
umask 077; mkdir -p "$S/plans" "$S/releases" "$S/receipts" || exit 73
IFS= read -r mark; IFS= read -r expected; IFS= read -r lock; IFS= read -r line; IFS= read -r plan
exec 9>>"$S/flock" || exit 73
take 15 || { end_holder TERM; take 40 || { end_holder KILL; take 25 || { echo busy; exit 0; }; }; }
held=$(cat "$S/lock" 2>/dev/null)
case "$held" in
  '') ;;
  *"$expected"*) ;;
  *) echo held; echo "$held"; exit 0 ;;
esac
if [ -s "$S/mark" ]; then
  [ "$(cat "$S/mark")" = "$mark" ] || { echo mark; cat "$S/mark"; exit 0; }
else printf '%s\n' "$mark" | put "$S/mark" || unwritten
fi
[ -s "$S/plans/$plan.json" ] || put "$S/plans/$plan.json" || unwritten
f=$(fence); f=$((f+1))
echo "$f" | put "$S/fence" || unwritten
date +%s | put "$S/heartbeat" || unwritten
rm -f "$S/holder"
printf '{"format":1,"since":"%s","fence":%s,%s\n' "$(now)" "$f" "$lock" | put "$S/lock" || unwritten
note "\"fence\":$f,$line" || unwritten
echo locked; cat "$S/lock"
