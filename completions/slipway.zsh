#compdef slipway

autoload -U is-at-least

_slipway() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_slipway_commands" \
"*::: :->slipway" \
&& ret=0
    case $state in
    (slipway)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--write[Write slipway.yml instead of printing it]' \
'--force[Replace a slipway.yml that is there]' \
'--offline[Read files only; ask no host and no registry]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'--env=[The policy of whoever only deploys to this environment]:ENV:_default' \
'--compare=[Say what the policy in this file lacks]:FILE:_files' \
'(--hosts --policy)*--notify=[Send a message that says it is a test to this channel of \`notifications\`; can be given again]:CHANNEL:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'(--policy)--hosts[Test Docker, Compose, rights, architecture, disk, clock and registry reach on each host]' \
'--policy[Print the policy of AWS that allows what this project needs, and nothing else]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(schema)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'::name -- Of what:(slipway.yml check check-hosts check-notify check-policy credentials credentials-import credentials-test done error history init log operation plan sealed sealed-diff status tags)' \
&& ret=0
;;
(run)
_arguments "${_arguments_options[@]}" : \
'(--commit --dirty)--branch=[The newest commit of this branch]:BRANCH:_default' \
'(--dirty)--commit=[This commit or tag]:COMMIT:_default' \
'--job=[Only this job and those that it needs; makes no release]:JOB:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--dirty[The working tree with its changes; protected environments refuse what comes of it]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(build)
_arguments "${_arguments_options[@]}" : \
'(--dirty)--commit=[This commit, branch or tag]:COMMIT:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--dirty[The working tree with its changes]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'*::services -- The services to build; all of them if none is named:_default' \
&& ret=0
;;
(push)
_arguments "${_arguments_options[@]}" : \
'(--dirty)--commit=[This commit, branch or tag]:COMMIT:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--dirty[The working tree with its changes]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(tags)
_arguments "${_arguments_options[@]}" : \
'--sort=[What comes first]:SORT:((semver\:"The highest version"
build\:"The highest build number"
time\:"The newest commit"))' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':service -- The service:_default' \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'::environment -- Only this environment:_default' \
&& ret=0
;;
(plan)
_arguments "${_arguments_options[@]}" : \
'--release=[The release, by its number or a version that only it has]:N:_default' \
'*--service=[Only this service; can be given again]:NAME:_default' \
'--plan=[Only if this is the plan]:HASH:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--hotfix[It was not verified in the environment before and goes out all the same; needs --reason]' \
'--dry-run[Show the plan and do nothing]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
&& ret=0
;;
(deploy)
_arguments "${_arguments_options[@]}" : \
'--release=[The release, by its number or a version that only it has]:N:_default' \
'*--service=[Only this service; can be given again]:NAME:_default' \
'--plan=[Only if this is the plan]:HASH:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--hotfix[It was not verified in the environment before and goes out all the same; needs --reason]' \
'--dry-run[Show the plan and do nothing]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
&& ret=0
;;
(promote)
_arguments "${_arguments_options[@]}" : \
'--release=[The release, by its number or a version that only it has]:N:_default' \
'*--service=[Only this service; can be given again]:NAME:_default' \
'--plan=[Only if this is the plan]:HASH:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--hotfix[It was not verified in the environment before and goes out all the same; needs --reason]' \
'--dry-run[Show the plan and do nothing]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':from -- Where it runs:_default' \
':to -- Where it goes:_default' \
&& ret=0
;;
(rollback)
_arguments "${_arguments_options[@]}" : \
'--to=[Another deployment than the one before, by its release]:N:_default' \
'--release=[Another deployment than the one before, by its release]:N:_default' \
'*--service=[Only this service; can be given again]:NAME:_default' \
'--plan=[Only if this is the plan]:HASH:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--dry-run[Show the plan and do nothing]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
&& ret=0
;;
(cancel)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'::operation -- The operation; the only open one if none is named:_default' \
&& ret=0
;;
(resume)
_arguments "${_arguments_options[@]}" : \
'--take-over=[Take over a colleague'\''s operation in this environment]::ENVIRONMENT:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'::operation -- The operation; all open ones if none is named:_default' \
&& ret=0
;;
(history)
_arguments "${_arguments_options[@]}" : \
'-n+[At most so many]:LIMIT:_default' \
'--limit=[At most so many]:LIMIT:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'::environment -- Only in this environment:_default' \
&& ret=0
;;
(logs)
_arguments "${_arguments_options[@]}" : \
'--env=[The containers of a service in this environment]:ENVIRONMENT:_default' \
'--tail=[Only the last lines of containers]:N:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'-f[Go on as lines come]' \
'--follow[Go on as lines come]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'::what -- An operation, the newest one if none is named; with --env a service:_default' \
&& ret=0
;;
(lock)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
&& ret=0
;;
(unlock)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--force[Also the lock of someone else; what still runs under it is ended]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
&& ret=0
;;
(hold)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
&& ret=0
;;
(unhold)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
&& ret=0
;;
(freeze)
_arguments "${_arguments_options[@]}" : \
'--until=[The end\: 36h, 2026-12-27, 2026-12-27T08\:00 (local time) or 2026-12-27T08\:00\:00Z; without one until it is lifted]:TIME:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
&& ret=0
;;
(unfreeze)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
&& ret=0
;;
(approve)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':hash -- The plan'\''s hash, or at least eight leading digits of it:_default' \
&& ret=0
;;
(deny)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':hash -- The plan'\''s hash, or at least eight leading digits of it:_default' \
&& ret=0
;;
(restart)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
':service -- The service:_default' \
&& ret=0
;;
(exec)
_arguments "${_arguments_options[@]}" : \
'--place=[The place; the first one if none is named]:PLACE:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':environment -- The environment:_default' \
':service -- The service:_default' \
'*::command -- The command:_default' \
&& ret=0
;;
(credentials)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_slipway__subcmd__credentials_commands" \
"*::: :->credentials" \
&& ret=0

    case $state in
    (credentials)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-credentials-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--env=[In this environment of the project]:ENV:_default' \
'*--field=[A part that is not secret, such as a registry'\''s user; can be given again]:NAME=VALUE:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'(--env)--global[In every project on this laptop]' \
'--ask[Each operation that uses it asks first; \`--yes\` does not answer that]' \
'--stdin-json[Read all parts that are secret from standard input, as a JSON object by their names]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':kind -- What it is:(aws-key aws-profile registry ssh-key git-token slack-webhook slack-bot plain)' \
':name -- Its name\: of a plain one the secret'\''s, of a registry'\''s login the registry, HOST\[\:PORT\]:_default' \
'*::more -- What would be a secret, if somebody gave it here:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(test)
_arguments "${_arguments_options[@]}" : \
'--env=[In this environment of the project]:ENV:_default' \
'--kind=[Of this kind]:KIND:(aws-key aws-profile registry ssh-key git-token slack-webhook slack-bot plain)' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'(--env)--global[In every project on this laptop]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'::name -- Only this one:_default' \
&& ret=0
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
'--env=[In this environment of the project]:ENV:_default' \
'--kind=[Of this kind]:KIND:(aws-key aws-profile registry ssh-key git-token slack-webhook slack-bot plain)' \
'*--field=[A part that is not secret, such as a registry'\''s user; can be given again]:NAME=VALUE:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'(--env)--global[In every project on this laptop]' \
'(--no-ask)--ask[From now on each operation that uses it asks first]' \
'--no-ask[From now on no operation that uses it asks first]' \
'--stdin-json[Read all parts that are secret from standard input, as a JSON object by their names]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
'*::more -- What would be a secret, if somebody gave it here:_default' \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
'--env=[In this environment of the project]:ENV:_default' \
'--kind=[Of this kind]:KIND:(aws-key aws-profile registry ssh-key git-token slack-webhook slack-bot plain)' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'(--env)--global[In every project on this laptop]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(import)
_arguments "${_arguments_options[@]}" : \
'*--name=[Only what has this name, also where it looks like a setting; can be given again]:NAME:_default' \
'--env=[In this environment of the project]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'(--env)--global[In every project on this laptop]' \
'--dry-run[Look, and change nothing]' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'::source -- Only from there:(variables aws docker github ssh env ci keychain)' \
&& ret=0
;;
(sealed)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_slipway__subcmd__credentials__subcmd__sealed_commands" \
"*::: :->sealed" \
&& ret=0

    case $state in
    (sealed)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-credentials-sealed-command-$line[1]:"
        case $line[1] in
            (set)
