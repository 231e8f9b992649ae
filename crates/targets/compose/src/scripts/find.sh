if plugin; then dc() { docker compose "$@"; }
elif command -v docker-compose >/dev/null 2>&1; then dc() { docker-compose "$@"; }
elif docker compose version >/dev/null 2>&1; then dc() { docker compose "$@"; }
else echo 'slipway: no-compose' >&2; exit 69; fi
