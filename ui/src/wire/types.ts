// Made by `npm run types` of schema/window.json. Changes go into crates/api.

/**
 * Something that just happened.
 */
export type Event =
  | {
      event: "changed";
      /**
       * The topics.
       */
      topics: Topic[];
    }
  | {
      event: "told";
      far: HowFar;
      /**
       * Of which operation.
       */
      operation: string;
      /**
       * Which step.
       */
      step: string;
      /**
       * In the engine's few words.
       */
      text: string;
    }
  | {
      event: "logged";
      /**
       * Which operation.
       */
      operation: string;
      /**
       * How many lines.
       */
      total: number;
    }
  | {
      event: "stream";
      output: StreamOutput;
      /**
       * Its number.
       */
      stream: number;
    }
  | {
      event: "lost";
    }
  | {
      event: "show";
      /**
       * Where, as a path of the window, such as `/operations/recipes/0199…`.
       */
      path: string;
    }
  | {
      /**
       * The program is to end, which leaves that in the middle. Otherwise it goes on without the window.
       */
      ends: boolean;
      event: "closing";
      /**
       * What is executed, by id; without those that have none yet.
       */
      operations: string[];
    };
/**
 * A part of what Slipway knows.
 */
export type Topic =
  | {
      topic: "projects";
    }
  | {
      topic: "settings";
    }
  | {
      topic: "docker";
    }
  | {
      topic: "credentials";
    }
  | {
      topic: "keychain";
    }
  | {
      topic: "questions";
    }
  | {
      topic: "notifications";
    }
  | {
      /**
       * The project.
       */
      project: string;
      topic: "ledger";
    }
  | {
      /**
       * The environment.
       */
      environment: string;
      /**
       * The project.
       */
      project: string;
      topic: "sight";
    }
  | {
      /**
       * The operation.
       */
      operation: string;
      topic: "operation";
    }
  | {
      /**
       * The project.
       */
      project: string;
      /**
       * The service.
       */
      service: string;
      topic: "images";
    }
  | {
      /**
       * The project.
       */
      project: string;
      topic: "repository";
    };
/**
 * How far a step is. Its `Display` is the engine's few words.
 */
export type HowFar =
  | {
      is: "pulling";
      /**
       * How much of what is known of it is here.
       */
      percent: number;
    }
  | {
      is: "pushing";
      /**
       * How much of what is known of it is there.
       */
      percent: number;
    }
  | {
      is: "sending";
      /**
       * How much was sent, such as `1.2 MB`.
       */
      size: string;
    }
  | {
      /**
       * The instruction.
       */
      instruction: string;
      is: "building";
      /**
       * Where that stands: `2/4`, or `build 2/4` in a named stage.
       */
      step: string;
    }
  | {
      is: "layers";
      /**
       * How many were not looked through before.
       */
      new: number;
      /**
       * Of how many.
       */
      of: number;
    }
  | {
      is: "pausing";
      /**
       * How much, in seconds.
       */
      seconds: number;
    }
  | {
      is: "command";
      /**
       * Its name.
       */
      name: string;
    }
  | {
      is: "container";
      /**
       * Its name.
       */
      name: string;
    }
  | {
      is: "service";
      lacks: Lack;
      /**
       * The service.
       */
      service: string;
    }
  | {
      code: Code;
      is: "problem";
      /**
       * What happened, in a sentence.
       */
      message: string;
    };
/**
 * What keeps a service from running as it should.
 */
export type Lack =
  | {
      is: "container";
    }
  | {
      is: "release";
    }
  | {
      is: "passed";
    }
  | {
      is: "rest";
    }
  | {
      is: "health";
    }
  | {
      /**
       * With which code.
       */
      code: number;
      is: "ended";
    }
  | {
      is: "running";
      /**
       * The engine's word for how it is.
       */
      state: string;
    };
/**
 * The closed set of codes. Codes are only ever added.
 */
export type Code =
  | "usage"
  | "configuration_invalid"
  | "configuration_missing"
  | "slipway_too_old"
  | "not_a_repository"
  | "commit_not_found"
  | "release_not_found"
  | "environment_not_found"
  | "service_not_found"
  | "operation_not_found"
  | "plan_newer"
  | "plan_out_of_date"
  | "confirmation_needed"
  | "source_unsupported"
  | "source_failed"
  | "person_unknown"
  | "dirty_refused"
  | "unpushed_refused"
  | "lock_held"
  | "taken_over"
  | "held"
  | "frozen"
  | "gate_refused"
  | "not_verified_before"
  | "rule_unchecked"
  | "denied"
  | "approval_wanted"
  | "host_key_unknown"
  | "host_key_changed"
  | "host_denied"
  | "host_unreachable"
  | "host_unfit"
  | "mark_contradicts"
  | "host_format_newer"
  | "host_command_failed"
  | "engine_unreachable"
  | "engine_failed"
  | "build_failed"
  | "platform_missing"
  | "disk_short"
  | "registry_unreachable"
  | "registry_denied"
  | "registry_not_found"
  | "registry_failed"
  | "leak_found"
  | "version_taken"
  | "job_failed"
  | "verify_failed"
  | "timed_out"
  | "secret_missing"
  | "artifacts_missing"
  | "credentials_failed"
  | "keychain_unavailable"
  | "keychain_locked"
  | "keychain_silent"
  | "keychain_empty"
  | "credential_gone"
  | "credential_unknown"
  | "credential_declined"
  | "credential_rejected"
  | "wrong_account"
  | "account_denied"
  | "account_unusable"
  | "tag_fixed"
  | "sealed_invalid"
  | "sealed_closed"
  | "notification_failed"
  | "ledger_failed"
  | "ledger_newer"
  | "operation_busy"
  | "outcome_unknown"
  | "file_failed"
  | "program_missing"
  | "interrupted"
  | "internal";
/**
 * What an open stream has to say.
 */
export type StreamOutput =
  | {
      /**
       * The lines, each with its place.
       */
      lines: LogLineDocument[];
      output: "lines";
    }
  | {
      /**
       * Bytes as base64, since they may end in the middle of a character.
       */
      base64: string;
      output: "text";
    }
  | {
      /**
       * The exit code of a shell.
       */
      code: number | null;
      output: "ended";
      /**
       * Why, if it is not as it should be.
       */
      problem: ErrorBody | null;
    };
/**
 * Where a line was written to.
 */
export type Stream = "stdout" | "stderr";
/**
 * What an operation is called.
 */
export type Kind = "run" | "deploy" | "promote" | "rollback" | "restart";
/**
 * How an operation ended, or stands.
 */
export type Verdict = "succeeded" | "failed" | "rolled_back" | "cancelled" | "waiting" | "unknown";
/**
 * The kind of a credential (CONTRACT, "Commands").
 */
export type CredentialKind =
  "aws-key" | "aws-profile" | "registry" | "ssh-key" | "git-token" | "slack-webhook" | "slack-bot" | "plain";
/**
 * Why something needs a person.
 */
export type NeedState = "failed" | "unknown" | "unhealthy" | "waiting" | "differs" | "stale_lock" | "unreachable";
/**
 * Why something cannot be done now.
 */
export type Blocked = "held" | "frozen" | "locked" | "busy" | "open" | "unreachable" | "image_gone";
/**
 * Something that may be done.
 */
export type Verb =
  | "promote"
  | "deploy"
  | "rollback"
  | "review"
  | "resume"
  | "take_over"
  | "cancel"
  | "evidence"
  | "unhold"
  | "unfreeze"
  | "unlock"
  | "look"
  | "compare"
  | "again";
/**
 * Why a service is in its state.
 */
export type Cause =
  | {
      code: Code;
      is: "problem";
    }
  | {
      is: "removed";
      /**
       * The version of the release that did so, or its number.
       */
      release: string;
    }
  | {
      is: "deployed";
      /**
       * The version that was deployed.
       */
      version: string;
    }
  | {
      health: Health;
      is: "place";
      /**
       * The place.
       */
      place: string;
    };
/**
 * How a running service is.
 */
export type Health = "healthy" | "starting" | "unhealthy" | "stopped" | "unknown";
/**
 * A service's state in an environment: the first that applies.
 */
export type CellState =
  "failed" | "unknown" | "unhealthy" | "differs" | "waiting" | "deploying" | "starting" | "healthy" | "not_deployed";
/**
 * An environment's state, in the order in which they apply.
 */
export type EnvironmentState =
  "deploying" | "unknown" | "unreachable" | "waiting" | "failed" | "locked" | "held" | "frozen" | "empty" | "idle";
/**
 * What moves a release.
 */
export type Movement = "deploy" | "promote" | "rollback";
/**
 * What a look at a host found. Its `Display` is the engine's sentence.
 */
export type HostSign =
  | {
      /**
       * Where it is.
       */
      address: string;
      is: "answers";
    }
  | {
      code: Code;
      /**
       * What to do about it, where that is known.
       */
      hint: string | null;
      is: "away";
      /**
       * Why, in a sentence.
       */
      message: string;
    }
  | {
      is: "docker_silent";
      /**
       * How long it had, in seconds.
       */
      seconds: string;
    }
  | {
      /**
       * The account.
       */
      account: string;
      is: "docker_denied";
    }
  | {
      is: "docker_fails";
      /**
       * What was said instead.
       */
      said: string;
    }
  | {
      is: "no_docker";
    }
  | {
      /**
       * Docker's.
       */
      docker: number;
      is: "compose_old";
      /**
       * Its version.
       */
      version: string;
    }
  | {
      is: "no_compose";
    }
  | {
      is: "program";
      /**
       * Its name.
       */
      name: string;
    }
  | {
      is: "no_program";
      /**
       * Its name.
       */
      name: string;
      /**
       * The package that brings it.
       */
      package: string;
    }
  | {
      /**
       * Which.
       */
      directory: string;
      is: "directory";
    }
  | {
      /**
       * By whom.
       */
      account: string;
      /**
       * Which.
       */
      directory: string;
      is: "directory_denied";
    }
  | {
      is: "platform_unknown";
    }
  | {
      is: "unfit";
      /**
       * What it is, such as `linux/arm64`.
       */
      platform: string;
      /**
       * Those services.
       */
      services: BuiltFor[];
    }
  | {
      is: "room_unknown";
      /**
       * Where Docker keeps images.
       */
      root: string;
    }
  | {
      /**
       * How much, such as `1.2 GB`.
       */
      free: string;
      is: "room";
      /**
       * It is hardly enough for anything.
       */
      little: boolean;
      /**
       * Where Docker keeps images.
       */
      root: string;
    }
  | {
      is: "clocks_agree";
    }
  | {
      is: "clock_apart";
      /**
       * By how much, in seconds.
       */
      seconds: number;
    }
  | {
      is: "registry";
      /**
       * Which.
       */
      registry: string;
    }
  | {
      is: "registry_away";
      /**
       * To what it has to connect.
       */
      name: string;
      /**
       * From where.
       */
      place: string;
      /**
       * And at which port.
       */
      port: number;
      /**
       * Which.
       */
      registry: string;
      why: NoAnswer;
    };
