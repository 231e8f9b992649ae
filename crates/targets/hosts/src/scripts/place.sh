if command -v docker-compose >/dev/null 2>&1 && ! plugin; then echo 'compose standalone'; fi
[ ! -d "$usual" ] || echo "free $(free "$usual")"
