# The folders of ours, where they are not there yet.
folders() {
  [ -d "$S/plans" ] && [ -d "$S/releases" ] && [ -d "$S/receipts" ] || {
    umask 022
    mkdir -p "$D" || exit 73
    umask 077
    mkdir -p "$S/plans" "$S/releases" "$S/receipts" || exit 73
  }
  umask 077
}
# Raises the fence and puts the lock there. $1 is the rest of its line; all of it is in $lock afterwards.
raise() {
  at=$(date -u '+%Y-%m-%dT%H:%M:%SZ %s')
  fence; f=$((f+1))
  write "$S/fence" "$f" || unwritten
  write "$S/heartbeat.$f" "${at#* }" || unwritten
  at=${at% *}
  lock="{\"format\":1,\"since\":\"$at\",\"fence\":$f,$1"
  write "$S/lock" "$lock" || { rm -f "$S/heartbeat.$f"; unwritten; }
}
# What was just taken outlasts a crash of the host: who comes next goes by it.
taken_for_good() {
  lasting "$S/fence" "$S/lock" "$S/journal" ${plan:+"$S/plans/$plan.json"} "$S/plans" "$S"
}
