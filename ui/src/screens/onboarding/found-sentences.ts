// What the engine notices in a repository beside the lines of a proposal, so that the window can say it in its own
// words. A test holds these beside the engine's own.

/** What is said. What begins with a part comes last: it could be taken for more than it is. */
export const FOUND = {
  noIgnore: "There is no {path}: everything in `{folder}` is sent to the builder.",
  large:
    "`{prefix}{name}` has {size} MB and is sent to the builder with every change. If the image does not need it, name it in {path}.",
  aside: "By its name this Dockerfile is for development or tests; no service was proposed for it.",
  script:
    "By its name this script deploys, but it names no host. `target: { script: { hosts: [USER@HOST], file: {path} } }` runs it on hosts.",
  included: "Files are included here; they were not read.",
  job: "Job `{name}` was left out: {why}.",
  message: "This message was left out, and the usual one is proposed: {fault}.",
  invalid: "The {part} that were found do not make a valid file and were left out: {finding}",
  elsewhere: "This deploys to {where}, which Slipway cannot do yet; no environment was proposed for it.",
  combined:
    "Several compose files are combined here; a target has one. `docker compose config` writes them as one.",
  neighbours:
    "`mine` runs the services of this repository only. The compose file has others beside them: {names}.",
  mounted:
    "The folder {path} is mounted here. If its files come from the repository, name them under `files`.",
  volumes: "These volumes depend on the folder the command runs in and were left out: {names}.",
  variables: "The container takes variables from {file}. Name them under `env`, secrets as { secret: NAME }.",
  plainSecret:
    "The value of {name} stands in plain text here. It was not copied; `slipway` takes it from {variable}.",
  slack:
    "Slack is told from here. `slipway credentials add {kind} {credential}` keeps what opens the way to it; `slipway check --notify {channel}` tries it.",
  maybeSecret: "If {name} is a secret: {mount}",
  secret: "{name} looks like a secret, and {mount}",
  tags: "{repository} holds {number} tags; the newest version is {newest}.",
} as const;

/** What to do with a secret among the arguments of a build. */
export const MOUNT =
  "build arguments stay in the image's history. Mount it instead: `RUN --mount=type=secret,id={name}` in the Dockerfile, and `secrets: [{name}]` under `build`.";

/** What was left out. */
export const PART = { jobs: "jobs", environments: "environments" } as const;

/** Why a job was left out. */
export const JOB_WHY = {
  sidecars: "it needs containers beside it ({names}), which are not run yet",
  secret: "a secret stands in its commands in plain text",
  noImage: "nothing says which image it runs in",
  image: "its image `{name}` is only known to the CI system",
  orb: "it uses the orb step `{name}`",
  action: "it uses the action {name}",
  matrix: "it runs as a matrix",
  expressions: "its commands use expressions of GitHub",
} as const;

/** Why a message was left out. */
export const FAULT = {
  unclosed: "`{begin}` is never closed",
  unknown: "`{variable}` stands for nothing",
  command: "no command is run for a notice, and only `$(date +FORMAT)` is understood",
  json: "it is no JSON: {details}",
  slack: "Slack would not take it: {details}",
} as const;

/** What a file of a repository is called, where that is no name. */
export const KIND = { compose: "Compose file", script: "Script", file: "File" } as const;
