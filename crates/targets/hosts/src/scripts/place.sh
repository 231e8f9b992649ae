if command -v docker >/dev/null 2>&1; then
  root=$(docker info --format '{{.DockerRootDir}}' 2>/dev/null)
  [ -d "$root" ] || root=/
  df -Pk "$root" 2>/dev/null | tail -n 1 | { read -r _ _ _ free _; echo "disk $free"; }
  v=$(docker compose version --short 2>/dev/null) && echo "plugin $v"
fi
command -v docker-compose >/dev/null 2>&1 && [ -z "${v:-}" ] && echo "standalone $(docker-compose version --short 2>/dev/null)"
true
