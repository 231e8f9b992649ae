// What the engine says of findings, so that the window can say it in its own words: its documents hold sentences and no
// parts. A test holds these beside the engine's own.

/** Why something is taken for a secret. */
export const WHY = {
  assigned: "{name} says that its value is a secret, and it has one",
  valueOf: "{what} is the value of {name}",
  label: "the label {name} holds a secret",
  given: "the command gives {name} a secret",
  inCommand: "{what} is in the command",
  login: "the command holds {what}",
  copied: "{path} is put into the image, and by its name it holds a secret",
  fetched: "{what} is where it is fetched from",
  hereDocument: "{what} is in a here-document",
} as const;

/** How the sentence begins that says why a file is taken for one. */
export const OF_FILE = "/{path}: {why}";

/** Why a file is taken for one. */
export const FILE_WHY = {
  store: "it is a store of keys",
  privateKey: "it holds a private key",
  holdsLogin: "it holds a login",
  gives: "it gives {name} a value",
  isIn: "{what} is in it",
} as const;

/** Kinds of secrets. */
export const WHAT = {
  privateKey: "A private key",
  url: "A URL with a password",
  signed: "A URL with a secret",
  header: "A login in a header",
  curl: "a login for curl",
  sshpass: "a password for ssh",
  chpasswd: "a password of a user",
  slackWebhook: "A Slack webhook",
  awsAccess: "An AWS access key",
  awsSession: "An AWS session key",
  gitHub: "A GitHub token",
  gitLab: "A GitLab token",
  slack: "A Slack token",
  npm: "An npm token",
  dockerHub: "A Docker Hub token",
  stripe: "A Stripe key",
  pyPi: "A PyPI token",
  google: "A Google API key",
  sendGrid: "A SendGrid key",
  jsonWeb: "A JSON web token",
} as const;

/** Where something was seen. */
export const PLACE = {
  line: "{path}, line {line}",
  configuration: "the image's configuration",
  history: "the image's history",
  layer: "layer {short}",
} as const;

/** What follows a layer, where that is known: what made it, and that a later one hides the file. */
export const MADE_BY = ", made by {maker}";
export const HIDDEN = "; a later layer hides the file and does not take it out of the image";

/** What made a layer, where its own words could hold a secret. */
export const MAKER = { workdir: "a WORKDIR", run: "a RUN" } as const;