/**
 * Why no answer came.
 */
export type NoAnswer =
  | {
      is: "silence";
      /**
       * How long it had, in seconds.
       */
      seconds: number;
    }
  | {
      is: "said";
      /**
       * In words of the host.
       */
      text: string;
    };
/**
 * Light or dark.
 */
export type Appearance = "system" | "light" | "dark";
/**
 * How much room rows have.
 */
export type Density = "ordinary" | "compact";
/**
 * A language.
 */
export type Language = "system" | "en" | "zh";
/**
 * When the desktop is told.
 */
export type Notifications = "all" | "failures" | "none";
/**
 * What happens to a commit.
 */
export type CommitWord = "added" | "removed";
/**
 * What happens to a variable.
 */
export type VariableWord = "added" | "changed" | "removed";
/**
 * What is known of a credential's use.
 */
export type CredentialOutcome = "works" | "refused" | "present" | "untested" | "missing";
/**
 * What uses a credential.
 */
export type CredentialUse =
  | {
      /**
       * The project.
       */
      project: string;
      /**
       * The service.
       */
      service: string;
      use: "build";
    }
  | {
      /**
       * The job.
       */
      job: string;
      /**
       * The project.
       */
      project: string;
      use: "job";
    }
  | {
      /**
       * The environment.
       */
      environment: string;
      /**
       * The project.
       */
      project: string;
      /**
       * The service.
       */
      service: string;
      use: "service";
    }
  | {
      /**
       * The environment.
       */
      environment: string;
      /**
       * The project.
       */
      project: string;
      use: "script";
    }
  | {
      /**
       * The project.
       */
      project: string;
      /**
       * The service.
       */
      service: string;
      use: "images";
    }
  | {
      /**
       * The environment.
       */
      environment: string;
      /**
       * The project.
       */
      project: string;
      use: "pulls";
    }
  | {
      /**
       * The environment.
       */
      environment: string;
      /**
       * The project.
       */
      project: string;
      use: "account";
    }
  | {
      /**
       * The environment.
       */
      environment: string;
      /**
       * The host.
       */
      host: string;
      /**
       * The project.
       */
      project: string;
      use: "host";
    }
  | {
      /**
       * The environment.
       */
      environment: string;
      /**
       * The project.
       */
      project: string;
      use: "sealed";
    }
  | {
      /**
       * The project.
       */
      project: string;
      use: "repository";
    }
  | {
      /**
       * The channel.
       */
      channel: string;
      /**
       * The project.
       */
      project: string;
      use: "notices";
    };
/**
 * What said where the engine is.
 */
export type DockerFoundBy =
  | {
      is: "chosen";
    }
  | {
      is: "variable";
      /**
       * Its name.
       */
      name: string;
    }
  | {
      is: "context";
      /**
       * Its name.
       */
      name: string;
    }
  | {
      is: "usual";
    }
  | {
      is: "product";
      /**
       * The product.
       */
      name: string;
    }
  | {
      is: "rootless";
    };
/**
 * A window in which nothing goes out.
 */
export type FreezeWindow =
  | {
      /**
       * The first moment of it.
       */
      from: string;
      /**
       * Why.
       */
      reason: string | null;
      repeats: "never";
      /**
       * The first moment after it.
       */
      until: string;
    }
  | {
      /**
       * The days on which it begins.
       */
      days: Weekday[];
      /**
       * When it begins, `HH:MM`.
       */
      from: string;
      /**
       * Why.
       */
      reason: string | null;
      repeats: "weekly";
      /**
       * The time zone of the times.
       */
      timezone: string;
      /**
       * When it ends, `HH:MM`; at or before `from` it is the next day's.
       */
      until: string;
    };
/**
 * A day of the week.
 */
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
/**
 * What happens when a deployment fails.
 */
export type OnFailure = "stop" | "rollback" | "ask";
/**
 * The digest of a manifest, an index, a configuration or a layer (OCI image specification, "Digests").
 */
export type Digest = string;
/**
 * Where a check is asked from.
 */
export type VerifyFrom = "host" | "laptop";
/**
 * What a keychain can do.
 */
export type KeychainWord = "unlocked" | "locked" | "no_bus" | "no_service" | "no_collection" | "silent";
/**
 * Where credentials lie on a laptop.
 */
export type LaptopSource = "docker" | "github" | "aws" | "ssh" | "variables";
/**
 * Why a gate lets nothing through. It stands in the details of the problem that says it in a sentence.
 */
export type GateReason =
  | {
      is: "dirty";
    }
  | {
      is: "unpushed";
    }
  | {
      /**
       * Who set that.
       */
      by: string;
      is: "held";
      /**
       * Why.
       */
      reason: string;
      /**
       * When.
       */
      since: string;
    }
  | {
      /**
       * Who froze it by hand; null where slipway.yml does.
       */
      by: string | null;
      is: "frozen";
      /**
       * Why.
       */
      reason: string | null;
      /**
       * The end; null where someone has to lift it.
       */
      until: string | null;
    }
  | {
      /**
       * The environment before.
       */
      environment: string;
      is: "unverified";
      /**
       * The release.
       */
      release: number;
      /**
       * Its services that were not; empty if none was.
       */
      services: string[];
    }
  | {
      /**
       * The environment before.
       */
      environment: string;
      is: "soaking";
      /**
       * Until when it has to run there.
       */
      until: string;
    }
  | {
      /**
       * The environment before.
       */
      environment: string;
      is: "too_short";
      /**
       * How long it had to.
       */
      of: number;
      /**
       * How long that ran, in seconds.
       */
      ran: number;
      /**
       * The release.
       */
      release: number;
      /**
       * Its service that ran the shortest.
       */
      service: string;
    }
  | {
      is: "approvals";
      /**
       * How many.
       */
      missing: number;
      /**
       * Those who wrote what goes out do not count.
       */
      not_author: boolean;
      /**
       * Of how many.
       */
      of: number;
    }
  | {
      /**
       * Who.
       */
      by: string;
      is: "denied";
      /**
       * Why, if they said so.
       */
      reason: string | null;
    };
/**
 * How a step stands.
 */
export type StepState =
  "pending" | "running" | "waiting" | "succeeded" | "failed" | "cancelled" | "skipped" | "unknown";
/**
 * Under which circumstances something is done.
 */
export type WhenWord = "success" | "failure" | "undo" | "always";
/**
 * How narrow a scope is.
 */
export type CredentialScope = "global" | "project" | "environment";
/**
 * What a gate says.
 */
export type GateState = "passed" | "failed" | "waiting";
/**
 * What happens to a service.
 */
export type ChangeWord = "changed" | "new" | "removed" | "same";
/**
 * What a warning is about.
 */
export type Caution =
  | {
      is: "dirty";
    }
  | {
      is: "no_remote";
    }
  | {
      /**
       * The environment before.
       */
      environment: string;
      is: "hotfix";
      /**
       * Why.
       */
      reason: string;
    }
  | {
      /**
       * How many.
       */
      files: number;
      /**
       * The first of them.
       */
      first: string;
      is: "migrations";
    }
  | {
      is: "migrations_unknown";
    }
  | {
      is: "platform";
      /**
       * The place.
       */
      place: string;
      /**
       * What it is, such as `linux/arm64`.
       */
      platform: string;
      /**
       * What the image is for.
       */
      platforms: string[];
      /**
       * The service whose image it is.
       */
      service: string;
    }
  | {
      /**
       * What is free.
       */
      free: string;
      is: "room";
      /**
       * What they need, such as `1.2 GB`.
       */
      needed: string;
      /**
       * The place.
       */
      place: string;
    }
  | {
      /**
       * What is free, such as `300 MB`.
       */
      free: string;
      is: "disk";
      /**
       * The place.
       */
      place: string;
    }
  | {
      is: "gone";
      /**
       * Where it is gone from.
       */
      repository: string;
      /**
       * The service.
       */
      service: string;
      /**
       * The version.
       */
      version: string;
    }
  | {
      is: "foreign";
      /**
       * The services.
       */
      services: string[];
    }
  | {
      is: "secrets";
      /**
       * Their names.
       */
      names: string[];
    }
  | {
      is: "unset";
      /**
       * Its name.
       */
      name: string;
    };
/**
 * What is asked.
 */
export type Asks =
  | {
      about: "credentials";
      /**
       * Which.
       */
      credentials: CredentialName[];
    }
  | {
      about: "ssh";
      /**
       * In the words of SSH.
       */
      prompt: string;
      wants: SshWants;
    };
/**
 * What SSH takes for an answer.
 */
export type SshWants = "confirmation" | "secret" | "nothing";
/**
 * A rule by hand.
 */
export type Rule =
  | {
      /**
       * Why.
       */
      reason: string;
      rule: "hold";
    }
  | {
      rule: "unhold";
    }
  | {
      /**
       * Why.
       */
      reason: string;
      rule: "freeze";
      /**
       * The end; until someone lifts it if null.
       */
      until?: string | null;
    }
  | {
      rule: "unfreeze";
    }
  | {
      /**
       * Why.
       */
      message: string;
      rule: "lock";
    }
  | {
      /**
       * What the person typed, where a name has to be: before another person's lock of a protected environment is
       * taken away.
       */
      confirm?: string | null;
      /**
       * Also another person's.
       */
      force: boolean;
      rule: "unlock";
    };
/**
 * Something for an open stream.
 */
export type StreamInput =
  | {
      /**
       * The text.
       */
      text: string;
      what: "type";
    }
  | {
      /**
       * The width in characters.
       */
      columns: number;
      /**
       * The height in lines.
       */
      rows: number;
      what: "resize";
    }
  | {
      what: "close";
    };

export interface Wire {
  event: Event;
  topic: Topic;
  calls: Calls;
}
/**
 * The document of a line.
 */
export interface LogLineDocument {
  /**
   * When it was written.
   */
  at: string | null;
  /**
   * The place of the container; null for a step's line.
   */
  place: string | null;
  /**
   * The step that logged it; null for a container's line.
   */
  step: string | null;
  stream: Stream;
  /**
   * The text without its end, redacted.
   */
  text: string;
}
/**
 * An error.
 */
