S="$D/.slipway"
# Programs are started sparingly: each takes a host a millisecond or two, and a deployment waits for all of them.
# The first line of a file, in $first; fails where there is none.
first() { first=; { IFS= read -r first <"$1"; } 2>/dev/null; [ -n "$first" ]; }
# When it is, where that was asked already.
at=
now() { date -u +%Y-%m-%dT%H:%M:%SZ; }
grab() {
  if command -v flock >/dev/null 2>&1; then flock -n 9
  elif ! command -v perl >/dev/null 2>&1; then echo 'slipway: no-flock' >&2; exit 69
  else perl -MFcntl=:flock -e 'open(my $f, ">>&=", 9) or exit 1; exit(flock($f, LOCK_EX | LOCK_NB) ? 0 : 1)'
  fi
}
take() {
  n=0
  until grab; do
    n=$((n+1)); [ "$n" -gt "$1" ] && return 1
    sleep 0.2 2>/dev/null || sleep 1
  done
}
# A host that crashed may have left zero bytes at the end, which a shell's word does not show.
note() {
  [ ! -s "$S/journal" ] || [ "$(tail -c 1 "$S/journal" | wc -l)" -eq 1 ] || echo >>"$S/journal"
  printf '{"format":1,"at":"%s",%s\n' "${at:-$(now)}" "$1" >>"$S/journal"
}
put() { { cat >"$1.new" && mv -f "$1.new" "$1"; } || { rm -f "$1.new"; return 1; }; }
# The same, unless it is there; then it counts as new.
put_once() { if [ -s "$1" ]; then touch "$1"; else put "$1"; fi; }
# A line instead of standard input. Where that fails, the longer way says why.
write() { { printf '%s\n' "$2" >"$1.new" && mv -f "$1.new" "$1"; } 2>/dev/null || printf '%s\n' "$2" | put "$1"; }
# What lies there outlasts a crash of the host. Older programs know no files and write everything.
lasting() { sync "$@" 2>/dev/null || sync; }
# Nothing goes on that cannot be written down.
unwritten() { echo 'slipway: unwritten' >&2; exit 74; }
# The highest fence so far, in $f.
fence() { first "$S/fence" && f=$first || f=0; }
# Whether the lock is of the operation $O under the fence $F. A directory that was made anew counts from 1 again, so the
# number alone may be another's.
held() { first "$S/lock" && case "$first" in *'"fence":'"$F,$O",*) true ;; *) false ;; esac; }
# The last sign of life of a lock's holder, given the lock's line, in $first; fails where none is known. Each fence has
# a file of its own: however late a sign of life comes, it is nobody else's. Older versions wrote one file for all.
alive() {
  first=${1#*'"fence":'}
  first "$S/heartbeat.${first%%,*}" || first "$S/heartbeat"
}
# What shows who works here goes with the lock, also what an earlier holder left.
drop_lock() { rm -f "$S/lock" "$S/holder" "$S"/heartbeat*; }
# The kilobytes that are free where a folder lies.
free() { df -Pk "$1" 2>/dev/null | tail -n 1 | { read -r _ _ _ free _; echo "$free"; }; }
# The journal's last line of the kind $1 about what $2 names, in $told. Zero bytes make no journal another kind of file.
told() {
  told=
  ! grep -qaF "\"kind\":\"$1\"" "$S/journal" 2>/dev/null ||
    told=$(grep -aF "\"kind\":\"$1\"" "$S/journal" | grep -aF "$2" | tail -n 1)
}
# The one about a take-over, in $over.
over() { told taken_over "$1"; over=$told; }
# The one about when the operation of the sign $1 was opened, in $told.
opened() { told opened "\"id\":${1#*:}"; }
