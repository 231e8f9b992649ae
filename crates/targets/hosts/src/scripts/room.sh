free=
[ -d "$root" ] && free=$(free "$root")
case "$free" in
  ''|*[!0-9]*) ;;
  *) [ "$free" -ge "$need" ] || { echo "short $free"; exit 0; } ;;
esac
[ -z "$line" ] || note "$line" || unwritten
echo fits
