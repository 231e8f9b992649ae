# The older program loads all of setuptools for one small part of it, which takes as long as all the rest; told so, it
# takes that part from Python itself. Only Pythons before 3.12 have it.
lighten() {
  { IFS= read -r first <"$(command -v docker-compose)"; } 2>/dev/null
  [ "$first" = '#!/usr/bin/python3' ] && [ -f "/usr/lib/$(readlink /usr/bin/python3)/distutils/spawn.py" ] || return 0
  export SETUPTOOLS_USE_DISTUTILS="${SETUPTOOLS_USE_DISTUTILS:-stdlib}"
}
if plugin; then dc() { docker compose "$@"; }
elif command -v docker-compose >/dev/null 2>&1; then lighten; dc() { docker-compose "$@"; }
elif docker compose version >/dev/null 2>&1; then dc() { docker compose "$@"; }
else echo 'slipway: no-compose' >&2; exit 69; fi
