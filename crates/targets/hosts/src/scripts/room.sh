free=
[ -d "$root" ] && free=$(df -Pk "$root" 2>/dev/null | tail -n 1 | { read -r _ _ _ free _; echo "$free"; })
case "$free" in
  ''|*[!0-9]*) ;;
  *) [ "$free" -ge "$need" ] || { echo "short $free"; exit 0; } ;;
esac
[ -z "$line" ] || note "$line"
echo fits
