umask 077
N="$R.new"
{ [ ! -e "$N" ] || rm -rf "$N"; } && mkdir -p "$N/services" || exit 73
tar -xpf - -C "$N" || exit 74
first "$S/current"; current=$first
keep() {
  [ -f "$N/services/$1.yml" ] || [ ! -f "$S/releases/$current/services/$1.yml" ] ||
    cp -p "$S/releases/$current/services/$1.yml" "$N/services/$1.yml"
}
place() {
  f="$D/$1"
  [ -d "${f%/*}" ] || (umask 022; mkdir -p "${f%/*}") || exit 73
  [ ! -d "$f" ] || rmdir "$f" || exit 73
  cmp -s "$N/files/$1" "$f" 2>/dev/null || cat "$N/files/$1" >"$f" || exit 73
  chmod "$2" "$f" 2>/dev/null || true
}
# While a container is replaced, one of the two bears a name with twelve digits before it: with Compose 1.29 the old
# one, with the plugin the new one. Where both are left from an `up` that failed or was killed, that one goes, since a
# further `up` would try to run both; where it is alone it gets its name back, which a further `up` would not see to.
# Docker is asked only where such an `up` was, or may have been before Slipway came: asking it takes long.
mend() {
  [ -e "$S/unfinished" ] || [ ! -s "$S/current" ] || return 0
  docker ps -a --filter "label=com.docker.compose.project=$name" --format '{{.ID}} {{.Names}}' >"$S/names.new" || exit $?
  while read -r id one; do
    proper=${one#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]_}
    if [ "$proper" = "$one" ]; then continue
    elif grep -q " $proper\$" "$S/names.new"; then docker rm -f "$one" >/dev/null
    else case "$id $proper" in
      "${one%"_$proper"} "* | *" $name"[_-]*) docker rename "$one" "$proper" ;;
    esac
    fi
  done <"$S/names.new"
  rm -f "$S/names.new"
}
