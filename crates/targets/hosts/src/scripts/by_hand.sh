[ -d "$S" ] || { echo absent; exit 0; }
IFS= read -r expected; IFS= read -r line
exec 9>>"$S/flock" || exit 73
take 50 || { echo busy; exit 0; }
[ -s "$S/lock" ] || { echo absent; exit 0; }
[ "$(cat "$S/lock")" = "$expected" ] || { echo held; cat "$S/lock"; exit 0; }
f=$(fence); f=$((f+1))
echo "$f" | put "$S/fence" || unwritten
note "$line" || unwritten
rm -f "$S/lock" "$S/heartbeat" "$S/holder"
echo released
