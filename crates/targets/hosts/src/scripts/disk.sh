[ -d "$root" ] || root=/
df -Pk "$root" 2>/dev/null | tail -n 1 | { read -r _ _ _ free _; echo "$free"; }
