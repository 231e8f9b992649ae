#!/usr/bin/env bash
# Makes a Debian package of what was built: the command line, the window, their desktop entry, icons and completions.
#
#   packaging/deb.sh PROGRAMS VERSION FILE
#
# PROGRAMS is the folder with `slipway` and `slipway-desktop`. Needs dpkg-dev. Who the package says maintains it:
# DEBFULLNAME and DEBEMAIL.
set -euo pipefail
# What is in a package can be read by everybody, whoever makes it.
umask 022
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
programs=$1 version=$2 file=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

# Opened at run time, so that no program names it: the tray's library. What Slipway starts: ssh and git. What it trusts.
# The oldest web view that the window is built for (ui/vite.config.ts).
ALSO="ca-certificates, git, libayatana-appindicator3-1, libwebkit2gtk-4.1-0 (>= 2.42), openssh-client"
# Docker may be Debian's or Docker's own, or on another machine.
RECOMMENDS="desktop-file-utils, docker.io | docker-ce | podman-docker"

# put MODE FILE PATH
put() { install -D -m "$1" "$2" "$root/$3"; }

programs() {
  local program
  for program in slipway slipway-desktop; do put 755 "$programs/$program" "usr/bin/$program"; done
}

desktop() {
  local icons=$here/../src-tauri/icons folder=usr/share/icons/hicolor
  put 644 "$here/slipway-desktop.desktop" usr/share/applications/slipway-desktop.desktop
  put 644 "$icons/32x32.png" "$folder/32x32/apps/slipway-desktop.png"
  put 644 "$icons/128x128.png" "$folder/128x128/apps/slipway-desktop.png"
  put 644 "$icons/128x128@2x.png" "$folder/256x256/apps/slipway-desktop.png"
  put 644 "$icons/icon.png" "$folder/512x512/apps/slipway-desktop.png"
  put 644 "$icons/icon.svg" "$folder/scalable/apps/slipway-desktop.svg"
}

completions() {
  local shell
  for shell in bash zsh fish; do "$programs/slipway" completions "$shell" >"$work/$shell"; done
  put 644 "$work/bash" usr/share/bash-completion/completions/slipway
  put 644 "$work/zsh" usr/share/zsh/vendor-completions/_slipway
  put 644 "$work/fish" usr/share/fish/vendor_completions.d/slipway.fish
}

papers() {
  put 644 "$here/copyright" usr/share/doc/slipway/copyright
  put 644 "$here/../README.md" usr/share/doc/slipway/README.md
}

# What the programs are linked with, as packages with their versions.
linked_with() {
  mkdir -p "$work/debian"
  printf 'Source: slipway\n\nPackage: slipway\nArchitecture: any\n' >"$work/debian/control"
  (cd "$work" && dpkg-shlibdeps -O -e root/usr/bin/slipway -e root/usr/bin/slipway-desktop) |
    sed -n 's/^shlibs:Depends=//p'
}

control() {
  local size depends
  size=$(du -sk "$root" | cut -f 1)
  depends=$(linked_with)
  [ -n "$depends" ] || { echo "packaging/deb.sh: dpkg-shlibdeps does not say what the programs are linked with." >&2 && exit 1; }
  mkdir -p "$root/DEBIAN"
  cat >"$root/DEBIAN/control" <<END
Package: slipway
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: ${DEBFULLNAME:-The Slipway maintainers} <${DEBEMAIL:-maintainers@slipway.invalid}>
Installed-Size: $size
Depends: $depends, $ALSO
Recommends: $RECOMMENDS
Section: devel
Priority: optional
Description: desktop release manager for teams without hosted CI
 Slipway takes a commit to a running, verified, reversible release from a
 developer's laptop: test, build, push, deploy, promote, roll back. There is no
 CI server to host and no agent to install.
 .
 This package has the window, slipway-desktop, and the command line, slipway.
END
  (cd "$root" && find usr -type f -exec md5sum {} +) >"$root/DEBIAN/md5sums"
}

programs
desktop
completions
papers
control
find "$root" -type d -exec chmod 755 {} +
mkdir -p "$(dirname "$file")"
dpkg-deb --root-owner-group --build "$root" "$file" >/dev/null
