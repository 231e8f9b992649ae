digests() { grep -oE 'sha256:[0-9a-f]{64}'; }
# What a directory of ours may go back to: what ran there of late, and its release directories.
goes_back() {
  grep -aF '"kind":"runs"' "$1/journal" 2>/dev/null | tail -n "$keep" | digests
  cat "$1"/releases/*/services/*.yml "$1"/releases/*/release.json 2>/dev/null | digests
}
all_go_back() {
  while IFS= read -r s; do [ -d "$s" ] && goes_back "$s"; done | sort -u
}
# Of those in $1 the ones that $2 does not hold.
without() {
  printf '%s\n' "$1" | while IFS= read -r ref; do
    case "$2" in *"${ref#*@}"*) ;; *) printf '%s\n' "$ref" ;; esac
  done
}
case "$(grep -aF '"kind":"runs"' "$S/journal" | tail -n 1)" in *"${operation%,}"*) ;; *) note "$line" ;; esac
drop_old_releases
pulled=$(grep -aF '"kind":"pulled"' "$S/journal" | grep -oE '[^" ,]+@sha256:[0-9a-f]{64}' | sort -u)
left=$(without "$pulled" "$({ printf '%s\n' "$S"; others; } | all_go_back)")
[ -n "$left" ] || exit 0
there=$(docker image ls --digests --format '{{.Digest}}') || exit 1
directories=$(docker ps -a --filter label=dev.slipway.directory --format '{{.Label "dev.slipway.directory"}}') || exit 1
left=$(without "$left" "$(printf '%s\n' "$directories" | sort -u | sed 's|$|/.slipway|' | all_go_back)")
ids=$(docker ps -aq) || exit 1
used=$([ -z "$ids" ] || docker inspect --format '{{.Image}}' $ids 2>/dev/null)
code=0
for ref in $left; do
  case "$there" in *"${ref#*@}"*) ;; *) continue ;; esac
  id=$(docker image inspect --format '{{.Id}}' "$ref" 2>/dev/null) || continue
  case "$used" in *"$id"*) continue ;; esac
  if said=$(docker image rm "$ref" 2>&1); then echo "removed $ref"
  else case "$said" in *conflict*|*'No such image'*) ;; *) printf '%s\n' "$said" >&2; code=1 ;; esac
  fi
done
exit $code
