K=$1 R=$2 S=$3 N=$4 D=$5 mask=$6; shift 6
printf '%s %s\n' $$ "$(start $$)" >"$K.started.new" && mv -f "$K.started.new" "$K.started" || exit 1
# Whatever becomes of the host, it is known from here on that the script began.
sync "$K.started" "${K%/*}" 2>/dev/null || sync
cd "$D" || exit 1
umask "$mask"
bash "$R/script" "$@" >>"$K.log" 2>&1 9>&-
code=$?
umask 077
[ "$code" != 0 ] || { printf '%s\n' "$N" >"$S/current.new" && mv -f "$S/current.new" "$S/current"; }
printf '%s\n' "$code" >"$K.exit.new" && mv -f "$K.exit.new" "$K.exit"
exit "$code"
