#!/usr/bin/env bash
# Installs a Debian package of Slipway on a clean root and starts it there: a system that has nothing but what the
# package asks for, and a display. Needs root, debootstrap and the network.
#
#   packaging/check-deb.sh FILE FOLDER
#
# FOLDER is where the clean root is made; it stays where something failed, and the next check makes it anew. All that is
# mounted or started is gone when this ends, however it ends.
set -euo pipefail
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

say() { printf '%s\n' "$*"; }

fail() {
  printf 'packaging/check-deb.sh: %s\n' "$*" >&2
  exit 1
}

# ── Outside: make the root, and go in ───────────────────────────────────────────────────────

suite() { (. /etc/os-release && printf '%s\n' "${VERSION_CODENAME:?}"); }

# sources SUITE: where this machine has its system's packages from, as lines for apt, with updates. What others add to a
# machine is no part of a clean root, which has none of their keys.
sources() {
  local origin
  origin=$(. /etc/os-release && printf '%s\n' "${ID^}")
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' "Origin: $origin" |
    grep -E " $1(-[a-z]+)? " | sort -u
}

# mirror SUITE: that of the system itself among them.
mirror() { sources "$1" | sed -n "s/^deb \([^ ]*\) $1 .*/\1/p" | sort -u | head -n 1; }

outside() {
  [ $# -eq 2 ] || fail "usage: packaging/check-deb.sh FILE FOLDER"
  local file=$1 folder=$2 root=$2/root suite mirror
  local more=(--variant=minbase)
  suite=$(suite)
  mirror=$(mirror "$suite" || true)
  [ -n "$mirror" ] || fail "apt does not say where the packages of $suite come from. Run apt-get update; a clean root can be made of Debian and of Ubuntu."
  # Without these certificates apt reads nothing over TLS.
  [[ $(sources "$suite") != *"deb https:"* ]] || more+=(--include=ca-certificates)
  rm -rf "$folder"
  mkdir -p "$folder"
  say "A clean root of $suite from $mirror, which takes a minute."
  debootstrap "${more[@]}" "$suite" "$root" "$mirror" >"$folder/debootstrap.log" 2>&1 ||
    { tail -n 20 "$folder/debootstrap.log" >&2 && fail "debootstrap made no root. Its last lines stand above."; }
  as_here "$root" "$suite"
  install -m 644 "$file" "$root/slipway.deb"
  install -m 755 "${BASH_SOURCE[0]}" "$root/check-deb.sh"
  # With its first process the kernel ends all others and unmounts what they mounted.
  unshare --mount --pid --fork --kill-child --propagation private bash -c '
    set -e
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
    mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
    exec chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
      ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} bash /check-deb.sh --inside
  ' bash "$root" || fail "the package does not work on a clean root. The lines above say why; the root is $root."
  rm -rf "$folder"
}

# as_here ROOT SUITE: names and packages come from where this machine has them.
as_here() {
  cp -L /etc/resolv.conf /etc/hosts "$1/etc/"
  rm -f "$1"/etc/apt/sources.list.d/*
  sources "$2" >"$1/etc/apt/sources.list"
  # A proxy, if there is one.
  apt-config dump --no-empty | grep -E '^Acquire::(http|https)::' >"$1/etc/apt/apt.conf.d/as-here" || true
  printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"
  chmod 755 "$1/usr/sbin/policy-rc.d"
}

# ── Inside ──────────────────────────────────────────────────────────────────────────────────

quietly() { "$@" >/tmp/said 2>&1 || { tail -n 30 /tmp/said >&2 && fail "\`$*\` failed. Its last lines stand above."; }; }

add() { quietly apt-get install -y -qq --no-install-recommends "$@"; }

as_person() { setpriv --reuid person --regid person --init-groups env HOME=/home/person XDG_RUNTIME_DIR=/home/person/run "$@"; }

inside() {
  local left
  quietly apt-get update -qq
  add /slipway.deb
  slipway --version || fail "the command line does not start."
  ! ldd /usr/bin/slipway-desktop | grep 'not found' || fail "the window lacks libraries. The lines above name them."
  # What shows a window and looks at it is no part of what the package needs.
  add xvfb xauth x11-utils x11-apps dbus desktop-file-utils xdg-utils
  quietly desktop-file-validate /usr/share/applications/slipway-desktop.desktop
  quietly useradd --create-home person
  as_person mkdir -m 700 /home/person/run
  as_person xvfb-run --auto-servernum --server-args '-screen 0 1400x900x24' \
    dbus-run-session -- bash /check-deb.sh --as-person
  quietly apt-get purge -y -qq slipway
  left=$(find /usr /etc /opt /var/lib -path /var/lib/dpkg -prune -o -name '*slipway*' -print)
  [ -z "$left" ] || fail "the package leaves behind: $left"
}

as_a_person_sees_it() {
  local program
  slipway-desktop >/home/person/log 2>&1 &
  program=$!
  for _ in $(seq 300); do
    kill -0 "$program" 2>/dev/null || { cat /home/person/log >&2 && fail "the window's program ended. Its lines stand above."; }
    ! is_drawn || break
    sleep 0.2
  done
  is_drawn || { cat /home/person/log >&2 && xwininfo -root -tree >&2; fail "no window with anything in it was seen within a minute."; }
  xwininfo -name Slipway | grep -E 'Width|Height|Map State'
  timeout 60 slipway-desktop slipway://settings || fail "a second program did not hand its link over."
  kill -0 "$program" || fail "the first program ended when a second one was started."
  [ "$(xdg-mime query default x-scheme-handler/slipway)" = slipway-desktop.desktop ] || fail "slipway:// links open nothing."
  kill "$program"
  wait "$program" || true
}

# Whether the window is there and shows more than one colour: a page that is not drawn is blank.
is_drawn() {
  xwininfo -name Slipway 2>/dev/null | grep -q 'Map State: IsViewable' || return 1
  [ "$(xwd -silent -name Slipway | tail -c 3000000 | od -An -v -t x4 -w4 | sort -u | wc -l)" -gt 20 ]
}

case ${1:-} in
  --inside) inside ;;
  --as-person) as_a_person_sees_it ;;
  *) outside "$@" ;;
esac
