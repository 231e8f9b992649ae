#!/usr/bin/env bash
# Asks Windows' Credential Manager, as Wine has it, what tests/keychain/states.rs asks of a Secret Service that is open:
# what is kept there comes back, also where it is longer than an entry, and nothing of it stays.
#
#   crates/adapters/keychain/tests/on-wine.sh FOLDER
#
# FOLDER holds slipway-keychain-ask.exe. Wine's own files, the credentials among them, lie in a folder that is gone after.
set -euo pipefail

X=project/recipes/plain/X
Y=global/plain/Y
ENTRIES='HKCU\Software\Wine\Credential Manager'

folder=$(mktemp -d)
export WINEPREFIX=$folder/wine WINEDEBUG=-all
trap 'wineserver -k 2>/dev/null || true; rm -rf "$folder"' EXIT

fail() {
  printf 'on-wine.sh: %s\n' "$*" >&2
  exit 1
}

# Older than 9, Wine lacks the one function of this library that Rust's programs take their random numbers from.
random_numbers() {
  [ -z "$(find /usr/lib /usr/lib64 /opt -name bcryptprimitives.dll -path '*wine*' -print -quit 2>/dev/null)" ] || return 0
  printf '%s\n' '#include <windows.h>' '#include <ntsecapi.h>' \
    '__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, size); }' |
    x86_64-w64-mingw32-gcc -shared -o "$folder/bcryptprimitives.dll" -x c - -ladvapi32
}

# asked ANSWER WORDS…: asks with standard input as its value, and holds the answer against the one that is wanted.
asked() {
  local wanted=$1 said
  shift
  said=$(wine "$folder/slipway-keychain-ask.exe" "$@" 2>"$folder/errors" | tr -d '\r') || true
  [ "$said" = "$wanted" ] || fail "$* says $said instead of $wanted. $(cat "$folder/errors")"
  printf '%s: %s\n' "$*" "$said"
}

# kept COUNT: so many entries lie in the Credential Manager.
kept() {
  local count
  count=$(wine reg query "$ENTRIES" /s 2>/dev/null | grep -c UserName) || true
  [ "$count" = "$1" ] || fail "the Credential Manager has $count entries instead of $1"
  printf '  %s entries\n' "$count"
}

cp "$1/slipway-keychain-ask.exe" "$folder"
random_numbers
printf hunter22 >"$folder/short"
# Five entries, each of 2,560 bytes at most, and the one that says so.
for _ in $(seq 1000); do printf 'long "v" ä\n'; done >"$folder/long"

asked '{"state":"Unlocked"}' state </dev/null
asked '{"there":false}' read $X </dev/null
asked '{"there":false}' remove $X </dev/null
asked '{"written":true}' write $Y <"$folder/short"
kept 1
for value in long short long; do
  asked '{"written":true}' write $X <"$folder/$value"
  asked '{"same":true,"there":true}' read $X <"$folder/$value"
done
asked '{"same":false,"there":true}' read $X <"$folder/short"
asked '{"entries":["global/plain/Y","project/recipes/plain/X"]}' entries </dev/null
asked '{"there":true}' remove $X </dev/null
asked '{"there":false}' read $X </dev/null
kept 1
asked '{"there":true}' remove $Y </dev/null
asked '{"entries":[]}' entries </dev/null
kept 0
