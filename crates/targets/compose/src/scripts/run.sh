case "$0" in
  /*) here=${0%/*} ;;
  *) here=$(cd "$(dirname "$0")" && pwd) ;;
esac
export SLIPWAY_DIRECTORY="$D"
export COMPOSE_IGNORE_ORPHANS=1
. "$here/variables.sh"
for f in "$here"/services/*.yml; do
  [ -f "$f" ] && set -- -f "$f" "$@"
done
cd "$D" && dc -p "$N" --project-directory "$D" -f "$here/compose.yml" "$@"
