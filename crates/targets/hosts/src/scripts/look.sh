echo "directory $D"
echo "now $(date +%s)"
for f in mark fence heartbeat lock current; do
  [ -s "$S/$f" ] && printf '%s %s\n' "$f" "$(head -n 1 "$S/$f")"
done
true
