umask 022; mkdir -p "$D" || exit 73
umask 077; mkdir -p "$S/plans" "$S/releases" "$S/receipts" || exit 73
IFS= read -r mark; IFS= read -r expected; IFS= read -r lock
IFS= read -r opened; IFS= read -r line; IFS= read -r plan
exec 9>>"$S/flock" || exit 73
take 15 || { end_holder TERM; take 40 || { end_holder KILL; take 25 || { echo busy; exit 0; }; }; }
first "$S/lock"
case "$first" in
  '') ;;
  *"$expected"*) ;;
  *) printf 'held\n%s\n' "$first"; exit 0 ;;
esac
if first "$S/mark"; then
  [ "$first" = "$mark" ] || { printf 'mark\n%s\n' "$first"; exit 0; }
else write "$S/mark" "$mark" || unwritten
fi
put_once "$S/plans/$plan.json" || unwritten
at=$(date -u '+%Y-%m-%dT%H:%M:%SZ %s')
fence; f=$((f+1))
write "$S/fence" "$f" || unwritten
write "$S/heartbeat" "${at#* }" || unwritten
at=${at% *}
rm -f "$S/holder"
lock="{\"format\":1,\"since\":\"$at\",\"fence\":$f,$lock"
write "$S/lock" "$lock" || unwritten
[ -z "$opened" ] || note "\"fence\":$f,$opened" || unwritten
note "\"fence\":$f,$line" || unwritten
printf 'locked\n%s\n' "$lock"