_arguments "${_arguments_options[@]}" : \
'--env=[The environment]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The secret'\''s name:_default' \
'*::more -- What would be the value, if somebody gave it here:_default' \
&& ret=0
;;
(edit)
_arguments "${_arguments_options[@]}" : \
'--env=[The environment]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
'--env=[The environment]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The secret'\''s name:_default' \
'*::more -- What would be the value, if somebody gave it here:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--env=[The environment]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(recipients)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients_commands" \
"*::: :->recipients" \
&& ret=0

    case $state in
    (recipients)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-credentials-sealed-recipients-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--env=[The environment]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- What people call them:_default' \
':key -- Their public key\: age1…, or the line of an SSH key'\''s .pub file:_default' \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
'--env=[The environment]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- What people call them:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--env=[The environment]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-credentials-sealed-recipients-help-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
'--env=[The environment]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
'--env=[The environment]:ENV:_default' \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
'::revision -- The commit to compare the file with:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__credentials__subcmd__sealed__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-credentials-sealed-help-command-$line[1]:"
        case $line[1] in
            (set)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(edit)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(recipients)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__recipients_commands" \
"*::: :->recipients" \
&& ret=0

    case $state in
    (recipients)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-credentials-sealed-help-recipients-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__credentials__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-credentials-help-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(test)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(import)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(sealed)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__credentials__subcmd__help__subcmd__sealed_commands" \
"*::: :->sealed" \
&& ret=0

    case $state in
    (sealed)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-credentials-help-sealed-command-$line[1]:"
        case $line[1] in
            (set)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(edit)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(recipients)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__recipients_commands" \
"*::: :->recipients" \
&& ret=0

    case $state in
    (recipients)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-credentials-help-sealed-recipients-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--json[Print one JSON document on standard output]' \
'-y[Go on without asking whether the plan is carried out]' \
'--yes[Go on without asking whether the plan is carried out]' \
'-h[Print help]' \
'--help[Print help]' \
':shell -- The shell:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-help-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(schema)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(run)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(build)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(push)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(tags)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(plan)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(deploy)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(promote)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rollback)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(cancel)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(resume)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(history)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(logs)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(lock)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(unlock)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(hold)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(unhold)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(freeze)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(unfreeze)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(approve)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(deny)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(restart)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(exec)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(credentials)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__help__subcmd__credentials_commands" \
"*::: :->credentials" \
&& ret=0

    case $state in
    (credentials)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-help-credentials-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(test)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(import)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(sealed)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__help__subcmd__credentials__subcmd__sealed_commands" \
"*::: :->sealed" \
&& ret=0

    case $state in
    (sealed)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-help-credentials-sealed-command-$line[1]:"
        case $line[1] in
            (set)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(edit)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(recipients)
