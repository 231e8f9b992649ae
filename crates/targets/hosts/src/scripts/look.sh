echo "now $(date +%s)"
for f in mark fence lock current; do
  first "$S/$f" || continue
  printf '%s %s\n' "$f" "$first"
  # Of the very lock that was told: another's may have come since.
  [ "$f" != lock ] || ! alive "$first" || printf 'heartbeat %s\n' "$first"
done
true
