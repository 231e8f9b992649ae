drop_old_releases() {
  [ -d "$S/releases" ] || return 0
  first "$S/current"; current=$first
  ls -1t "$S/releases" 2>/dev/null | grep -vxF "$current" | tail -n "+$keep" | while IFS= read -r old; do
    case "$old" in ''|.*|*/*) ;; *) rm -rf "$S/releases/$old" ;; esac
  done
}
