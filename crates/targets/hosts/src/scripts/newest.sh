# The operation that was closed here last, for laptops that do not know it yet.
tail -n 200 "$S/journal" 2>/dev/null | sed -n -e '/"kind":"closed"/h' -e '$ { x; s/^./closed &/p; }'
