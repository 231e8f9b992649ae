echo "now $(date +%s)"
for f in mark fence heartbeat lock current; do
  ! first "$S/$f" || printf '%s %s\n' "$f" "$first"
done
true