export interface ErrorBody {
  code: Code;
  /**
   * More for machines. For a configuration the first finding, with all of them under `findings`.
   */
  details: unknown;
  /**
   * What to do.
   */
  hint: string | null;
  /**
   * What happened.
   */
  message: string;
}
export interface Calls {
  /**
   * What this program is.
   */
  about: {
    args: Nothing;
    value: AboutDocument;
  };
  /**
   * Operations across projects.
   */
  activity: {
    args: ActivityArgs;
    value: ActivityDocument;
  };
  /**
   * Puts a credential into the keychain.
   */
  add_credential: {
    args: AddCredentialArgs;
    value: CredentialName;
  };
  /**
   * Commits a draft as `slipway.yml`, alone and unpushed, and adds its project; also one that has the file already.
   */
  add_project: {
    args: DraftArgs;
    value: AddedDocument;
  };
  /**
   * Approves or denies a plan.
   */
  answer_plan: {
    args: AnswerArgs;
    value: DoneDocument;
  };
  /**
   * Answers what is asked while something is executed.
   */
  answer_question: {
    args: AnswerQuestionArgs;
    value: DoneDocument;
  };
  /**
   * The board.
   */
  board: {
    args: Nothing;
    value: BoardDocument;
  };
  /**
   * Stops an operation; it ends when its state is known.
   */
  cancel: {
    args: OperationArgs;
    value: DoneDocument;
  };
  /**
   * Carries a plan out.
   */
  carry_out: {
    args: CarryOutArgs;
    value: BegunDocument;
  };
  /**
   * Whether there can be a credential of that name, and what it would be used instead of.
   */
  check_credential: {
    args: CredentialWish;
    value: CredentialWishDocument;
  };
  /**
   * Whether a draft can be used.
   */
  check_draft: {
    args: DraftArgs;
    value: DraftDocument;
  };
  /**
   * Whether the hosts of a draft are fit.
   */
  check_draft_hosts: {
    args: DraftArgs;
    value: DraftHostsDocument;
  };
  /**
   * Keeps what a person chose.
   */
  choose: {
    args: SettingsDocument;
    value: SettingsDocument;
  };
  /**
   * What lies between two images.
   */
  compare: {
    args: CompareArgs;
    value: CompareDocument;
  };
  /**
   * Opens what running containers log.
   */
  container_logs: {
    args: ContainerLogsArgs;
    value: StreamDocument;
  };
  /**
   * The credentials that are known here, and what is needed and is none yet.
   */
  credentials: {
    args: Nothing;
    value: CredentialsDocument;
  };
  /**
   * The Docker Engine of this laptop; looked at now.
   */
  docker: {
    args: Nothing;
    value: DockerDocument;
  };
  /**
   * An environment.
   */
  environment: {
    args: EnvironmentArgs;
    value: EnvironmentPage;
  };
  /**
   * What people have elsewhere and could be put into the keychain.
   */
  find_credentials: {
    args: Nothing;
    value: FoundCredentialsDocument;
  };
  /**
   * What the keychain holds and nothing is known of here.
   */
  held_credentials: {
    args: Nothing;
    value: HeldCredentialsDocument;
  };
  /**
   * A service's images.
   */
  images: {
    args: ImagesArgs;
    value: ImagesDocument;
  };
  /**
   * Puts what was found into the keychain.
   */
  import_credentials: {
    args: ImportCredentialsArgs;
    value: ImportedCredentialsDocument;
  };
  /**
   * What is in a repository, and what is proposed for it.
   */
  inspect_folder: {
    args: FolderArgs;
    value: RepositoryFindings;
  };
  /**
   * The keychain; asked now.
   */
  keychain: {
    args: Nothing;
    value: KeychainDocument;
  };
  /**
   * Which credentials this laptop has, by their names alone.
   */
  laptop_credentials: {
    args: Nothing;
    value: LaptopCredentialsDocument;
  };
  /**
   * Lines of an operation's log.
   */
  log: {
    args: LogArgs;
    value: LogDocument;
  };
  /**
   * Looks at an environment now.
   */
  look: {
    args: EnvironmentArgs;
    value: DoneDocument;
  };
  /**
   * What may be shown of a private key.
   */
  look_at_key: {
    args: KeyArgs;
    value: KeyDocument;
  };
  /**
   * One operation.
   */
  operation: {
    args: OperationArgs;
    value: OperationPage;
  };
  /**
   * What a deployment, promotion or rollback would do.
   */
  plan: {
    args: PlanArgs;
    value: PlanPage;
  };
  /**
   * The projects of the window.
   */
  projects: {
    args: Nothing;
    value: ProjectsDocument;
  };
  /**
   * What is asked while something is executed.
   */
  questions: {
    args: Nothing;
    value: QuestionsDocument;
  };
  /**
   * Takes a credential out of the keychain.
   */
  remove_credential: {
    args: CredentialArgs;
    value: DoneDocument;
  };
  /**
   * Leaves a project out of the window.
   */
  remove_project: {
    args: ProjectArgs;
    value: DoneDocument;
  };
  /**
   * Branches against what runs.
   */
  repositories: {
    args: Nothing;
    value: RepositoriesDocument;
  };
  /**
   * Restarts a service.
   */
  restart: {
    args: RestartArgs;
    value: BegunDocument;
  };
  /**
   * Carries on what was left in the middle.
   */
  resume: {
    args: OperationArgs;
    value: DoneDocument;
  };
  /**
   * Replaces the value of a credential.
   */
  rotate_credential: {
    args: RotateCredentialArgs;
    value: CredentialName;
  };
  /**
   * Begins a run.
   */
  run: {
    args: RunArgs;
    value: BegunDocument;
  };
  /**
   * Keeps an operation's log as a file among the person's downloads.
   */
  save_log: {
    args: SaveLogArgs;
    value: SavedLogDocument;
  };
  /**
   * Where a text stands in an operation's log.
   */
  search_log: {
    args: SearchArgs;
    value: SearchDocument;
  };
  /**
   * Sets or lifts a hold, a freeze or a lock.
   */
  set_rule: {
    args: RuleArgs;
    value: DoneDocument;
  };
  /**
   * What a person chose.
   */
  settings: {
    args: Nothing;
    value: SettingsDocument;
  };
  /**
   * Opens a shell in a container.
   */
  shell: {
    args: ShellArgs;
    value: StreamDocument;
  };
  /**
   * The path that the window shows, so that nothing is notified of what is seen; says where to go instead.
   */
  showing: {
    args: ShowingArgs;
    value: ShowingDocument;
  };
  /**
   * Says something to an open stream, or closes it.
   */
  stream: {
    args: StreamArgs;
    value: DoneDocument;
  };
  /**
   * Takes over what a colleague left in the middle in an environment.
   */
  take_over: {
    args: EnvironmentArgs;
    value: DoneDocument;
  };
  /**
   * Tries a credential.
   */
  test_credential: {
    args: CredentialArgs;
    value: TriedDocument;
  };
  /**
   * Tries all of them.
   */
  test_credentials: {
    args: Nothing;
    value: TriedAllDocument;
  };
  /**
   * Tries what is not in the keychain yet.
   */
  try_credential: {
    args: AddCredentialArgs;
    value: TriedDocument;
  };
  /**
   * Has the person asked to unlock the keychain.
   */
  unlock_keychain: {
    args: Nothing;
    value: KeychainDocument;
  };
  /**
   * Channels that could not be told what was done.
   */
  untold: {
    args: Nothing;
    value: UntoldDocument;
  };
}
/**
 * A call without arguments.
 */
export interface Nothing {}
/**
 * What this program is.
 */
export interface AboutDocument {
  /**
   * The commit that it was built from; null when it is not known.
   */
  commit: string | null;
  /**
   * The size of the data, in bytes.
   */
  data_bytes: number;
  /**
   * Where it keeps its data.
   */
  data_directory: string;
  /**
   * This laptop's name, as colleagues see it.
   */
  device: string;
  /**
   * Its licence.
   */
  license: string;
  /**
   * Its version.
   */
  version: string;
}
/**
 * Which operations are wanted.
 */
export interface ActivityArgs {
  /**
   * As it was typed: words, and `project:`, `env:`, `service:`, `state:`, `kind:`, `author:`, `release:`, `branch:`.
   */
  filter?: string;
  /**
   * At most so many; 0 means 200.
   */
  limit?: number;
  /**
   * Only runs.
   */
  runs?: boolean;
}
/**
 * Operations, newest first.
 */
export interface ActivityDocument {
  /**
   * There are more.
   */
  more: boolean;
  /**
   * The words of the filter that nothing can fit, as they were typed.
   */
  not_understood: string[];
  /**
   * Those that fit the filter.
   */
  rows: ActivityRow[];
  /**
   * The projects of which nothing is among these, since they cannot be read.
   */
  unread: UnreadProject[];
}
/**
 * An operation.
 */
export interface ActivityRow {
  /**
   * Who asked for it.
   */
  actor: string;
  /**
   * Per service the version that it found there, of those that it is about; without those that were new.
   */
  before?: {
    [k: string]: string | undefined;
  };
  /**
   * The branch that it was run for.
   */
  branch: string | null;
  /**
   * It is executed now, here or in another program.
   */
  busy: boolean;
  /**
   * The commit that it is about.
   */
  commit: string | null;
  /**
   * When it ended.
   */
  ended_at: string | null;
  /**
   * The environment.
   */
  environment: string | null;
  kind: Kind;
  /**
   * How long it took or takes so far, in milliseconds.
   */
  millis: number;
  /**
   * A run's number, also of one that made no release.
   */
  number: number | null;
  /**
   * Its id.
   */
  operation: string;
  /**
   * On which device.
   */
  origin: string;
  /**
   * The operation that it continues.
   */
  parent: string | null;
  /**
   * The hash of its plan.
   */
  plan: string;
  /**
   * Why it did not succeed.
   */
  problem: string | null;
  /**
   * The code of why it did not succeed, where that is known.
   */
  problem_code: Code | null;
  /**
   * Its project.
   */
  project: string;
  /**
   * Why.
   */
  reason: string | null;
  /**
   * The number of the release that it made or moved.
   */
  release: number | null;
  /**
   * When it began.
   */
  started_at: string;
  /**
   * The first line of its message.
   */
  subject: string | null;
  /**
   * How it ended; null while it is open.
   */
  verdict: Verdict | null;
  /**
   * Per service the version that it made or moved; for a run that is not over, or failed, the one it is to make.
   */
  versions: {
    [k: string]: string | undefined;
  };
  /**
   * It waits for a person, or for somebody to carry it on once what it waited for has come.
   */
  waits: boolean;
}
/**
 * A project that cannot be read.
 */
export interface UnreadProject {
  problem: ErrorBody;
  /**
   * Its name.
   */
  project: string;
}
/**
 * A credential is to be put into the keychain, or tried before.
 */
export interface AddCredentialArgs {
  /**
   * Each operation that uses it is to ask first.
   */
  ask?: boolean;
  credential: CredentialWish;
  /**
   * The file that holds the part which may be read from one.
   */
  file?: string | null;
  /**
   * Its parts, by name.
   */
  values?: {
    [k: string]: string | undefined;
  };
}
/**
 * A credential that may come to be.
 */
export interface CredentialWish {
  /**
   * The environment that it is limited to.
   */
  environment?: string | null;
  kind: CredentialKind;
  /**
   * Its name.
   */
  name: string;
  /**
   * The project that it is limited to.
   */
  project?: string | null;
}
/**
 * A credential as people name it.
 */
export interface CredentialName {
  /**
   * The environment that it is limited to.
   */
  environment: string | null;
  /**
   * What it is kept under.
   */
  id: string;
  kind: CredentialKind;
  /**
   * Its name.
   */
  name: string;
  /**
   * The project that it is limited to.
   */
  project: string | null;
}
/**
 * A `slipway.yml` that is not written yet.
 */
