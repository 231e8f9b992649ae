K="$S/receipts/$KEY"
alive() { [ -n "$2" ] && [ "$(start "$1")" = "$2" ]; }
