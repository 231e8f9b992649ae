opened "$O"
[ -z "$told" ] || echo 'opened yes'