export interface DraftArgs {
  /**
   * The repository's root.
   */
  folder: string;
  /**
   * The text of the file.
   */
  yaml: string;
}
/**
 * A draft became a file and a commit.
 */
export interface AddedDocument {
  /**
   * The commit that has the file; null when it was there already.
   */
  commit: string | null;
  /**
   * The project.
   */
  project: string;
}
/**
 * A plan is approved or denied.
 */
export interface AnswerArgs {
  /**
   * Yes or no.
   */
  approve: boolean;
  /**
   * The plan's hash.
   */
  hash: string;
  /**
   * The project.
   */
  project: string;
  /**
   * Why.
   */
  reason?: string | null;
}
/**
 * The document.
 */
export interface DoneDocument {
  /**
   * What was done, in a sentence.
   */
  done: string;
}
/**
 * A question is answered.
 */
export interface AnswerQuestionArgs {
  /**
   * Its number.
   */
  number: number;
  /**
   * What was typed, where a text is wanted.
   */
  text?: string | null;
  /**
   * Yes or no.
   */
  yes: boolean;
}
/**
 * The board.
 */
export interface BoardDocument {
  /**
   * The names of environments, in promotion order, each once.
   */
  columns: string[];
  /**
   * What was done last, anywhere.
   */
  last: LastDone | null;
  /**
   * What needs a person, the most pressing first.
   */
  needs: Need[];
  /**
   * The projects.
   */
  projects: BoardProject[];
}
/**
 * What was done last.
 */
export interface LastDone {
  /**
   * When.
   */
  at: string;
  /**
   * Where.
   */
  environment: string | null;
  kind: Kind;
  /**
   * The operation.
   */
  operation: string;
  /**
   * The project.
   */
  project: string;
  verdict: Verdict;
  /**
   * The versions that it brought.
   */
  versions: {
    [k: string]: string | undefined;
  };
}
/**
 * Something that needs a person.
 */
export interface Need {
  /**
   * The environment.
   */
  environment: string;
  /**
   * The operation that it is about.
   */
  operation: string | null;
  /**
   * The project.
   */
  project: string;
  /**
   * The service; null when it is about all of them.
   */
  service: string | null;
  state: NeedState;
  /**
   * The version that it is about.
   */
  version: string | null;
}
/**
 * A project on the board.
 */
export interface BoardProject {
  /**
   * A band per environment, in promotion order.
   */
  bands: Band[];
  /**
   * Its name.
   */
  name: string;
  /**
   * Why it cannot be read; it has no bands then.
   */
  problem: ErrorBody | null;
  /**
   * Its services, in the file's order, then those that only run.
   */
  services: string[];
  state: CellState;
}
/**
 * A project in an environment.
 */
export interface Band {
  /**
   * What may be done with all of its services at once, most likely first.
   */
  actions: Action[];
  /**
   * The environment that comes before.
   */
  after: string | null;
  /**
   * How many people have to approve.
   */
  approvals: number;
  /**
   * It takes releases by itself.
   */
  automatic: boolean;
  /**
   * The branches that it takes.
   */
  branches: string[];
  /**
   * A cell per service that was or is to be there.
   */
  cells: {
    [k: string]: Cell | undefined;
  };
  /**
   * The environment.
   */
  environment: string;
  /**
   * The freeze.
   */
  freeze: FreezeDocument | null;
  /**
   * The hold.
   */
  hold: HoldDocument | null;
  /**
   * Who holds it.
   */
  lock: LockDocument | null;
  /**
   * The operation that is open there, and how far it is.
   */
  moving: Moving | null;
  /**
   * What it says needs a person.
   */
  needs: boolean;
  /**
   * Its name has to be typed.
   */
  protected: boolean;
  sight: Sight;
  state: EnvironmentState;
  /**
   * The places that could not be seen.
   */
  unreachable: SilentPlace[];
}
/**
 * What may be done, with all that is needed to ask for its plan.
 */
export interface Action {
  /**
   * Why it cannot be done now; null when it can.
   */
  blocked: Blocked | null;
  /**
   * Where from, for a promotion.
   */
  from: string | null;
  /**
   * The operation that it is about.
   */
  operation: string | null;
  /**
   * The release that it is about.
   */
  release: number | null;
  /**
   * Only this service; all if null.
   */
  service: string | null;
  verb: Verb;
  /**
   * The version that people know it by.
   */
  version: string | null;
}
/**
 * A service in an environment.
 */
export interface Cell {
  /**
   * What may be done with this service alone, most likely first.
   */
  actions: Action[];
  /**
   * The parts of that, where they are known, for a window that words it itself.
   */
  cause: Cause | null;
  /**
   * The commit of what runs.
   */
  commit: string | null;
  /**
   * It needs a person.
   */
  needs: boolean;
  /**
   * How many versions are newer in the environment before.
   */
  newer: number;
  /**
   * The newest of them.
   */
  newest: string | null;
  /**
   * Places where it is as it should be, of how many.
   *
   * @minItems 2
   * @maxItems 2
   */
  places: [number, number];
  /**
   * It is taken away.
   */
  removing: boolean;
  /**
   * Since when, as far as this laptop knows.
   */
  since: string | null;
  state: CellState;
  /**
   * What an open or failed operation brings or tried to bring; null with `removing` where it takes it away.
   */
  to: string | null;
  /**
   * What runs; two where the places differ, none where nothing does.
   */
  versions: string[];
  /**
   * Why it is in that state: the first cause, in a sentence.
   */
  why: string | null;
}
/**
 * A freeze.
 */
export interface FreezeDocument {
  /**
   * Why.
   */
  reason: string | null;
  /**
   * Its end; null when someone has to lift it.
   */
  until: string | null;
}
/**
 * A hold.
 */
export interface HoldDocument {
  /**
   * Who set it.
   */
  by: string;
  /**
   * Why.
   */
  reason: string;
  /**
   * When.
   */
  since: string;
}
/**
 * A lock.
 */
export interface LockDocument {
  /**
   * Why.
   */
  message: string;
  /**
   * The operation, if it is one.
   */
  operation: string | null;
  /**
   * Who holds it.
   */
  owner: string;
  /**
   * Since when.
   */
  since: string;
  /**
   * Its holder seems to be gone.
   */
  stale: boolean;
}
/**
 * An operation that is open.
 */
export interface Moving {
  /**
   * Who began it.
   */
  actor: string;
  /**
   * It is executed now, here or in another program.
   */
  busy: boolean;
  /**
   * How many of its steps are done.
   */
  done: number;
  kind: Kind;
  /**
   * How long it will probably take still.
   */
  left: TimeLeft | null;
  /**
   * Its id.
   */
  operation: string;
  /**
   * The places that it goes to.
   */
  places: number;
  /**
   * The places that are done.
   */
  places_done: number;
  /**
   * The release that it brings.
   */
  release: number | null;
  /**
   * The services that it touches.
   */
  services: string[];
  /**
   * When.
   */
  since: string;
  /**
   * What it is doing.
   */
  step: StepNow | null;
  /**
   * How many it has.
   */
  steps: number;
  /**
   * It waits for a person.
   */
  waits: boolean;
}
/**
 * How long something will probably take still, from what the same took before.
 */
export interface TimeLeft {
  /**
   * How many earlier operations say so.
   */
  of: number;
  /**
   * Seconds from when the document was made.
   */
  seconds: number;
}
/**
 * What an operation is doing.
 */
export interface StepNow {
  /**
   * What, in a few words.
   */
  action: string;
  /**
   * Where; null on the laptop.
   */
  place: string | null;
  /**
   * The step.
   */
  step: string;
}
/**
 * When an environment was looked at.
 */
export interface Sight {
  /**
   * When; null when it never was.
   */
  at: string | null;
  /**
   * It is being looked at now.
   */
  looking: boolean;
  /**
   * Why the last look failed.
   */
  problem: ErrorBody | null;
  /**
   * What is shown is from before: the last look failed, or was too long ago.
   */
  stale: boolean;
}
/**
 * A place that could not be seen.
 */
export interface SilentPlace {
  code: Code;
  /**
   * The place.
   */
  name: string;
  /**
   * Why.
   */
  reason: string;
}
/**
 * An operation is wanted.
 */
export interface OperationArgs {
  /**
   * Its id, or at least eight leading digits of it.
   */
  operation: string;
  /**
   * Its project.
   */
  project: string;
}
/**
 * A plan is to be carried out.
 */
export interface CarryOutArgs {
  /**
   * What the person typed, where a name has to be.
   */
  confirm?: string | null;
  /**
   * The hash of what the person saw: nothing else is done.
   */
  hash: string;
  /**
   * A second request with this key begins nothing.
   */
  key: string;
  plan: PlanArgs;
  /**
   * Why.
   */
  reason?: string | null;
}
/**
 * A plan is wanted, or is to be carried out.
 */
export interface PlanArgs {
  /**
   * Where to.
   */
  environment: string;
  /**
   * Where from, for a promotion.
   */
  from?: string | null;
  /**
   * Not verified in the environment before, and why it goes out all the same.
   */
  hotfix?: string | null;
  kind: Movement;
  /**
   * The project.
   */
  project: string;
  /**
   * Which release; what comes next if null. For a rollback which deployment to go back to.
   */
  release?: number | null;
  /**
   * Only these services; all if empty.
   */
  services?: string[];
}
/**
 * An operation was begun.
 */
export interface BegunDocument {
  /**
   * Its id.
   */
  operation: string;
}
/**
 * What is said of a credential that may come to be.
 */
export interface CredentialWishDocument {
  /**
   * The wider one that it is used instead of.
   */
  instead_of: CredentialName | null;
  /**
   * There is one already: what it is kept under.
   */
  known: string | null;
  /**
   * Why there can be none of that name.
   */
  problem: ErrorBody | null;
}
/**
 * What is said of a draft.
 */
export interface DraftDocument {
  /**
   * What it says; null when it cannot be used.
   */
  check: CheckDocument | null;
  /**
   * Why it cannot be used, with all findings in its details.
   */
  problem: ErrorBody | null;
}
/**
 * The document of `check`: a configuration that can be used. One that cannot is an error.
 */
export interface CheckDocument {
  /**
   * Its environments, in promotion order.
   */
  environments: string[];
  /**
   * What works, but hardly as meant.
   */
  findings: ConfigurationFinding[];
  /**
   * The project's name.
   */
  project: string;
  /**
   * Its services, in the file's order.
   */
  services: string[];
}
/**
 * A finding in a configuration.
 */
export interface ConfigurationFinding {
  /**
   * The stable code, such as `config_doubtful`.
   */
  code: string;
  /**
   * The column in characters, from 1.
   */
  column: number;
  /**
   * The file.
   */
  file: string;
  /**
   * What to do.
   */
  hint: string | null;
  /**
   * The line, from 1.
   */
  line: number;
  /**
   * What is wrong, as a sentence.
   */
  message: string;
  /**
   * What to write instead.
   */
  suggestion: string | null;
}
/**
 * What the hosts of a draft say.
 */
