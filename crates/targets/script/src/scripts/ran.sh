state() {
  if [ -s "$K.exit" ]; then echo "exit $(cat "$K.exit")"; return; fi
  if [ -e "$K.stopped" ]; then echo stopped; return; fi
  # It is put there as a whole. One that cannot be read was lost with its host, and the script may have begun.
  if [ -e "$K.started" ]; then
    pid= started=
    read -r pid started 2>/dev/null <"$K.started"
    if alive "$pid" "$started"; then echo running
    elif [ -s "$K.exit" ]; then echo "exit $(cat "$K.exit")"
    else echo lost; fi
    return
  fi
  if read -r pid started held 2>/dev/null <"$S/holder" && [ "$held" = "$KEY" ] && alive "$pid" "$started"; then
    echo running
  else echo absent; fi
}
state=$(state)
printf '%s\n' "$state"
case "$state" in
  running) tail -n +"$LINE" "$K.log" 2>/dev/null ;;
  absent) ;;
  *) tail -n 20 "$K.log" 2>/dev/null ;;
esac
true
