# Whether the process NUMBER:START lives.
lives() { [ -n "${1#*:}" ] && [ "$(start "${1%%:*}")" = "${1#*:}" ]; }
children() {
  if [ -d /proc/self ]; then
    for c in /proc/[0-9]*; do
      { read -r s <"$c/stat"; } 2>/dev/null || continue
      s=${s##*) }; s=${s#* }
      [ "${s%% *}" != "$1" ] || echo "${c#/proc/}"
    done
  else
    ps -A -o pid= -o ppid= | while read -r c of; do [ "$of" != "$1" ] || echo "$c"; done
  fi
}
tree() {
  echo "$1"
  for p in $(children "$1"); do tree "$p"; done
}
# Adds a process with everything that it started to $found, if it lives.
find_all() {
  lives "$1" || return 0
  for q in $(tree "${1%%:*}"); do found="$found $q:$(start "$q")"; done
}
# Sends a signal to the holder with everything that it started; once more, to what lives of them and what they started.
# Where none of them lives it is for whoever holds it now: another one may have come.
holders=
end_holder() {
  found=
  for h in $holders; do find_all "$h"; done
  if [ -z "$found" ] && read -r pid started _ 2>/dev/null <"$S/holder"; then find_all "$pid:$started"; fi
  holders=$found
  for h in $holders; do ! lives "$h" || kill "-$1" "${h%%:*}" 2>/dev/null; done
  return 0
}
holders_live() {
  for h in $holders; do ! lives "$h" || return 0; done
  return 1
}