export interface DraftHostsDocument {
  hosts: HostsDocument;
  /**
   * What was found, in parts, by the sentence that says it; without what is no more than a name and a version.
   */
  signs: {
    [k: string]: HostSign | undefined;
  };
}
/**
 * The document of `check --hosts`.
 */
export interface HostsDocument {
  /**
   * The environments in promotion order.
   */
  environments: CheckedEnvironment[];
}
/**
 * An environment whose hosts were looked at.
 */
export interface CheckedEnvironment {
  /**
   * What was found at its places.
   */
  findings: HostFindingDocument[];
  /**
   * Its name.
   */
  name: string;
}
/**
 * Something found out about a place.
 */
export interface HostFindingDocument {
  /**
   * What to do about it.
   */
  fix: string | null;
  /**
   * Whether it is fine.
   */
  ok: boolean;
  /**
   * The place.
   */
  place: string;
  /**
   * What was looked at, such as `connection`, `disk`, `clock`.
   */
  subject: string;
  /**
   * What was found.
   */
  text: string;
}
/**
 * What a service is built for.
 */
export interface BuiltFor {
  /**
   * The platforms.
   */
  platforms: string[];
  /**
   * The service.
   */
  service: string;
}
/**
 * What a person chose.
 */
export interface SettingsDocument {
  appearance: Appearance;
  density: Density;
  /**
   * The Docker Engine's address; null to find it as the docker command does.
   */
  docker: string | null;
  language: Language;
  notifications: Notifications;
}
/**
 * Two images are to be compared.
 */
export interface CompareArgs {
  /**
   * The newer digest.
   */
  newer: string;
  /**
   * The older digest.
   */
  older: string;
  /**
   * The project.
   */
  project: string;
  /**
   * The service.
   */
  service: string;
}
/**
 * What lies between two images.
 */
export interface CompareDocument {
  /**
   * The commits in between; null where they are not here.
   */
  commits: CommitDocument[] | null;
  /**
   * The variables that differ between their releases; null where an image has none.
   */
  config: ConfigDocument[] | null;
  /**
   * By how much the newer one is larger, in bytes; null where a size is not known.
   */
  size_bytes: number | null;
}
/**
 * A commit.
 */
export interface CommitDocument {
  /**
   * Its author.
   */
  author: string;
  change: CommitWord;
  /**
   * The full object name.
   */
  sha: string;
  /**
   * The first line of its message.
   */
  subject: string;
  /**
   * Its time.
   */
  time: string;
}
/**
 * A variable.
 */
export interface ConfigDocument {
  change: VariableWord;
  /**
   * `SERVICE/NAME`.
   */
  key: string;
}
/**
 * What running containers log is wanted; lines come as [`super::event::Event::Stream`].
 */
export interface ContainerLogsArgs {
  /**
   * The environment.
   */
  environment: string;
  /**
   * Only of this place.
   */
  place?: string | null;
  /**
   * The project.
   */
  project: string;
  /**
   * The service.
   */
  service: string;
}
/**
 * Something that goes on until it is closed.
 */
export interface StreamDocument {
  /**
   * Its number, under which its events come.
   */
  stream: number;
}
/**
 * All credentials that are known here, and what `slipway.yml` of a project needs and is nowhere yet.
 */
export interface CredentialsDocument {
  /**
   * By where they apply, the widest first.
   */
  bands: CredentialBand[];
  /**
   * What there may be, with the parts that each consists of.
   */
  kinds: KindDocument[];
  /**
   * What one may be for.
   */
  projects: CredentialProject[];
}
/**
 * Those that apply in the same place.
 */
export interface CredentialBand {
  /**
   * By kind and name.
   */
  credentials: CredentialRow[];
  /**
   * The environment; null for all of them.
   */
  environment: string | null;
  /**
   * The project; null for every project.
   */
  project: string | null;
}
/**
 * A credential, or what is needed and is none yet. No value is in it.
 */
export interface CredentialRow {
  /**
   * When it was put there; null for what has no value yet.
   */
  added: string | null;
  /**
   * Whether each operation that uses it asks first.
   */
  ask: boolean;
  /**
   * Whether there is something to try it on.
   */
  can_be_tested: boolean;
  /**
   * The environment that it is limited to.
   */
  environment: string | null;
  /**
   * Its parts that are not secret, by name.
   */
  fields: {
    [k: string]: string | undefined;
  };
  /**
   * What it is kept under.
   */
  id: string;
  kind: CredentialKind;
  /**
   * Its name.
   */
  name: string;
  /**
   * The project that it is limited to.
   */
  project: string | null;
  /**
   * When its value was replaced the last time.
   */
  rotated: string | null;
  /**
   * What a person may compare and nobody can use, such as a key's fingerprint.
   */
  shown: string | null;
  test: CredentialTest;
  /**
   * When an operation took it the last time.
   */
  used: string | null;
  /**
   * What uses it, as far as the projects of the window tell.
   */
  used_by: CredentialUse[];
}
/**
 * What came of trying a credential.
 */
export interface CredentialTest {
  /**
   * When that was seen.
   */
  at: string | null;
  outcome: CredentialOutcome;
  /**
   * What was seen, in a sentence.
   */
  said: string | null;
}
/**
 * A kind of credential.
 */
export interface KindDocument {
  /**
   * Whether there is something to try one on.
   */
  can_be_tested: boolean;
  /**
   * Its parts, in the order in which they are asked for.
   */
  fields: FieldDocument[];
  /**
   * The part that may be read from a file; null where it is typed.
   */
  file: string | null;
  kind: CredentialKind;
}
/**
 * A part of a credential.
 */
export interface FieldDocument {
  /**
   * What it is called.
   */
  name: string;
  /**
   * Whether there is none without it.
   */
  required: boolean;
  /**
   * Whether it is never shown.
   */
  secret: boolean;
}
/**
 * A project that a credential may be for.
 */
export interface CredentialProject {
  /**
   * Its environments, in promotion order.
   */
  environments: string[];
  /**
   * Its name.
   */
  name: string;
}
/**
 * The Docker Engine of this laptop as it was last seen.
 */
export interface DockerDocument {
  /**
   * Its address, where one was found.
   */
  address: string | null;
  /**
   * The version of its API.
   */
  api: string | null;
  /**
   * When it was looked at.
   */
  at: string;
  /**
   * What said so.
   */
  found_by: DockerFoundBy | null;
  /**
   * Its platform, such as `linux/amd64`.
   */
  platform: string | null;
  /**
   * Why it does not answer.
   */
  problem: ErrorBody | null;
  /**
   * The engine's version; null while it does not answer.
   */
  version: string | null;
}
/**
 * An environment is wanted.
 */
export interface EnvironmentArgs {
  /**
   * The environment.
   */
  environment: string;
  /**
   * The project.
   */
  project: string;
}
/**
 * An environment.
 */
export interface EnvironmentPage {
  band: Band;
  /**
   * The names of what is set for what runs.
   */
  configuration: VariableName[];
  /**
   * More happened there, before that.
   */
  more: boolean;
  /**
   * The names of its places, in order.
   */
  places: string[];
  /**
   * The project.
   */
  project: string;
  ruled: RuledHere;
  /**
   * Its services, in the file's order, then those that only run: what the ledger says and what was seen.
   */
  services: ServiceHere[];
  /**
   * The kind of target that it is.
   */
  target: string;
  /**
   * What happened there, newest first.
   */
  timeline: TimelineRow[];
  /**
   * What runs beside them and was not started by Slipway.
   */
  unmanaged: UnmanagedDocument[];
  /**
   * How it is verified.
   */
  verification: CheckLine[];
}
/**
 * A variable of a service.
 */
export interface VariableName {
  /**
   * Its name.
   */
  name: string;
  /**
   * The secret that it comes from; null for a plain value, which is not shown.
   */
  secret: string | null;
  /**
   * The service.
   */
  service: string;
}
/**
 * What slipway.yml rules for an environment, beside what the board says of it.
 */
export interface RuledHere {
  /**
   * How many places at a time; null for all at once.
   */
  batch: number | null;
  /**
   * The windows in which nothing goes out.
   */
  freezes: FreezeWindow[];
  /**
   * Authors of a plan's commits do not count among those who approve it.
   */
  not_author: boolean;
  on_failure: OnFailure;
  /**
   * How long a release must have run in the environment before, in seconds; null when it need not have.
   */
  soak_seconds: number | null;
  /**
   * How long is waited after each of those, in seconds; null when not at all.
   */
  wait_seconds: number | null;
}
/**
 * A service in an environment: what the ledger says of it beside what was seen at each place.
 */
export interface ServiceHere {
  /**
   * What differs from what was deployed, in a sentence each.
   */
  drift: string[];
  /**
   * What the ledger says runs; null when it says nothing of it, or that it was taken away.
   */
  expected: ExpectedImage | null;
  /**
   * Its name.
   */
  name: string;
  /**
   * What was seen, in the order of the environment's places; at a place that does not answer what was last seen.
   */
  places: ServiceAtPlace[];
}
/**
 * The image of a service that the ledger says runs.
 */
export interface ExpectedImage {
  digest: Digest;
  /**
   * Its version.
   */
  version: string;
}
/**
 * A service at a place.
 */
export interface ServiceAtPlace {
  /**
   * It is not what the ledger says.
   */
  differs: boolean;
  /**
   * The digest that runs; null when nothing does.
   */
  digest: Digest | null;
  health: Health;
  /**
   * The place.
   */
  name: string;
  /**
   * The version that people know the digest by; null when no release of this project has it.
   */
  version: string | null;
}
/**
 * Something that happened to an environment.
 */
export interface TimelineRow {
  /**
   * Who asked for it.
   */
  actor: string;
  /**
   * Per service the version that it found there, of those that it is about; without those that were new.
   */
  before?: {
    [k: string]: string | undefined;
  };
  /**
   * The branch that it was run for.
   */
  branch: string | null;
  /**
   * It is executed now, here or in another program.
   */
  busy: boolean;
  /**
   * The commit that it is about.
   */
  commit: string | null;
  /**
   * It is what runs.
   */
  current: boolean;
  /**
   * When it ended.
   */
  ended_at: string | null;
  /**
   * The environment.
   */
  environment: string | null;
  kind: Kind;
  /**
   * How long it took or takes so far, in milliseconds.
   */
  millis: number;
  /**
   * A run's number, also of one that made no release.
   */
  number: number | null;
  /**
   * Its id.
   */
  operation: string;
  /**
   * On which device.
   */
  origin: string;
  /**
   * The operation that it continues.
   */
  parent: string | null;
  /**
   * The hash of its plan.
   */
  plan: string;
  /**
   * Why it did not succeed.
   */
  problem: string | null;
  /**
   * The code of why it did not succeed, where that is known.
   */
  problem_code: Code | null;
  /**
   * Its project.
   */
  project: string;
  /**
   * Why.
   */
  reason: string | null;
  /**
   * The number of the release that it made or moved.
   */
  release: number | null;
  /**
   * Going back to it, if that would change something.
   */
  rollback: Action | null;
  /**
   * When it began.
   */
  started_at: string;
  /**
   * The first line of its message.
   */
  subject: string | null;
  /**
   * How it ended; null while it is open.
   */
  verdict: Verdict | null;
  /**
   * Per service the version that it made or moved; for a run that is not over, or failed, the one it is to make.
   */
  versions: {
    [k: string]: string | undefined;
  };
  /**
   * It waits for a person, or for somebody to carry it on once what it waited for has come.
   */
  waits: boolean;
}
/**
 * Something that Slipway did not start.
 */
