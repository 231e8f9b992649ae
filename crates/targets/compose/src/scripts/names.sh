docker ps -a --filter "label=com.docker.compose.project=$name" --format '{{.Names}}' >"$S/names.new" &
listing=$!
