// What gates and warnings say of a plan, made of their parts.

/** Why a gate lets nothing through. */
export const gateWhy = {
  dirty: "the release was built from a working tree with changes, and the environment is protected",
  unpushed: "the release's commit is on no remote branch, and the environment is protected",
  held: "{{by}} put {{environment}} on hold{{why}}",
  frozen: "{{by}} froze {{environment}} until {{until}}{{why}}",
  frozenByFile: "slipway.yml freezes {{environment}} until {{until}}{{why}}",
  lifted: "it is lifted",
  unverified: "release #{{release}} was not verified in {{before}}",
  unverifiedServices: "{{services}} of release #{{release}} not verified in {{before}}",
  soaking: "the release must run in {{before}} until {{until}} before it goes on",
  tooShort:
    "{{service}} of release #{{release}} ran in {{before}} for {{ran}} of {{of}}, then something else took its place",
  approvals: "{{missing}} of {{of}} approvals still missing",
  approvalsOfOthers: "{{missing}} of {{of}} approvals by people who did not write the commits still missing",
  denied: "{{by}} denied the plan{{why}}",
};

/** What to look at before a plan is carried out. */
export const caution = {
  dirty: "the release was built from a working tree with changes",
  no_remote: "the repository has no remote, so nobody else can see the commit",
  hotfix: "goes out without having been verified in {{before}}: {{why}}",
  migrations_one: "the migration file {{first}} differs; a rollback does not take a migration back",
  migrations_other:
    "{{count}} migration files differ, {{first}} first; a rollback does not take a migration back",
  migrations_unknown: "this clone lacks a commit, so it cannot be told whether migrations differ",
  platform: "{{place}} is {{own}}, and the image of {{service}} is for {{platforms}}",
  room: "the images need about {{needed}} on {{place}}, and {{free}} are free",
  disk: "{{place}} has only {{free}} of disk left",
  gone: "the image of {{service}} {{version}} is gone from {{repository}}, so a rollback to it works only where it was not removed yet",
  foreign:
    "another laptop deployed {{services}}; this one cannot put back what ran if the deployment fails, and compares with what it deployed itself",
  other: "to be looked at: {{said}}",
  secrets: "secrets keep the values that they have now: {{names}}",
  unset: "the secret {{name}} was never set here; add it under Credentials",
  unsetHeld:
    "the secret {{name}} was never set here, but the keychain holds one: import it under Credentials",
};