export interface UnmanagedDocument {
  /**
   * Its name.
   */
  name: string;
  /**
   * Where it was seen.
   */
  places: string[];
}
/**
 * Something that is asked after a deployment.
 */
export interface CheckLine {
  /**
   * What the answer has to hold, as it is written there; null when any good answer does.
   */
  contains: string | null;
  from: VerifyFrom;
  /**
   * The service, if it is about one.
   */
  service: string | null;
  /**
   * What is asked, as it is written in slipway.yml, such as `http://127.0.0.1:8080/version`.
   */
  url: string;
  /**
   * How long it is tried, in seconds.
   */
  within_seconds: number;
}
/**
 * What people have elsewhere and could be put into the keychain.
 */
export interface FoundCredentialsDocument {
  /**
   * By where they were found.
   */
  found: FoundCredential[];
  /**
   * What could not be read.
   */
  missed: ErrorBody[];
}
/**
 * A credential that was found. No value is in it.
 */
export interface FoundCredential {
  /**
   * It has a name and no value: that is still to be set.
   */
  empty: boolean;
  /**
   * Where it was found, such as `~/.aws/credentials, profile main`.
   */
  from: string;
  /**
   * What it is named by when it is put into the keychain.
   */
  key: string;
  kind: CredentialKind;
  /**
   * There is one of that kind and name for every project already.
   */
  known: boolean;
  /**
   * The parts that a person has to fill in afterwards, such as a key's passphrase.
   */
  lacks: string[];
  /**
   * The name that it would get.
   */
  name: string;
  /**
   * Whether it is proposed: it looks like a secret, is whole, and is not there yet.
   */
  proposed: boolean;
  /**
   * What a person may compare.
   */
  shown: string | null;
}
/**
 * What the keychain holds and nothing is known of here.
 */
export interface HeldCredentialsDocument {
  /**
   * Each by its name and where it applies; none while the keychain cannot be asked without a person.
   */
  held: CredentialName[];
}
/**
 * A service's images are wanted.
 */
export interface ImagesArgs {
  /**
   * The project.
   */
  project: string;
  /**
   * The service.
   */
  service: string;
}
/**
 * A service's images, those with the highest version first.
 */
export interface ImagesDocument {
  /**
   * When the registry was asked, as far as it answered.
   */
  at: string;
  /**
   * The images.
   */
  images: ImageRow[];
  /**
   * Why it does not answer now; the images are those of `at` then.
   */
  problem: ErrorBody | null;
  /**
   * Where they are.
   */
  repository: string;
  /**
   * The service.
   */
  service: string;
  /**
   * Why whoever runs the registry did not say what was found in them, where it was asked; `found` is not known then.
   */
  unsaid: ErrorBody | null;
}
/**
 * An image.
 */
export interface ImageRow {
  /**
   * Who wrote that commit; null where it is not here.
   */
  author: string | null;
  /**
   * The branch that it was run for.
   */
  branch: string | null;
  /**
   * Its build number.
   */
  build_number: number | null;
  /**
   * The commit that it was built from.
   */
  commit: string | null;
  /**
   * That commit's time.
   */
  commit_time: string | null;
  /**
   * When it was built.
   */
  created: string | null;
  digest: Digest;
  /**
   * The weaknesses that `scan` found, the worst first; null where that is not known, which is not the same as none.
   */
  found: FoundWeakness[] | null;
  /**
   * It is newer than everything that runs.
   */
  newer: boolean;
  /**
   * What it runs on.
   */
  platforms: string[];
  /**
   * When it came to its registry; null where that does not say so.
   */
  pushed: string | null;
  /**
   * The release that has it; it can be deployed then.
   */
  release: number | null;
  /**
   * The environments in which it ran when they were last looked at or deployed to from this device.
   */
  running_in: string[];
  /**
   * What was found when it was searched for known weaknesses; null where its registry does not do that.
   */
  scan: ScanDocument | null;
  /**
   * Its version, if it is semver.
   */
  semver: string | null;
  /**
   * The compressed size of its layers; null when it is not known.
   */
  size_bytes: number | null;
  /**
   * The first line of its commit's message; null where the commit is not here.
   */
  subject: string | null;
  /**
   * The tags that point to it.
   */
  tags: string[];
}
/**
 * Weaknesses that are equally bad.
 */
export interface FoundWeakness {
  /**
   * How many there are.
   */
  count: number;
  /**
   * The same as a number, to sort by; 0 is the worst.
   */
  rank: number;
  /**
   * How bad they are, in the registry's word in small letters, such as `critical`.
   */
  severity: string;
}
/**
 * What came of searching an image for known weaknesses.
 */
export interface ScanDocument {
  /**
   * When it ended.
   */
  at: string | null;
  /**
   * How many weaknesses there are, by how bad they are: `critical`, `high`, `medium`, `low` and the like.
   */
  findings: {
    [k: string]: number | undefined;
  };
  /**
   * How far it is: `complete`, `in_progress`, `failed`, or the registry's own word in small letters.
   */
  status: string;
}
/**
 * What was found is to be put into the keychain.
 */
export interface ImportCredentialsArgs {
  /**
   * The environment that they are limited to.
   */
  environment?: string | null;
  /**
   * What is meant of what the keychain holds already. It applies where it did before.
   */
  held?: string[];
  /**
   * What is meant of what was found.
   */
  keys: string[];
  /**
   * The project that they are limited to.
   */
  project?: string | null;
}
/**
 * What was put into the keychain.
 */
export interface ImportedCredentialsDocument {
  /**
   * Why others are not.
   */
  problems: ErrorBody[];
  /**
   * Those that are there now.
   */
  put: CredentialName[];
}
/**
 * A folder is to be looked at.
 */
export interface FolderArgs {
  /**
   * A folder in the repository.
   */
  folder: string;
}
/**
 * What was found in a repository.
 */
export interface RepositoryFindings {
  /**
   * The branch that is checked out.
   */
  branch: string | null;
  /**
   * How many other files are changed; they stay as they are.
   */
  changed: number;
  /**
   * The commit that adding makes; null when `slipway.yml` is committed as it lies there.
   */
  commit: CommitPreview | null;
  /**
   * It has a `slipway.yml` already, as it lies there.
   */
  existing: string | null;
  /**
   * The files that say something, in order of their paths.
   */
  files: FoundFile[];
  /**
   * Its root.
   */
  folder: string;
  /**
   * The project has that name already in this window.
   */
  known_as: string | null;
  /**
   * The proposal; null when there is a `slipway.yml` already. Its text is bare: what its comments would say stands
   * in the notes, whose lines are those of the bare text.
   */
  proposal: InitDocument | null;
  /**
   * Where people push to.
   */
  remote: string | null;
}
/**
 * A commit that is not made yet. It has `slipway.yml` alone and is not pushed.
 */
export interface CommitPreview {
  /**
   * Who it names as its author, as in `Li Wei <li@kitchen.example>`.
   */
  author: string;
  /**
   * The branch that it comes onto; null where none is checked out.
   */
  branch: string | null;
  /**
   * Its message.
   */
  subject: string;
}
/**
 * A file that says something.
 */
export interface FoundFile {
  /**
   * What it is, such as `Dockerfile`, `CircleCI`.
   */
  kind: string;
  /**
   * Its path in the repository.
   */
  path: string;
}
/**
 * The document of a proposed slipway.yml.
 */
export interface InitDocument {
  /**
   * What was found beside it.
   */
  findings: RepositoryFinding[];
  /**
   * Where its lines come from.
   */
  notes: NoteDocument[];
  /**
   * What a person has to decide.
   */
  questions: string[];
  /**
   * The file that was written; null when it was only shown.
   */
  written: string | null;
  /**
   * The proposal itself.
   */
  yaml: string;
}
/**
 * Something found in the repository, or about what it names.
 */
export interface RepositoryFinding {
  /**
   * The line of the repository that it is about.
   */
  place: string | null;
  /**
   * What was found.
   */
  text: string;
}
/**
 * Where a line of the proposal comes from.
 */
export interface NoteDocument {
  /**
   * Whether nobody said so.
   */
  guess: boolean;
  /**
   * The line of the proposal, from 1.
   */
  line: number;
  /**
   * The line of the repository that it goes back to.
   */
  source: string | null;
  /**
   * What its comment says.
   */
  text: string;
}
/**
 * The keychain; asked now.
 */
export interface KeychainDocument {
  /**
   * When it was asked.
   */
  at: string;
  /**
   * The encrypted file that was chosen instead of a keychain.
   */
  file: string | null;
  /**
   * What it is called: `the login keychain`, or the file that was chosen.
   */
  name: string;
  /**
   * Why what was chosen instead of the system's keychain cannot be had.
   */
  problem: ErrorBody | null;
  state: KeychainWord;
}
/**
 * Which credentials this laptop has, by their names alone.
 */
export interface LaptopCredentialsDocument {
  /**
   * By where they lie; only where there are some.
   */
  found: LaptopCredentials[];
}
/**
 * The credentials of one source.
 */
export interface LaptopCredentials {
  /**
   * What they are called.
   */
  names: string[];
  source: LaptopSource;
}
/**
 * Lines of an operation's log are wanted.
 */
export interface LogArgs {
  /**
   * The first line, from 0; among the step's lines where one is named.
   */
  from: number;
  /**
   * At most so many; 5,000 at the most.
   */
  limit: number;
  /**
   * The operation.
   */
  operation: string;
  /**
   * Its project.
   */
  project: string;
  /**
   * Only of this step.
   */
  step?: string | null;
}
/**
 * Lines of an operation's log.
 */
export interface LogDocument {
  /**
   * No more will come.
   */
  ended: boolean;
  /**
   * The first line of these, from 0, as it was asked for.
   */
  from: number;
  /**
   * The lines.
   */
  lines: LogLineRow[];
  /**
   * How many lines there are now; the step's where one is named.
   */
  total: number;
}
/**
 * A line of a log.
 */
export interface LogLineRow {
  /**
   * It reads like the telling of an error.
   */
  alarm: boolean;
  /**
   * When, in milliseconds since 1970.
   */
  at: number | null;
  /**
   * It was written to standard error.
   */
  error: boolean;
  /**
   * The step that logged it.
   */
  step: string | null;
  /**
   * The text, redacted; it may hold ANSI colours.
   */
  text: string;
}
/**
 * A private key is to be looked at before it is put into the keychain.
 */
