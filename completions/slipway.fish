# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_slipway_global_optspecs
    string join \n C/project= json data-dir= y/yes reason= h/help V/version
end

function __fish_slipway_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_slipway_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_slipway_using_subcommand
    set -l cmd (__fish_slipway_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c slipway -n "__fish_slipway_needs_command" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_needs_command" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_needs_command" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_needs_command" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_needs_command" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_needs_command" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_needs_command" -s V -l version -d 'Print version'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "init" -d 'Look at a repository and propose a slipway.yml'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "check" -d 'Check the configuration, the hosts, what AWS has to allow, or the channels of notifications'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "schema" -d 'Print the JSON Schema of slipway.yml or of a document'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "run" -d 'Run the pipeline for a commit and make a release'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "build" -d 'Build images and leave them on this machine'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "push" -d 'Build and push what changed, without the jobs, and make a release'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "tags" -d 'Show the images of a service'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "status" -d 'Show what runs where'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "plan" -d 'Show what a deployment would do'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "deploy" -d 'Deploy a release to an environment'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "promote" -d 'Bring what runs in one environment to another'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "rollback" -d 'Go back to the deployment before'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "cancel" -d 'Stop an operation'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "resume" -d 'Carry on what was interrupted'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "history" -d 'Show what was done'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "logs" -d 'Show what steps or running containers log'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "lock" -d 'Lock an environment by hand'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "unlock" -d 'Give a lock back'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "hold" -d 'Put an environment on hold'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "unhold" -d 'Lift a hold'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "freeze" -d 'Let nothing go out to an environment for a time'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "unfreeze" -d 'Lift a freeze'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "approve" -d 'Approve a plan'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "deny" -d 'Deny a plan'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "restart" -d 'Start a service\'s containers anew'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "exec" -d 'Run a command in a service\'s container'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "credentials" -d 'Keep secrets and logins in the system\'s keychain'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c slipway -n "__fish_slipway_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c slipway -n "__fish_slipway_using_subcommand init" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand init" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand init" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand init" -l write -d 'Write slipway.yml instead of printing it'
complete -c slipway -n "__fish_slipway_using_subcommand init" -l force -d 'Replace a slipway.yml that is there'
complete -c slipway -n "__fish_slipway_using_subcommand init" -l offline -d 'Read files only; ask no host and no registry'
complete -c slipway -n "__fish_slipway_using_subcommand init" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand init" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand init" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand check" -l env -d 'The policy of whoever only deploys to this environment' -r
complete -c slipway -n "__fish_slipway_using_subcommand check" -l compare -d 'Say what the policy in this file lacks' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand check" -l notify -d 'Send a message that says it is a test to this channel of `notifications`; can be given again' -r
complete -c slipway -n "__fish_slipway_using_subcommand check" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand check" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand check" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand check" -l hosts -d 'Test Docker, Compose, rights, architecture, disk, clock and registry reach on each host'
complete -c slipway -n "__fish_slipway_using_subcommand check" -l policy -d 'Print the policy of AWS that allows what this project needs, and nothing else'
complete -c slipway -n "__fish_slipway_using_subcommand check" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand check" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand check" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand schema" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand schema" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand schema" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand schema" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand schema" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand schema" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand run" -l branch -d 'The newest commit of this branch' -r
complete -c slipway -n "__fish_slipway_using_subcommand run" -l commit -d 'This commit or tag' -r
complete -c slipway -n "__fish_slipway_using_subcommand run" -l job -d 'Only this job and those that it needs; makes no release' -r
complete -c slipway -n "__fish_slipway_using_subcommand run" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand run" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand run" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand run" -l dirty -d 'The working tree with its changes; protected environments refuse what comes of it'
complete -c slipway -n "__fish_slipway_using_subcommand run" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand run" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand run" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand build" -l commit -d 'This commit, branch or tag' -r
complete -c slipway -n "__fish_slipway_using_subcommand build" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand build" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand build" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand build" -l dirty -d 'The working tree with its changes'
complete -c slipway -n "__fish_slipway_using_subcommand build" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand build" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand build" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand push" -l commit -d 'This commit, branch or tag' -r
complete -c slipway -n "__fish_slipway_using_subcommand push" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand push" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand push" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand push" -l dirty -d 'The working tree with its changes'
complete -c slipway -n "__fish_slipway_using_subcommand push" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand push" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand push" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand tags" -l sort -d 'What comes first' -r -f -a "semver\t'The highest version'
build\t'The highest build number'
time\t'The newest commit'"
complete -c slipway -n "__fish_slipway_using_subcommand tags" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand tags" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand tags" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand tags" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand tags" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand tags" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c slipway -n "__fish_slipway_using_subcommand status" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand status" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand status" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand status" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand status" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand status" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand plan" -l release -d 'The release, by its number or a version that only it has' -r
complete -c slipway -n "__fish_slipway_using_subcommand plan" -l service -d 'Only this service; can be given again' -r
complete -c slipway -n "__fish_slipway_using_subcommand plan" -l plan -d 'Only if this is the plan' -r
complete -c slipway -n "__fish_slipway_using_subcommand plan" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand plan" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand plan" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand plan" -l hotfix -d 'It was not verified in the environment before and goes out all the same; needs --reason'
complete -c slipway -n "__fish_slipway_using_subcommand plan" -l dry-run -d 'Show the plan and do nothing'
complete -c slipway -n "__fish_slipway_using_subcommand plan" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand plan" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand plan" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -l release -d 'The release, by its number or a version that only it has' -r
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -l service -d 'Only this service; can be given again' -r
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -l plan -d 'Only if this is the plan' -r
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -l hotfix -d 'It was not verified in the environment before and goes out all the same; needs --reason'
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -l dry-run -d 'Show the plan and do nothing'
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand deploy" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand promote" -l release -d 'The release, by its number or a version that only it has' -r
complete -c slipway -n "__fish_slipway_using_subcommand promote" -l service -d 'Only this service; can be given again' -r
complete -c slipway -n "__fish_slipway_using_subcommand promote" -l plan -d 'Only if this is the plan' -r
complete -c slipway -n "__fish_slipway_using_subcommand promote" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand promote" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand promote" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand promote" -l hotfix -d 'It was not verified in the environment before and goes out all the same; needs --reason'
complete -c slipway -n "__fish_slipway_using_subcommand promote" -l dry-run -d 'Show the plan and do nothing'
complete -c slipway -n "__fish_slipway_using_subcommand promote" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand promote" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand promote" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -l to -l release -d 'Another deployment than the one before, by its release' -r
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -l service -d 'Only this service; can be given again' -r
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -l plan -d 'Only if this is the plan' -r
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -l dry-run -d 'Show the plan and do nothing'
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand rollback" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand cancel" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand cancel" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand cancel" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand cancel" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand cancel" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand cancel" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand resume" -l take-over -d 'Take over a colleague\'s operation in this environment' -r
complete -c slipway -n "__fish_slipway_using_subcommand resume" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand resume" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand resume" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand resume" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand resume" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand resume" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand history" -s n -l limit -d 'At most so many' -r
complete -c slipway -n "__fish_slipway_using_subcommand history" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand history" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand history" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand history" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand history" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand history" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand logs" -l env -d 'The containers of a service in this environment' -r
complete -c slipway -n "__fish_slipway_using_subcommand logs" -l tail -d 'Only the last lines of containers' -r
complete -c slipway -n "__fish_slipway_using_subcommand logs" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand logs" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand logs" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand logs" -s f -l follow -d 'Go on as lines come'
complete -c slipway -n "__fish_slipway_using_subcommand logs" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand logs" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand logs" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand lock" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand lock" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand lock" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand lock" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand lock" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand lock" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand unlock" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand unlock" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand unlock" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand unlock" -l force -d 'Also the lock of someone else; what still runs under it is ended'
complete -c slipway -n "__fish_slipway_using_subcommand unlock" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand unlock" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand unlock" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand hold" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand hold" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand hold" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand hold" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand hold" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand hold" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand unhold" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand unhold" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand unhold" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand unhold" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand unhold" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand unhold" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand freeze" -l until -d 'The end: 36h, 2026-12-27, 2026-12-27T08:00 (local time) or 2026-12-27T08:00:00Z; without one until it is lifted' -r
complete -c slipway -n "__fish_slipway_using_subcommand freeze" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand freeze" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand freeze" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand freeze" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand freeze" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand freeze" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand unfreeze" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand unfreeze" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand unfreeze" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand unfreeze" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand unfreeze" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand unfreeze" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand approve" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand approve" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand approve" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand approve" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand approve" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand approve" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand deny" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand deny" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand deny" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand deny" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand deny" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand deny" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand restart" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand restart" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand restart" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand restart" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand restart" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand restart" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand exec" -l place -d 'The place; the first one if none is named' -r
complete -c slipway -n "__fish_slipway_using_subcommand exec" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand exec" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand exec" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand exec" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand exec" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand exec" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -f -a "add" -d 'Put a credential into the keychain'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -f -a "list" -d 'Show what is there, and what uses it'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -f -a "test" -d 'Try credentials where they are for'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -f -a "rotate" -d 'Replace the value of a credential'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -f -a "remove" -d 'Take a credential out of the keychain'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -f -a "import" -d 'Put what is elsewhere on this laptop into the keychain'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -f -a "sealed" -d 'Keep a team\\\'s secrets in an encrypted file in the repository'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and not __fish_seen_subcommand_from add list test rotate remove import sealed help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -l env -d 'In this environment of the project' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -l field -d 'A part that is not secret, such as a registry\'s user; can be given again' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -l global -d 'In every project on this laptop'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -l ask -d 'Each operation that uses it asks first; `--yes` does not answer that'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -l stdin-json -d 'Read all parts that are secret from standard input, as a JSON object by their names'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from list" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from list" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from list" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from list" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from test" -l env -d 'In this environment of the project' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from test" -l kind -d 'Of this kind' -r -f -a "aws-key\t''
aws-profile\t''
registry\t''
ssh-key\t''
git-token\t''
slack-webhook\t''
slack-bot\t''
plain\t''"
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from test" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from test" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from test" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from test" -l global -d 'In every project on this laptop'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from test" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from test" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l env -d 'In this environment of the project' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l kind -d 'Of this kind' -r -f -a "aws-key\t''
aws-profile\t''
registry\t''
ssh-key\t''
git-token\t''
slack-webhook\t''
slack-bot\t''
plain\t''"
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l field -d 'A part that is not secret, such as a registry\'s user; can be given again' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l global -d 'In every project on this laptop'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l ask -d 'From now on each operation that uses it asks first'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l no-ask -d 'From now on no operation that uses it asks first'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l stdin-json -d 'Read all parts that are secret from standard input, as a JSON object by their names'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from remove" -l env -d 'In this environment of the project' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from remove" -l kind -d 'Of this kind' -r -f -a "aws-key\t''
aws-profile\t''
registry\t''
ssh-key\t''
git-token\t''
slack-webhook\t''
slack-bot\t''
plain\t''"
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from remove" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from remove" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from remove" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from remove" -l global -d 'In every project on this laptop'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from remove" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -l name -d 'Only what has this name, also where it looks like a setting; can be given again' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -l env -d 'In this environment of the project' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -l global -d 'In every project on this laptop'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -l dry-run -d 'Look, and change nothing'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -f -a "set" -d 'Put a secret into the file, or give it another value'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -f -a "edit" -d 'Change the secrets in your editor'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -f -a "remove" -d 'Take a secret out of the file'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -f -a "list" -d 'Show what is in the file, by name, and who can open it'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -f -a "recipients" -d 'Say for whom the file is sealed'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -f -a "rotate" -d 'Encrypt the file anew for the same people'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -f -a "diff" -d 'Show what differs from a commit, by name'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from sealed" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from help" -f -a "add" -d 'Put a credential into the keychain'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from help" -f -a "list" -d 'Show what is there, and what uses it'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from help" -f -a "test" -d 'Try credentials where they are for'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from help" -f -a "rotate" -d 'Replace the value of a credential'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Take a credential out of the keychain'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from help" -f -a "import" -d 'Put what is elsewhere on this laptop into the keychain'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from help" -f -a "sealed" -d 'Keep a team\\\'s secrets in an encrypted file in the repository'
complete -c slipway -n "__fish_slipway_using_subcommand credentials; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c slipway -n "__fish_slipway_using_subcommand completions" -s C -l project -d 'Work on the project around this folder' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand completions" -l data-dir -d 'Keep data in this folder instead of the platform\'s' -r -F
complete -c slipway -n "__fish_slipway_using_subcommand completions" -l reason -d 'Say why; it is kept in the history' -r
complete -c slipway -n "__fish_slipway_using_subcommand completions" -l json -d 'Print one JSON document on standard output'
complete -c slipway -n "__fish_slipway_using_subcommand completions" -s y -l yes -d 'Go on without asking whether the plan is carried out'
complete -c slipway -n "__fish_slipway_using_subcommand completions" -s h -l help -d 'Print help'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "init" -d 'Look at a repository and propose a slipway.yml'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "check" -d 'Check the configuration, the hosts, what AWS has to allow, or the channels of notifications'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "schema" -d 'Print the JSON Schema of slipway.yml or of a document'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "run" -d 'Run the pipeline for a commit and make a release'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "build" -d 'Build images and leave them on this machine'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "push" -d 'Build and push what changed, without the jobs, and make a release'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "tags" -d 'Show the images of a service'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "status" -d 'Show what runs where'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "plan" -d 'Show what a deployment would do'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "deploy" -d 'Deploy a release to an environment'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "promote" -d 'Bring what runs in one environment to another'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "rollback" -d 'Go back to the deployment before'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "cancel" -d 'Stop an operation'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "resume" -d 'Carry on what was interrupted'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "history" -d 'Show what was done'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "logs" -d 'Show what steps or running containers log'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "lock" -d 'Lock an environment by hand'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "unlock" -d 'Give a lock back'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "hold" -d 'Put an environment on hold'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "unhold" -d 'Lift a hold'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "freeze" -d 'Let nothing go out to an environment for a time'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "unfreeze" -d 'Lift a freeze'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "approve" -d 'Approve a plan'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "deny" -d 'Deny a plan'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "restart" -d 'Start a service\'s containers anew'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "exec" -d 'Run a command in a service\'s container'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "credentials" -d 'Keep secrets and logins in the system\'s keychain'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "completions" -d 'Print a completion script for a shell'
complete -c slipway -n "__fish_slipway_using_subcommand help; and not __fish_seen_subcommand_from init check schema run build push tags status plan deploy promote rollback cancel resume history logs lock unlock hold unhold freeze unfreeze approve deny restart exec credentials completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c slipway -n "__fish_slipway_using_subcommand help; and __fish_seen_subcommand_from credentials" -f -a "add" -d 'Put a credential into the keychain'
complete -c slipway -n "__fish_slipway_using_subcommand help; and __fish_seen_subcommand_from credentials" -f -a "list" -d 'Show what is there, and what uses it'
complete -c slipway -n "__fish_slipway_using_subcommand help; and __fish_seen_subcommand_from credentials" -f -a "test" -d 'Try credentials where they are for'
complete -c slipway -n "__fish_slipway_using_subcommand help; and __fish_seen_subcommand_from credentials" -f -a "rotate" -d 'Replace the value of a credential'
complete -c slipway -n "__fish_slipway_using_subcommand help; and __fish_seen_subcommand_from credentials" -f -a "remove" -d 'Take a credential out of the keychain'
complete -c slipway -n "__fish_slipway_using_subcommand help; and __fish_seen_subcommand_from credentials" -f -a "import" -d 'Put what is elsewhere on this laptop into the keychain'
complete -c slipway -n "__fish_slipway_using_subcommand help; and __fish_seen_subcommand_from credentials" -f -a "sealed" -d 'Keep a team\\\'s secrets in an encrypted file in the repository'
