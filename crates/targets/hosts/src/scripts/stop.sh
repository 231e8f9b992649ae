read -r _ _ held 2>/dev/null <"$S/holder" || exit 0
[ "$held" = "$key" ] || exit 0
end_holder TERM
n=0
while holders_live && [ "$n" -lt 50 ]; do n=$((n+1)); sleep 0.2 2>/dev/null || sleep 1; done
! holders_live || end_holder KILL
rm -f "$S/holder"