export interface KeyArgs {
  /**
   * The file that it lies in.
   */
  file?: string | null;
  /**
   * What may open it.
   */
  passphrase?: string | null;
  /**
   * Its text, where it was pasted.
   */
  text?: string | null;
}
/**
 * What may be shown of a private key.
 */
export interface KeyDocument {
  /**
   * Its type, such as `ssh-ed25519`; null where only its passphrase tells.
   */
  algorithm: string | null;
  /**
   * How many bytes it has.
   */
  bytes: number;
  /**
   * The name of the file that it came from.
   */
  file: string | null;
  /**
   * Its fingerprint, as `ssh-keygen -l` shows it.
   */
  fingerprint: string | null;
  /**
   * Whether the passphrase that was given opens it; null where none was given or none is needed.
   */
  opens: boolean | null;
  /**
   * Whether a passphrase protects it.
   */
  protected: boolean;
  /**
   * Its public half, as hosts have it in `authorized_keys`.
   */
  public: string | null;
}
/**
 * An operation.
 */
export interface OperationPage {
  /**
   * What may be done now, most likely first.
   */
  actions: Action[];
  /**
   * Who asked for it.
   */
  actor: string;
  /**
   * It asks whether what failed is taken back: `answer_plan` says yes or no.
   */
  asks: boolean;
  /**
   * Per service the version that it found there, of those that it is about; without those that were new.
   */
  before?: {
    [k: string]: string | undefined;
  };
  /**
   * The branch that it was run for.
   */
  branch: string | null;
  /**
   * It is executed now, here or in another program.
   */
  busy: boolean;
  /**
   * The commit that it is about.
   */
  commit: string | null;
  /**
   * How many of its steps are done, as the board says of it.
   */
  done: number;
  /**
   * It may be left to itself: this window does not execute it.
   */
  elsewhere: boolean;
  /**
   * When it ended.
   */
  ended_at: string | null;
  /**
   * The environment.
   */
  environment: string | null;
  /**
   * What shows why it did not succeed.
   */
  evidence: EvidenceDocument[];
  /**
   * Why its gates let nothing through, by their names, where that is known in parts.
   */
  gates_why: {
    [k: string]: GateReason | undefined;
  };
  /**
   * It went around the environment before, and why: to plan the same again.
   */
  hotfix: string | null;
  /**
   * The jobs of a run, in the file's order.
   */
  jobs: JobDocument[];
  kind: Kind;
  /**
   * How long it will probably take still.
   */
  left: TimeLeft | null;
  /**
   * How many lines its steps logged so far.
   */
  lines: number;
  /**
   * How long it took or takes so far, in milliseconds.
   */
  millis: number;
  /**
   * A run's number, also of one that made no release.
   */
  number: number | null;
  /**
   * How many it has, without those that are only done where something fails.
   */
  of: number;
  /**
   * The services that it is about, where it is not about all of its release: to plan the same again.
   */
  only: string[];
  /**
   * Its id.
   */
  operation: string;
  /**
   * On which device.
   */
  origin: string;
  /**
   * The operation that it continues.
   */
  parent: string | null;
  /**
   * The places of a deployment.
   */
  places: PlaceProgress[];
  /**
   * The hash of its plan.
   */
  plan: string;
  /**
   * What was planned, as the plan's drawer said it: for those who approve it, and for looking it up afterwards.
   * Its gates say what they said to it, and while it is open those that were not asked yet what they say now. Null
   * for a run, and where it can no longer be told.
   */
  planned: PlanDocument | null;
  /**
   * Why it did not succeed.
   */
  problem: string | null;
  /**
   * The code of why it did not succeed, where that is known.
   */
  problem_code: Code | null;
  /**
   * Its project.
   */
  project: string;
  /**
   * What it waited for has come, or was denied: it goes on, or ends, as soon as somebody carries it on.
   */
  ready: boolean;
  /**
   * Why.
   */
  reason: string | null;
  /**
   * The number of the release that it made or moved.
   */
  release: number | null;
  /**
   * When it began.
   */
  started_at: string;
  /**
   * Its steps, in the plan's order.
   */
  steps: StepDocument[];
  /**
   * The first line of its message.
   */
  subject: string | null;
  /**
   * How it ended; null while it is open.
   */
  verdict: Verdict | null;
  /**
   * Per service the version that it made or moved; for a run that is not over, or failed, the one it is to make.
   */
  versions: {
    [k: string]: string | undefined;
  };
  /**
   * It waits for a person, or for somebody to carry it on once what it waited for has come.
   */
  waits: boolean;
  /**
   * Why it did not succeed, or what it waits for, with what to do about it.
   */
  why: ErrorBody | null;
}
/**
 * Something that shows why a step did not succeed.
 */
export interface EvidenceDocument {
  /**
   * The lines of it that read like the telling of an error, from 0.
   */
  alarms: number[];
  /**
   * The place it comes from.
   */
  place: string | null;
  /**
   * The service it is about.
   */
  service: string | null;
  /**
   * The text itself, redacted.
   */
  text: string;
  /**
   * What it is, such as `exit code`, `last lines`.
   */
  what: string;
}
/**
 * A job of a pipeline.
 */
export interface JobDocument {
  /**
   * When it began.
   */
  began_at: string | null;
  /**
   * Its commands, in order.
   */
  commands: JobCommand[];
  /**
   * When it ended.
   */
  ended_at: string | null;
  /**
   * Its name.
   */
  name: string;
  /**
   * The jobs that come before.
   */
  needs: string[];
  state: StepState;
}
/**
 * A command of a job.
 */
export interface JobCommand {
  /**
   * When it began.
   */
  began_at: string | null;
  /**
   * How it ended.
   */
  exit_code: number | null;
  /**
   * Its first line among its step's lines, from 0; null before it begins.
   */
  first_line: number | null;
  /**
   * How many lines it logged so far.
   */
  lines: number;
  /**
   * How long it took, in milliseconds; null while it goes on.
   */
  millis: number | null;
  /**
   * What people call it.
   */
  name: string;
  state: StepState;
  /**
   * The step that logs its lines.
   */
  step: string;
}
/**
 * A place of a deployment.
 */
export interface PlaceProgress {
  /**
   * How long it took so far, in milliseconds.
   */
  millis: number | null;
  /**
   * Its name.
   */
  name: string;
  /**
   * The phases that people see, in order; the same for every place of an operation.
   */
  phases: Phase[];
  /**
   * Per service what runs there now; null where it cannot be seen, or was not looked at yet.
   */
  running: {
    [k: string]: string | undefined;
  } | null;
  state: StepState;
}
/**
 * Something that happens at a place.
 */
export interface Phase {
  /**
   * The step's name without its place, such as `pull`, `up`, `verify`.
   */
  name: string;
  state: StepState;
}
/**
 * The document.
 */
export interface PlanDocument {
  /**
   * With whose rights it would be carried out, where the environment is pinned to an account.
   */
  account: PlannedAccount | null;
  /**
   * What is done, in order.
   */
  actions: ActionDocument[];
  /**
   * The commits in between: those that come, then those that go, each newest first.
   */
  commits: CommitDocument[];
  /**
   * The variables that differ; never their values.
   */
  config: ConfigDocument[];
  /**
   * The credentials of this laptop's keychain that it would be carried out with. They are under no hash: laptops differ.
   */
  credentials: UsedCredentialDocument[];
  /**
   * Where it goes.
   */
  environment: string;
  /**
   * What the gates say now.
   */
  gates: GateDocument[];
  /**
   * The plan's hash.
   */
  hash: string;
  /**
   * The number of the release.
   */
  release: number;
  /**
   * The number of the release that a rollback afterwards restores.
   */
  rollback_to: number | null;
  /**
   * The sealed files that its secrets come from, also for what it puts back should it fail; never their values.
   */
  sealed: PlannedSealedFile[];
  /**
   * What happens to each service.
   */
  services: PlannedService[];
  /**
   * What to look at before going on.
   */
  warnings: string[];
}
/**
 * With whose rights a plan would be carried out.
 */
export interface PlannedAccount {
  /**
   * The account.
   */
  account: string;
  /**
   * The credential that they come from; null for what the person has set up for other tools.
   */
  credential: ActingCredential | null;
  /**
   * Where the rights come from: the credential, the profile.
   */
  from: string;
  /**
   * The full name in the account.
   */
  name: string;
}
/**
 * A credential with whose rights something is done.
 */
export interface ActingCredential {
  kind: CredentialKind;
  /**
   * Its name.
   */
  name: string;
}
/**
 * Something that is done.
 */
export interface ActionDocument {
  /**
   * What, in a few words.
   */
  action: string;
  /**
   * The command as a person would type it.
   */
  command: string | null;
  /**
   * Where; null when it is done on the laptop.
   */
  place: string | null;
  /**
   * The step's id.
   */
  step: string;
  when: WhenWord;
}
/**
 * A credential that a plan would be carried out with.
 */
export interface UsedCredentialDocument {
  kind: CredentialKind;
  /**
   * Its name.
   */
  name: string;
  scope: CredentialScope;
}
/**
 * A gate.
 */
export interface GateDocument {
  /**
   * Its name.
   */
  name: string;
  /**
   * Why.
   */
  reason: string | null;
  state: GateState;
}
/**
 * A sealed file.
 */
export interface PlannedSealedFile {
  /**
   * Its path in the repository.
   */
  file: string;
  /**
   * The names of the secrets that are taken from it, whatever else on this laptop has one of that name.
   */
  secrets: string[];
  version: Digest;
}
/**
 * A service.
 */
export interface PlannedService {
  change: ChangeWord;
  /**
   * What runs now.
   */
  from: PlannedImage | null;
  /**
   * Its name.
   */
  name: string;
  /**
   * What will run.
   */
  to: PlannedImage | null;
}
/**
 * An image of a service.
 */
export interface PlannedImage {
  /**
   * Its digest; null when the places differ.
   */
  digest: Digest | null;
  /**
   * Its version; null when the places do not say.
   */
  version: string | null;
}
/**
 * A step.
 */
export interface StepDocument {
  /**
   * What it does, in a few words.
   */
  action: string;
  /**
   * How often it was tried.
   */
  attempts: number;
  /**
   * When its last attempt began.
   */
  began_at: string | null;
  /**
   * The command as a person would type it.
   */
  command: string | null;
  /**
   * When it was settled.
   */
  ended_at: string | null;
  /**
   * The job that it is, in a run.
   */
  job: string | null;
  /**
   * How many lines it logged so far.
   */
  lines: number;
  /**
   * The steps that come before.
   */
  needs: string[];
  /**
   * Where; null on the laptop.
   */
  place: string | null;
  state: StepState;
  /**
   * Its id, such as `host-1/up`.
   */
  step: string;
  /**
   * What it last said of how far it is, while it is under way in this program.
   */
  told: HowFar | null;
  when: WhenWord;
  /**
   * Why it did not succeed.
   */
  why: string | null;
  /**
   * The code of that.
   */
  why_code: Code | null;
}
/**
 * A plan as the drawer shows it.
 */