_arguments "${_arguments_options[@]}" : \
":: :_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__recipients_commands" \
"*::: :->recipients" \
&& ret=0

    case $state in
    (recipients)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:slipway-help-credentials-sealed-recipients-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(completions)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
}

(( $+functions[_slipway_commands] )) ||
_slipway_commands() {
    local commands; commands=(
'init:Look at a repository and propose a slipway.yml' \
'check:Check the configuration, the hosts, what AWS has to allow, or the channels of notifications' \
'schema:Print the JSON Schema of slipway.yml or of a document' \
'run:Run the pipeline for a commit and make a release' \
'build:Build images and leave them on this machine' \
'push:Build and push what changed, without the jobs, and make a release' \
'tags:Show the images of a service' \
'status:Show what runs where' \
'plan:Show what a deployment would do' \
'deploy:Deploy a release to an environment' \
'promote:Bring what runs in one environment to another' \
'rollback:Go back to the deployment before' \
'cancel:Stop an operation' \
'resume:Carry on what was interrupted' \
'history:Show what was done' \
'logs:Show what steps or running containers log' \
'lock:Lock an environment by hand' \
'unlock:Give a lock back' \
'hold:Put an environment on hold' \
'unhold:Lift a hold' \
'freeze:Let nothing go out to an environment for a time' \
'unfreeze:Lift a freeze' \
'approve:Approve a plan' \
'deny:Deny a plan' \
'restart:Start a service'\''s containers anew' \
'exec:Run a command in a service'\''s container' \
'credentials:Keep secrets and logins in the system'\''s keychain' \
'completions:Print a completion script for a shell' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'slipway commands' commands "$@"
}
(( $+functions[_slipway__subcmd__approve_commands] )) ||
_slipway__subcmd__approve_commands() {
    local commands; commands=()
    _describe -t commands 'slipway approve commands' commands "$@"
}
(( $+functions[_slipway__subcmd__build_commands] )) ||
_slipway__subcmd__build_commands() {
    local commands; commands=()
    _describe -t commands 'slipway build commands' commands "$@"
}
(( $+functions[_slipway__subcmd__cancel_commands] )) ||
_slipway__subcmd__cancel_commands() {
    local commands; commands=()
    _describe -t commands 'slipway cancel commands' commands "$@"
}
(( $+functions[_slipway__subcmd__check_commands] )) ||
_slipway__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'slipway check commands' commands "$@"
}
(( $+functions[_slipway__subcmd__completions_commands] )) ||
_slipway__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'slipway completions commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials_commands] )) ||
_slipway__subcmd__credentials_commands() {
    local commands; commands=(
'add:Put a credential into the keychain' \
'list:Show what is there, and what uses it' \
'test:Try credentials where they are for' \
'rotate:Replace the value of a credential' \
'remove:Take a credential out of the keychain' \
'import:Put what is elsewhere on this laptop into the keychain' \
'sealed:Keep a team\\'\''s secrets in an encrypted file in the repository' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'slipway credentials commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__add_commands] )) ||
_slipway__subcmd__credentials__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials add commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help_commands] )) ||
_slipway__subcmd__credentials__subcmd__help_commands() {
    local commands; commands=(
'add:Put a credential into the keychain' \
'list:Show what is there, and what uses it' \
'test:Try credentials where they are for' \
'rotate:Replace the value of a credential' \
'remove:Take a credential out of the keychain' \
'import:Put what is elsewhere on this laptop into the keychain' \
'sealed:Keep a team\\'\''s secrets in an encrypted file in the repository' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'slipway credentials help commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__add_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help add commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__help_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help help commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__import_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__import_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help import commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__list_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__remove_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__rotate_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help rotate commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed_commands() {
    local commands; commands=(
'set:Put a secret into the file, or give it another value' \
'edit:Change the secrets in your editor' \
'remove:Take a secret out of the file' \
'list:Show what is in the file, by name, and who can open it' \
'recipients:Say for whom the file is sealed' \
'rotate:Encrypt the file anew for the same people' \
'diff:Show what differs from a commit, by name' \
    )
    _describe -t commands 'slipway credentials help sealed commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__diff_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help sealed diff commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__edit_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__edit_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help sealed edit commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__list_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help sealed list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__recipients_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__recipients_commands() {
    local commands; commands=(
'add:Seal the file for somebody more; the first one makes it' \
'remove:Seal the file for somebody no more' \
'list:Show who can open the file' \
    )
    _describe -t commands 'slipway credentials help sealed recipients commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__recipients__subcmd__add_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__recipients__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help sealed recipients add commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__recipients__subcmd__list_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__recipients__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help sealed recipients list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__recipients__subcmd__remove_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__recipients__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help sealed recipients remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__remove_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help sealed remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__rotate_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help sealed rotate commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__set_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__sealed__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help sealed set commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__help__subcmd__test_commands] )) ||
_slipway__subcmd__credentials__subcmd__help__subcmd__test_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials help test commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__import_commands] )) ||
_slipway__subcmd__credentials__subcmd__import_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials import commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__list_commands] )) ||
_slipway__subcmd__credentials__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__remove_commands] )) ||
_slipway__subcmd__credentials__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__rotate_commands] )) ||
_slipway__subcmd__credentials__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials rotate commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed_commands() {
    local commands; commands=(
'set:Put a secret into the file, or give it another value' \
'edit:Change the secrets in your editor' \
'remove:Take a secret out of the file' \
'list:Show what is in the file, by name, and who can open it' \
'recipients:Say for whom the file is sealed' \
'rotate:Encrypt the file anew for the same people' \
'diff:Show what differs from a commit, by name' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'slipway credentials sealed commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__diff_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed diff commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__edit_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__edit_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed edit commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help_commands() {
    local commands; commands=(
'set:Put a secret into the file, or give it another value' \
'edit:Change the secrets in your editor' \
'remove:Take a secret out of the file' \
'list:Show what is in the file, by name, and who can open it' \
'recipients:Say for whom the file is sealed' \
'rotate:Encrypt the file anew for the same people' \
'diff:Show what differs from a commit, by name' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'slipway credentials sealed help commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__diff_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help diff commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__edit_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__edit_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help edit commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__help_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help help commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__list_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__recipients_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__recipients_commands() {
    local commands; commands=(
'add:Seal the file for somebody more; the first one makes it' \
'remove:Seal the file for somebody no more' \
'list:Show who can open the file' \
    )
    _describe -t commands 'slipway credentials sealed help recipients commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__recipients__subcmd__add_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__recipients__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help recipients add commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__recipients__subcmd__list_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__recipients__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help recipients list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__recipients__subcmd__remove_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__recipients__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help recipients remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__remove_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__rotate_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help rotate commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__set_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__help__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed help set commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__list_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients_commands() {
    local commands; commands=(
'add:Seal the file for somebody more; the first one makes it' \
'remove:Seal the file for somebody no more' \
'list:Show who can open the file' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'slipway credentials sealed recipients commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__add_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed recipients add commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help_commands() {
    local commands; commands=(
'add:Seal the file for somebody more; the first one makes it' \
'remove:Seal the file for somebody no more' \
'list:Show who can open the file' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'slipway credentials sealed recipients help commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help__subcmd__add_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed recipients help add commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help__subcmd__help_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed recipients help help commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help__subcmd__list_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed recipients help list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help__subcmd__remove_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__help__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed recipients help remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__list_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed recipients list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__remove_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed recipients remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__remove_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__rotate_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed rotate commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__sealed__subcmd__set_commands] )) ||
_slipway__subcmd__credentials__subcmd__sealed__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials sealed set commands' commands "$@"
}
(( $+functions[_slipway__subcmd__credentials__subcmd__test_commands] )) ||
_slipway__subcmd__credentials__subcmd__test_commands() {
    local commands; commands=()
    _describe -t commands 'slipway credentials test commands' commands "$@"
}
(( $+functions[_slipway__subcmd__deny_commands] )) ||
_slipway__subcmd__deny_commands() {
    local commands; commands=()
    _describe -t commands 'slipway deny commands' commands "$@"
}
(( $+functions[_slipway__subcmd__deploy_commands] )) ||
_slipway__subcmd__deploy_commands() {
    local commands; commands=()
    _describe -t commands 'slipway deploy commands' commands "$@"
}
(( $+functions[_slipway__subcmd__exec_commands] )) ||
_slipway__subcmd__exec_commands() {
    local commands; commands=()
    _describe -t commands 'slipway exec commands' commands "$@"
}
(( $+functions[_slipway__subcmd__freeze_commands] )) ||
_slipway__subcmd__freeze_commands() {
    local commands; commands=()
    _describe -t commands 'slipway freeze commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help_commands] )) ||
_slipway__subcmd__help_commands() {
    local commands; commands=(
'init:Look at a repository and propose a slipway.yml' \
'check:Check the configuration, the hosts, what AWS has to allow, or the channels of notifications' \
'schema:Print the JSON Schema of slipway.yml or of a document' \
'run:Run the pipeline for a commit and make a release' \
'build:Build images and leave them on this machine' \
'push:Build and push what changed, without the jobs, and make a release' \
'tags:Show the images of a service' \
'status:Show what runs where' \
'plan:Show what a deployment would do' \
'deploy:Deploy a release to an environment' \
'promote:Bring what runs in one environment to another' \
'rollback:Go back to the deployment before' \
'cancel:Stop an operation' \
'resume:Carry on what was interrupted' \
'history:Show what was done' \
'logs:Show what steps or running containers log' \
'lock:Lock an environment by hand' \
'unlock:Give a lock back' \
'hold:Put an environment on hold' \
'unhold:Lift a hold' \
'freeze:Let nothing go out to an environment for a time' \
'unfreeze:Lift a freeze' \
'approve:Approve a plan' \
'deny:Deny a plan' \
'restart:Start a service'\''s containers anew' \
'exec:Run a command in a service'\''s container' \
'credentials:Keep secrets and logins in the system'\''s keychain' \
'completions:Print a completion script for a shell' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'slipway help commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__approve_commands] )) ||
_slipway__subcmd__help__subcmd__approve_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help approve commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__build_commands] )) ||
_slipway__subcmd__help__subcmd__build_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help build commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__cancel_commands] )) ||
_slipway__subcmd__help__subcmd__cancel_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help cancel commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__check_commands] )) ||
_slipway__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help check commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__completions_commands] )) ||
_slipway__subcmd__help__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help completions commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials_commands] )) ||
_slipway__subcmd__help__subcmd__credentials_commands() {
    local commands; commands=(
'add:Put a credential into the keychain' \
'list:Show what is there, and what uses it' \
'test:Try credentials where they are for' \
'rotate:Replace the value of a credential' \
'remove:Take a credential out of the keychain' \
'import:Put what is elsewhere on this laptop into the keychain' \
'sealed:Keep a team\\'\''s secrets in an encrypted file in the repository' \
    )
    _describe -t commands 'slipway help credentials commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__add_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials add commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__import_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__import_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials import commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__list_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__remove_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__rotate_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials rotate commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed_commands() {
    local commands; commands=(
'set:Put a secret into the file, or give it another value' \
'edit:Change the secrets in your editor' \
'remove:Take a secret out of the file' \
'list:Show what is in the file, by name, and who can open it' \
'recipients:Say for whom the file is sealed' \
'rotate:Encrypt the file anew for the same people' \
'diff:Show what differs from a commit, by name' \
    )
    _describe -t commands 'slipway help credentials sealed commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__diff_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials sealed diff commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__edit_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__edit_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials sealed edit commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__list_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials sealed list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__recipients_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__recipients_commands() {
    local commands; commands=(
'add:Seal the file for somebody more; the first one makes it' \
'remove:Seal the file for somebody no more' \
'list:Show who can open the file' \
    )
    _describe -t commands 'slipway help credentials sealed recipients commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__add_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials sealed recipients add commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__list_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials sealed recipients list commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__remove_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__recipients__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials sealed recipients remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__remove_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials sealed remove commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__rotate_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials sealed rotate commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__set_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__sealed__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials sealed set commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__credentials__subcmd__test_commands] )) ||
_slipway__subcmd__help__subcmd__credentials__subcmd__test_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help credentials test commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__deny_commands] )) ||
_slipway__subcmd__help__subcmd__deny_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help deny commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__deploy_commands] )) ||
_slipway__subcmd__help__subcmd__deploy_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help deploy commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__exec_commands] )) ||
_slipway__subcmd__help__subcmd__exec_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help exec commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__freeze_commands] )) ||
_slipway__subcmd__help__subcmd__freeze_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help freeze commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__help_commands] )) ||
_slipway__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help help commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__history_commands] )) ||
_slipway__subcmd__help__subcmd__history_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help history commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__hold_commands] )) ||
_slipway__subcmd__help__subcmd__hold_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help hold commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__init_commands] )) ||
_slipway__subcmd__help__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help init commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__lock_commands] )) ||
_slipway__subcmd__help__subcmd__lock_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help lock commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__logs_commands] )) ||
_slipway__subcmd__help__subcmd__logs_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help logs commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__plan_commands] )) ||
_slipway__subcmd__help__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help plan commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__promote_commands] )) ||
_slipway__subcmd__help__subcmd__promote_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help promote commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__push_commands] )) ||
_slipway__subcmd__help__subcmd__push_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help push commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__restart_commands] )) ||
_slipway__subcmd__help__subcmd__restart_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help restart commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__resume_commands] )) ||
_slipway__subcmd__help__subcmd__resume_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help resume commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__rollback_commands] )) ||
_slipway__subcmd__help__subcmd__rollback_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help rollback commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__run_commands] )) ||
_slipway__subcmd__help__subcmd__run_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help run commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__schema_commands] )) ||
_slipway__subcmd__help__subcmd__schema_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help schema commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__status_commands] )) ||
_slipway__subcmd__help__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help status commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__tags_commands] )) ||
_slipway__subcmd__help__subcmd__tags_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help tags commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__unfreeze_commands] )) ||
_slipway__subcmd__help__subcmd__unfreeze_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help unfreeze commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__unhold_commands] )) ||
_slipway__subcmd__help__subcmd__unhold_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help unhold commands' commands "$@"
}
(( $+functions[_slipway__subcmd__help__subcmd__unlock_commands] )) ||
_slipway__subcmd__help__subcmd__unlock_commands() {
    local commands; commands=()
    _describe -t commands 'slipway help unlock commands' commands "$@"
}
(( $+functions[_slipway__subcmd__history_commands] )) ||
_slipway__subcmd__history_commands() {
    local commands; commands=()
    _describe -t commands 'slipway history commands' commands "$@"
}
(( $+functions[_slipway__subcmd__hold_commands] )) ||
_slipway__subcmd__hold_commands() {
    local commands; commands=()
    _describe -t commands 'slipway hold commands' commands "$@"
}
(( $+functions[_slipway__subcmd__init_commands] )) ||
_slipway__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'slipway init commands' commands "$@"
}
(( $+functions[_slipway__subcmd__lock_commands] )) ||
_slipway__subcmd__lock_commands() {
    local commands; commands=()
    _describe -t commands 'slipway lock commands' commands "$@"
}
(( $+functions[_slipway__subcmd__logs_commands] )) ||
_slipway__subcmd__logs_commands() {
    local commands; commands=()
    _describe -t commands 'slipway logs commands' commands "$@"
}
(( $+functions[_slipway__subcmd__plan_commands] )) ||
_slipway__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'slipway plan commands' commands "$@"
}
(( $+functions[_slipway__subcmd__promote_commands] )) ||
_slipway__subcmd__promote_commands() {
    local commands; commands=()
    _describe -t commands 'slipway promote commands' commands "$@"
}
(( $+functions[_slipway__subcmd__push_commands] )) ||
_slipway__subcmd__push_commands() {
    local commands; commands=()
    _describe -t commands 'slipway push commands' commands "$@"
}
(( $+functions[_slipway__subcmd__restart_commands] )) ||
_slipway__subcmd__restart_commands() {
    local commands; commands=()
    _describe -t commands 'slipway restart commands' commands "$@"
}
(( $+functions[_slipway__subcmd__resume_commands] )) ||
_slipway__subcmd__resume_commands() {
    local commands; commands=()
    _describe -t commands 'slipway resume commands' commands "$@"
}
(( $+functions[_slipway__subcmd__rollback_commands] )) ||
_slipway__subcmd__rollback_commands() {
    local commands; commands=()
    _describe -t commands 'slipway rollback commands' commands "$@"
}
(( $+functions[_slipway__subcmd__run_commands] )) ||
_slipway__subcmd__run_commands() {
    local commands; commands=()
    _describe -t commands 'slipway run commands' commands "$@"
}
(( $+functions[_slipway__subcmd__schema_commands] )) ||
_slipway__subcmd__schema_commands() {
    local commands; commands=()
    _describe -t commands 'slipway schema commands' commands "$@"
}
(( $+functions[_slipway__subcmd__status_commands] )) ||
_slipway__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'slipway status commands' commands "$@"
}
(( $+functions[_slipway__subcmd__tags_commands] )) ||
_slipway__subcmd__tags_commands() {
    local commands; commands=()
    _describe -t commands 'slipway tags commands' commands "$@"
}
(( $+functions[_slipway__subcmd__unfreeze_commands] )) ||
_slipway__subcmd__unfreeze_commands() {
    local commands; commands=()
    _describe -t commands 'slipway unfreeze commands' commands "$@"
}
(( $+functions[_slipway__subcmd__unhold_commands] )) ||
_slipway__subcmd__unhold_commands() {
    local commands; commands=()
    _describe -t commands 'slipway unhold commands' commands "$@"
}
(( $+functions[_slipway__subcmd__unlock_commands] )) ||
_slipway__subcmd__unlock_commands() {
    local commands; commands=()
    _describe -t commands 'slipway unlock commands' commands "$@"
}

if [ "$funcstack[1]" = "_slipway" ]; then
    _slipway "$@"
else
    compdef _slipway slipway
fi
