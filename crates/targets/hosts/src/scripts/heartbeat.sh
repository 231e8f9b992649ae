held "$fence" || exit "$refused"
write "$S/heartbeat" "$(date +%s)"
held "$fence" && exit 0
# Who gave the lock back had removed the heartbeat already. Whoever took it since has written one of his own.
exec 9>>"$S/flock" && take 50 && { first "$S/lock" || rm -f "$S/heartbeat"; }
exit "$refused"
