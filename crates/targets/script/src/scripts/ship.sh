umask 077
if intact "$R" 2>/dev/null; then
  cat >/dev/null
else
  rm -rf "$R.new"
  mkdir -p "$R.new" && tar xopf - -C "$R.new" || exit 1
  intact "$R.new" || { rm -rf "$R.new"; exit 65; }
  rm -rf "$R" && mv "$R.new" "$R" || exit 1
fi
if [ -d "$R/files" ]; then
  cd "$R/files" || exit 1
  find . -type d | while IFS= read -r d; do (umask 022; mkdir -p "$D/$d") || exit 1; done || exit 1
  find . -type f | while IFS= read -r f; do cp -pf "$f" "$D/$f" || exit 1; done || exit 1
fi
placed || exit 65
