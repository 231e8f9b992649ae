[ -d "$S" ] || { echo absent; exit 0; }
IFS= read -r expected; IFS= read -r line
exec 9>>"$S/flock" || exit 73
take 50 || { echo busy; exit 0; }
first "$S/lock" || { echo absent; exit 0; }
[ "$first" = "$expected" ] || { printf 'held\n%s\n' "$first"; exit 0; }
fence; f=$((f+1))
write "$S/fence" "$f" || unwritten
note "$line" || unwritten
drop_lock
echo released