export interface PlanPage {
  /**
   * With whose rights it would be carried out, where the environment is pinned to an account.
   */
  account: PlannedAccount | null;
  /**
   * What is done, in order.
   */
  actions: ActionDocument[];
  /**
   * What warnings are about, by their sentences, where that is known in parts.
   */
  cautions: {
    [k: string]: Caution | undefined;
  };
  /**
   * The commits in between: those that come, then those that go, each newest first.
   */
  commits: CommitDocument[];
  /**
   * The variables that differ; never their values.
   */
  config: ConfigDocument[];
  /**
   * The name that has to be typed; null when one click does.
   */
  confirm: string | null;
  /**
   * The credentials of this laptop's keychain that it would be carried out with. They are under no hash: laptops differ.
   */
  credentials: UsedCredentialDocument[];
  /**
   * Where it goes.
   */
  environment: string;
  /**
   * What the gates say now.
   */
  gates: GateDocument[];
  /**
   * Why gates let nothing through, by their names, where that is known in parts.
   */
  gates_why: {
    [k: string]: GateReason | undefined;
  };
  /**
   * The plan's hash.
   */
  hash: string;
  /**
   * The places with what runs there now.
   */
  places: PlacePlan[];
  /**
   * Why it cannot be carried out now.
   */
  refused: ErrorBody | null;
  /**
   * The number of the release.
   */
  release: number;
  /**
   * What a rollback afterwards restores.
   */
  restores: Restores | null;
  /**
   * The number of the release that a rollback afterwards restores.
   */
  rollback_to: number | null;
  /**
   * The sealed files that its secrets come from, also for what it puts back should it fail; never their values.
   */
  sealed: PlannedSealedFile[];
  /**
   * What happens to each service.
   */
  services: PlannedService[];
  /**
   * How long the same took before.
   */
  takes: TimeLeft | null;
  /**
   * It will wait for someone after it was begun.
   */
  waits: boolean;
  /**
   * What to look at before going on.
   */
  warnings: string[];
}
/**
 * A place of a plan.
 */
export interface PlacePlan {
  /**
   * Its name.
   */
  name: string;
  /**
   * Why it could not be seen when it was last looked at.
   */
  problem: string | null;
  /**
   * The code of that.
   */
  problem_code: Code | null;
}
/**
 * What a rollback restores.
 */
export interface Restores {
  /**
   * The release.
   */
  release: number;
  /**
   * The secrets, which keep the value of now.
   */
  secrets: string[];
  /**
   * Its services.
   */
  services: RestoredService[];
  /**
   * The variables that get the value of then.
   */
  variables: number;
}
/**
 * A service that comes back.
 */
export interface RestoredService {
  /**
   * Whether the image is still in the registry; null when that was not asked.
   */
  available: boolean | null;
  digest: Digest;
  /**
   * Its name.
   */
  name: string;
  /**
   * The version.
   */
  version: string;
}
/**
 * All of them, in the order in which they were added.
 */
export interface ProjectsDocument {
  /**
   * The projects.
   */
  projects: ProjectDocument[];
}
/**
 * A repository with a `slipway.yml`.
 */
export interface ProjectDocument {
  /**
   * Its environments, in promotion order.
   */
  environments: string[];
  /**
   * Where it lies.
   */
  folder: string;
  /**
   * Its name, under which everything else names it.
   */
  name: string;
  /**
   * Why it cannot be used now; services and environments are empty then.
   */
  problem: ErrorBody | null;
  /**
   * Its services, in the file's order.
   */
  services: string[];
}
/**
 * What is asked now.
 */
export interface QuestionsDocument {
  /**
   * The one that has waited longest first.
   */
  questions: QuestionDocument[];
}
/**
 * A question that something waits for.
 */
export interface QuestionDocument {
  asks: Asks;
  /**
   * The environment of that operation.
   */
  environment: string | null;
  /**
   * Its number, by which it is answered.
   */
  number: number;
  /**
   * The operation that waits; null where none does.
   */
  operation: string | null;
  /**
   * The project of that operation.
   */
  project: string | null;
}
/**
 * A credential that is there.
 */
export interface CredentialArgs {
  /**
   * What it is kept under.
   */
  id: string;
}
/**
 * A project is to be left out of the window. Nothing of it is deleted.
 */
export interface ProjectArgs {
  /**
   * The project.
   */
  project: string;
}
/**
 * All repositories.
 */
export interface RepositoriesDocument {
  /**
   * In the order in which they were added.
   */
  repositories: RepositoryDocument[];
}
/**
 * A repository.
 */
export interface RepositoryDocument {
  /**
   * The branch that is checked out; null when a commit is.
   */
  branch: string | null;
  /**
   * Its branches, the newest commit first.
   */
  branches: BranchDocument[];
  /**
   * How many files are changed and not committed.
   */
  dirty: number;
  /**
   * Where it lies.
   */
  folder: string;
  /**
   * How many branches are not shown.
   */
  more: number;
  /**
   * Why it cannot be read.
   */
  problem: ErrorBody | null;
  /**
   * The project.
   */
  project: string;
  /**
   * Where people push to.
   */
  remote: string | null;
  /**
   * What runs in each environment, in promotion order.
   */
  running: RunningCommit[];
}
/**
 * A branch.
 */
export interface BranchDocument {
  /**
   * Against what runs, per environment in promotion order.
   */
  against: Against[];
  /**
   * Its author.
   */
  author: string;
  /**
   * It is checked out.
   */
  checked_out: boolean;
  /**
   * Its newest commit.
   */
  commit: string;
  /**
   * The last run for it.
   */
  last_run: ActivityRow | null;
  /**
   * Its name, with the remote's for one that is only there.
   */
  name: string;
  /**
   * The environment that takes it and runs what is not on it, which a person should look at.
   */
  stray: string | null;
  /**
   * The first line of that commit's message.
   */
  subject: string;
  /**
   * The environments that take it.
   */
  takes: string[];
  /**
   * Its time.
   */
  time: string;
}
/**
 * A branch against what runs in an environment.
 */
export interface Against {
  /**
   * Commits that the branch has and what runs has not; null when that commit is not here.
   */
  ahead: number | null;
  /**
   * Commits that what runs has and the branch has not.
   */
  behind: number | null;
  /**
   * The environment.
   */
  environment: string;
}
/**
 * What runs in an environment.
 */
export interface RunningCommit {
  /**
   * The commit; null when nothing runs.
   */
  commit: string | null;
  /**
   * The environment.
   */
  environment: string;
}
/**
 * A service is to be restarted.
 */
export interface RestartArgs {
  /**
   * The environment.
   */
  environment: string;
  /**
   * A second request with this key begins nothing.
   */
  key: string;
  /**
   * The project.
   */
  project: string;
  /**
   * The service.
   */
  service: string;
}
/**
 * The value of a credential is to be replaced.
 */
export interface RotateCredentialArgs {
  /**
   * Each operation that uses it is to ask first; null leaves that as it is.
   */
  ask?: boolean | null;
  /**
   * The file that holds the part which may be read from one.
   */
  file?: string | null;
  /**
   * What it is kept under.
   */
  id: string;
  /**
   * Its parts, by name.
   */
  values?: {
    [k: string]: string | undefined;
  };
}
/**
 * A run is to be begun.
 */
export interface RunArgs {
  /**
   * The working tree with its changes.
   */
  dirty?: boolean;
  /**
   * A second request with this key begins nothing.
   */
  key: string;
  /**
   * The project.
   */
  project: string;
  /**
   * The branch, commit or tag; the checked-out commit if null.
   */
  revision?: string | null;
}
/**
 * An operation's log is to be kept as a file among the person's downloads.
 */
export interface SaveLogArgs {
  /**
   * The operation.
   */
  operation: string;
  /**
   * Its project.
   */
  project: string;
  /**
   * Only of this step.
   */
  step?: string | null;
  /**
   * With each line's time before it.
   */
  times?: boolean;
}
/**
 * Where a log was kept.
 */
export interface SavedLogDocument {
  /**
   * How many lines it has.
   */
  lines: number;
  /**
   * The file; one that was there keeps its name, and this one gets another.
   */
  path: string;
}
/**
 * A text is looked for in an operation's log.
 */
export interface SearchArgs {
  /**
   * Only lines that read like the telling of an error.
   */
  errors?: boolean;
  /**
   * The operation.
   */
  operation: string;
  /**
   * Its project.
   */
  project: string;
  /**
   * Only of this step.
   */
  step?: string | null;
  /**
   * The text, in whatever case; every line has the empty one.
   */
  text: string;
}
/**
 * Where a text was found.
 */
export interface SearchDocument {
  /**
   * The lines, from 0, among the step's where one is named; the first 10,000 of them.
   */
  lines: number[];
  /**
   * In how many lines it stands.
   */
  total: number;
}
/**
 * A rule is to be set or lifted.
 */
export interface RuleArgs {
  /**
   * The environment.
   */
  environment: string;
  /**
   * The project.
   */
  project: string;
  rule: Rule;
}
/**
 * A shell in a container is wanted; what it prints comes as [`super::event::Event::Stream`].
 */
export interface ShellArgs {
  /**
   * The width in characters.
   */
  columns: number;
  /**
   * The environment.
   */
  environment: string;
  /**
   * The place; the first one if null.
   */
  place?: string | null;
  /**
   * The project.
   */
  project: string;
  /**
   * The height in lines.
   */
  rows: number;
  /**
   * The service.
   */
  service: string;
}
/**
 * What the window shows.
 */
export interface ShowingArgs {
  /**
   * The path; null while the window is hidden.
   */
  path?: string | null;
}
/**
 * What the window is to show.
 */
export interface ShowingDocument {
  /**
   * Where to go instead: a link or a notification was pressed before there was a page. Null to stay.
   */
  go: string | null;
}
/**
 * Something for an open stream.
 */
export interface StreamArgs {
  /**
   * Its number.
   */
  stream: number;
  what: StreamInput;
}
/**
 * What came of trying a credential now.
 */
export interface TriedDocument {
  test: CredentialTest;
}
/**
 * What came of trying all of them.
 */
export interface TriedAllDocument {
  /**
   * Those that were not.
   */
  refused: CredentialName[];
  /**
   * How many are there, and nothing tries them.
   */
  untried: number;
  /**
   * How many were accepted.
   */
  works: number;
}
/**
 * The channels of all projects that could not be told.
 */
export interface UntoldDocument {
  /**
   * The one that has waited longest first.
   */
  channels: UntoldChannel[];
}
/**
 * A channel to which something was sent and has not arrived.
 */
export interface UntoldChannel {
  /**
   * Its name there.
   */
  channel: string;
  /**
   * Some of them are not tried any more.
   */
  given_up: boolean;
  /**
   * How many notices have not arrived.
   */
  notices: number;
  /**
   * The project whose `slipway.yml` names it.
   */
  project: string;
  /**
   * When the first of them was due.
   */
  since: string;
  /**
   * Why the last one that was tried did not arrive.
   */
  why: string | null;
}
