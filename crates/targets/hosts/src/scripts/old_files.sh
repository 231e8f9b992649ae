# Of the files in $1 the newest $2 stay. Where far more are there, the oldest go now and the others the next times: the
# file lock is held meanwhile.
drop_old_files() {
  kept=$2
  set -- "$1" "$1"/*
  [ "$#" -gt "$((kept + 1))" ] || return 0
  ls -1t "$1" | tail -n "+$((kept + 1))" | tail -n 500 | while IFS= read -r old; do
    case "$old" in ''|.*|*/*) ;; *) rm -f "$1/$old" ;; esac
  done
}
