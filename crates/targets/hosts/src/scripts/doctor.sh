has() { command -v "$1" >/dev/null 2>&1; }
echo "now $(date +%s)"
echo "machine $(uname -s)/$(uname -m)"
echo "account $(id -un 2>/dev/null)"
for tool in flock tar; do has "$tool" && echo "tool-$tool yes"; done
{ has sha256sum || has shasum; } && echo "tool-sha256sum yes"
has perl && echo "tool-perl yes"
root=/
if has docker; then
  echo "docker-client yes"
  if v=$(docker version --format '{{.Server.Version}} {{.Server.Os}}/{{.Server.Arch}}' 2>&1); then
    echo "docker $v"
    root=$(docker info --format '{{.DockerRootDir}}' 2>/dev/null)
    [ -d "$root" ] || root=/
  else
    echo "docker-error $(printf '%s' "$v" | tr '\n' ' ')"
  fi
  v=$(docker compose version --short 2>/dev/null) && echo "plugin $v"
fi
has docker-compose && echo "standalone $(docker-compose version --short 2>/dev/null)"
echo "root $root"
echo "disk $(free "$root")"
if (umask 022; mkdir -p "$D" && umask 077 && mkdir -p "$S") 2>/dev/null && [ -w "$S" ]; then echo "writable yes"; else echo "writable no"; fi
true
