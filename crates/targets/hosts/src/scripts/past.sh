grep -aE '"kind":"(opened|closed)"' "$S/journal" 2>/dev/null | tail -n "$lines"
true
