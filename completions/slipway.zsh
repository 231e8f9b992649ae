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
'-C+[Work on the project around this folder]:DIR:_files' \
'--project=[Work on the project around this folder]:DIR:_files' \
'--data-dir=[Keep data in this folder instead of the platform'\''s]:DIR:_files' \
'--reason=[Say why; it is kept in the history]:TEXT:_default' \
'--hosts[Test Docker, Compose, rights, architecture, disk, clock and registry reach on each host]' \
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
'::name -- Of what:(slipway.yml check check-hosts done error history init log operation plan status tags)' \
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
'--force[Also the lock of someone else]' \
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
'check:Check the configuration, or the hosts' \
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
'check:Check the configuration, or the hosts' \
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
