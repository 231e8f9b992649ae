# Whether Docker has the Compose plugin: a file, looked for where Docker looks for it. Asking Docker takes longer.
plugin() {
  for own in "${DOCKER_CONFIG:-$HOME/.docker}" /usr/local/lib/docker /usr/local/libexec/docker /usr/lib/docker /usr/libexec/docker; do
    [ ! -x "$own/cli-plugins/docker-compose" ] || return 0
  done
  own="${DOCKER_CONFIG:-$HOME/.docker}/config.json"
  [ -f "$own" ] && grep -qs cliPluginsExtraDirs "$own" && docker compose version >/dev/null 2>&1
}
