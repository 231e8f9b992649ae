has() { command -v "$1" >/dev/null 2>&1; }
# An engine that is stuck never answers; the host is not to be taken for one that is away.
if timeout 10 true; then soon() { timeout 10 "$@"; }; else soon() { "$@"; }; fi 2>/dev/null
echo "now $(date +%s)"
echo "machine $(uname -s)/$(uname -m)"
echo "account $(id -un 2>/dev/null)"
for tool in flock tar; do has "$tool" && echo "tool-$tool yes"; done
{ has sha256sum || has shasum; } && echo "tool-sha256sum yes"
has perl && echo "tool-perl yes"
root=/
if has docker; then
  v=$(soon docker version --format '{{.Server.Version}} {{.Server.Os}}/{{.Server.Arch}}' 2>&1)
  case $? in
    0)
      echo "docker $v"
      root=$(soon docker info --format '{{.DockerRootDir}}' 2>/dev/null)
      [ -d "$root" ] || root=/ ;;
    # As GNU's and as BusyBox's says it.
    124|143) echo "docker-silent 10" ;;
    *) echo "docker-error $(printf '%s' "$v" | tr '\n' ' ')" ;;
  esac
  v=$(soon docker compose version --short 2>/dev/null) && echo "plugin $v"
fi
has docker-compose && echo "standalone $(docker-compose version --short 2>/dev/null)"
echo "root $root"
echo "disk $(free "$root")"
if (umask 022; mkdir -p "$D" && umask 077 && mkdir -p "$S") 2>/dev/null && [ -w "$S" ]; then echo "writable yes"; else echo "writable no"; fi
true
