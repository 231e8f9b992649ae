# Removes the containers that `docker ps` finds with these filters.
drop() {
  ids=$(docker ps -aq "$@") || return
  [ -z "$ids" ] || { docker stop $ids >/dev/null && docker rm -f $ids >/dev/null; }
}
