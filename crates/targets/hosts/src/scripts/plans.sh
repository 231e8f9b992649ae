for hash; do
  [ ! -s "$S/plans/$hash.json" ] || { printf '%s ' "$hash"; cat "$S/plans/$hash.json"; }
done
