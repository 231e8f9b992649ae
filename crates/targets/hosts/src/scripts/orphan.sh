# Whether what holds the file lock began for this very operation, which still has the lock. Only one program of its laptop
# is at an operation, and has one thing under way at a place. So this is what was left of a connection that is gone: a
# host may not notice that for hours.
orphaned() {
  held && read -r _ _ key 2>/dev/null <"$S/holder" && case "$key" in "$B"*) true ;; *) false ;; esac
}
# Takes the file lock. What is left over and does not end by itself is ended, as by a take-over.
take_own() {
  take 25 || { orphaned && end_holder TERM && take 40; } || { orphaned && end_holder KILL && take 25; } ||
    take "$((patience - 25))"
}
