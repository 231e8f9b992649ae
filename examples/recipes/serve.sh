#!/bin/sh
# Writes the pages once, then serves them on port 8080.
#   /             the recipes, with $GREETING above them
#   /version      the version that was built
#   /health       "ok"; missing when HEALTH=broken
#   /environment  the SLIPWAY_ variables and GREETING that the container was given
# HEALTH=crash ends the container at once, with code 3: for trying out what a failed deploy shows.
set -eu

if [ "${HEALTH:-}" = crash ]; then
  echo "recipes: cannot open the recipe book" >&2
  exit 3
fi

site=/tmp/site
mkdir -p "$site"
printf '%s\n' "$RECIPES_VERSION" > "$site/version"
env | grep -E '^(SLIPWAY_|GREETING=)' | sort > "$site/environment" || true
[ "${HEALTH:-}" = broken ] || echo ok > "$site/health"
{
  printf '<!doctype html><meta charset="utf-8"><title>Recipes</title>\n'
  printf '<h1>%s</h1>\n<ul>\n' "${GREETING:-Recipes}"
  sed 's/.*/<li>&<\/li>/' /app/titles
  printf '</ul>\n<p>Version %s</p>\n' "$RECIPES_VERSION"
} > "$site/index.html"

# A first process ignores TERM unless it says otherwise, and every deploy would wait ten seconds.
trap 'kill "$server"; echo "recipes: stopped"; exit 0' TERM INT
httpd -f -p 8080 -h "$site" &
server=$!
echo "recipes: version $RECIPES_VERSION answers on port 8080"
wait "$server"
