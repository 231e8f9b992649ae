# When a process began, in one word: a number that is given anew is told apart by it. Nothing where none lives.
start() {
  if [ -d /proc/self ]; then
    { read -r s <"/proc/$1/stat"; } 2>/dev/null || return 0
    s=${s##*) }
    case "$s" in Z*) return 0 ;; esac
    set -- $s
    echo "${20}"
  else
    LC_ALL=C ps -o stat= -o lstart= -p "$1" 2>/dev/null | {
      read -r s began
      case "$s" in ''|Z*) ;; *) echo $began | tr ' ' _ ;; esac
    }
  fi
}
