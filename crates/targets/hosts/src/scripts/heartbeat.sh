held || exit "$refused"
write "$S/heartbeat.$F" "$(date +%s)"
held && exit 0
# Given back meanwhile. Whoever has taken the lock since has another fence, and with it another file.
rm -f "$S/heartbeat.$F"
exit "$refused"
