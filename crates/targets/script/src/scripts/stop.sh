read -r pid started 2>/dev/null <"$K.started" || exit 0
[ ! -e "$K.exit" ] && alive "$pid" "$started" || exit 0
kill -TERM "-$pid" 2>/dev/null
n=0
while kill -0 "-$pid" 2>/dev/null && [ "$n" -lt 50 ]; do n=$((n + 1)); sleep 0.2 2>/dev/null || sleep 1; done
kill -KILL "-$pid" 2>/dev/null
[ -s "$K.exit" ] || date +%s | put "$K.stopped"
