folders
IFS= read -r mark; IFS= read -r expected; IFS= read -r lock
IFS= read -r opened; IFS= read -r line; IFS= read -r plan
exec 9>>"$S/flock" || exit 73
# What runs for another operation is none of ours to end.
theirs() { first "$S/lock" && case "$first" in *"$expected"*) true ;; *) false ;; esac; }
take 15 || { ! theirs || end_holder TERM; take 40; } || { ! theirs || end_holder KILL; take 25; } ||
  { echo busy; exit 0; }
first "$S/lock"
case "$first" in
  # Given back meanwhile, or not come to yet.
  '') [ -n "$all" ] || { echo free; exit 0; } ;;
  *"$expected"*) ;;
  *) printf 'held\n%s\n' "$first"; exit 0 ;;
esac
if first "$S/mark"; then
  [ "$first" = "$mark" ] || { printf 'mark\n%s\n' "$first"; exit 0; }
else write "$S/mark" "$mark" || unwritten
fi
put_once "$S/plans/$plan.json" || unwritten
rm -f "$S/holder"
raise "$lock"
[ -z "$opened" ] || note "\"fence\":$f,$opened" || unwritten
note "\"fence\":$f,$line" || unwritten
taken_for_good
printf 'locked\n%s\n' "$lock"
