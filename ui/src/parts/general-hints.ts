// What the engine says to do about a code where it knows nothing better. The window says that in its own words; a test
// holds these beside the engine's.
import type { Code } from "../wire/types.ts";

export const GENERAL = {
  configuration_invalid: "`slipway check` reads slipway.yml and says where it is wrong",
  configuration_missing: "`slipway init` looks at the repository and proposes one",
  slipway_too_old: "install a newer Slipway, or change `requires` in slipway.yml",
  not_a_repository: "run Slipway inside the repository, or name it with -C",
  commit_not_found: "`git fetch` may bring it",
  release_not_found: "`slipway history` lists the releases",
  environment_not_found: "`slipway status` lists the environments",
  service_not_found: "`slipway status` lists the services",
  operation_not_found: "`slipway history` lists the operations",
  plan_newer: "install the newest Slipway; then `slipway resume` goes on",
  plan_out_of_date: "look at the new plan with `slipway plan`, then deploy that",
  source_failed: "`git status` and `git fsck` in the repository may say more",
  person_unknown:
    "set them once: `git config --global user.name NAME` and `git config --global user.email ADDRESS`",
  dirty_refused: "commit the change and run again",
  unpushed_refused: "push the commit first, so that others can see what runs",
  lock_held: "wait until it has ended, or take over with `slipway resume --take-over` if its owner is gone",
  taken_over: "`slipway status` shows what the new owner did",
  held: "`slipway unhold` lifts it",
  frozen: "wait until the freeze ends, or lift it with `slipway unfreeze`",
  gate_refused: "`slipway plan` shows every gate and what it wants",
  not_verified_before: "promote it through the environment before, or use --hotfix with --reason",
  denied: "talk to whoever denied it, then plan again",
  approval_wanted: "`slipway approve HASH` by someone who may, then `slipway resume`",
  host_key_unknown: "compare the fingerprint with the host's own, then connect once with ssh to accept it",
  host_key_changed:
    "find out why before anything else; if the host was set up anew, remove the old key with ssh-keygen -R",
  host_denied: "check the user, the key and the agent: `ssh HOST true` must work without a question",
  host_unreachable: "check the network and the address; nothing is known about what runs there now",
  host_unfit: "`slipway check --hosts` says what is missing and how to get it",
  host_format_newer: "install the newest Slipway",
  host_command_failed:
    "`slipway check --hosts` says whether the host has all that it needs; `slipway logs` shows what was said",
  engine_unreachable: "start Docker, or set DOCKER_HOST",
  engine_failed: "`slipway logs` shows what was said; the engine's own log says more",
  build_failed: "`slipway logs` shows everything that the build said",
  platform_missing: "build for it: `platforms` in slipway.yml",
  disk_short: "free some space; `docker system df` shows what Docker holds",
  registry_unreachable: "check the network and the registry's address; then run again, nothing is lost",
  registry_denied:
    "check the login: `slipway credentials test`; or SLIPWAY_REGISTRY_USER and SLIPWAY_REGISTRY_PASSWORD, or `docker login`",
  registry_not_found: "`slipway tags SERVICE` lists what the registry has; check the name in slipway.yml",
  registry_failed: "try again; nothing was changed by this",
  leak_found:
    "take it out, as the finding says, or accept it by its name under `accepted_leaks` in slipway.yml",
  version_taken: "run again: the next run takes the next number",
  job_failed: "`slipway logs` shows everything that it said",
  verify_failed: "the evidence shows what was seen; `slipway logs --env` shows what the containers say now",
  timed_out: "`slipway logs` shows how far it came",
  secret_missing:
    "`slipway credentials add plain NAME` keeps it in the keychain; or set SLIPWAY_SECRET_NAME in the environment that Slipway runs in, with the secret's own name in capital letters for NAME",
  artifacts_missing: "run the commit again and deploy the release that comes of it",
  keychain_locked: "unlock it, as when you log in, and try again",
  keychain_silent: "end the program that keeps secrets and start it anew, or log out and in again",
  keychain_empty: "create a keychain called `login` once, for example with Passwords and Keys (seahorse)",
  credential_gone: "put it there again: `slipway credentials rotate`",
  credential_unknown: "`slipway credentials list` shows all",
  credential_declined: "do it again and say yes; `slipway credentials list` shows which ask each time",
  credential_rejected: "put a new value there: `slipway credentials rotate NAME`",
  wrong_account:
    "use a credential of that account: `environments.NAME.aws.credential` in slipway.yml names it",
  account_denied: "`slipway check --policy` prints all that this project has to be allowed",
  tag_fixed: "leave the tag out of `tags` in slipway.yml, or let the repository's tags move",
  sealed_invalid:
    "take the file as an earlier commit has it, and change it with `slipway credentials sealed`",
  sealed_closed:
    "put a key that it was sealed for into the keychain, `slipway credentials add ssh-key NAME`, or ask one of its recipients to add yours",
  notification_failed: "the sentence says what the channel answered; nothing else depends on it",
  ledger_failed: "check the disk and the rights of the data directory",
  operation_busy: "it goes on in the other program; `slipway logs -f` follows it",
  outcome_unknown: "`slipway resume` looks again and settles it",
  file_failed: "check that the file is there, its rights, and the disk's free space",
  program_missing: "install it, and see that it is found on the PATH",
  internal: "this is a mistake in Slipway; a report with the log helps to mend it",
} as const satisfies Partial<Record<Code, string>>;

/** What is always said of a code at one place of the engine, and means the same. */
export const ALSO = {
  engine_unreachable: "start Docker, or set DOCKER_HOST; `docker version` must work",
} as const satisfies Partial<Record<keyof typeof GENERAL, string>>;
