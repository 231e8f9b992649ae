[ -d "$S" ] || { echo absent; exit 0; }
IFS= read -r expected; IFS= read -r line
exec 9>>"$S/flock" || exit 73
# What still runs under a lock that goes by force is ended. It may be left of a connection that is gone.
forced() { [ -n "$force" ] && first "$S/lock" && [ "$first" = "$expected" ]; }
take 50 || { forced && end_holder TERM && take 40; } || { forced && end_holder KILL && take 25; } ||
  { echo busy; exit 0; }
first "$S/lock" || { echo absent; exit 0; }
[ "$first" = "$expected" ] || { printf 'held\n%s\n' "$first"; exit 0; }
fence; f=$((f+1))
write "$S/fence" "$f" || unwritten
note "$line" || unwritten
drop_lock
echo released
