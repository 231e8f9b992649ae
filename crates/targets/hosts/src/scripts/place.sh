[ -d "$root" ] || root=/
df -Pk "$root" 2>/dev/null | tail -n 1 | { read -r _ _ _ free _; echo "disk $free"; }
# Only the older one is looked for; asking for the plugin too would cost every look where it alone is there.
if command -v docker-compose >/dev/null 2>&1 && ! docker compose version >/dev/null 2>&1; then
  echo 'compose standalone'
fi
