held "$fence" || exit "$refused"
write "$S/heartbeat.$fence" "$(date +%s)"
held "$fence" && exit 0
# Given back meanwhile. Whoever has taken the lock since has another fence, and with it another file.
rm -f "$S/heartbeat.$fence"
exit "$refused"
