// What the engine says beside the lines of a proposal, so that the window can say it in its own words. A test holds
// these beside the engine's own.

/** Where a line comes from. */
export const FROM = "from {who}";

/** Who said so, where it is no line of a file. */
export const HEARD = {
  remote: "the remote's address",
  newest: "the registry, whose newest is {newest}",
  runs: "{host}, where it runs; its containers are kept",
} as const;

/** Why something was guessed. What begins with a part comes last: it could be taken for more than it is. */
export const GUESS = {
  named: "by its name",
  namedUnset: "by its name; what it is set to is not in the repository",
  unset: "its value is not in the repository",
  laptop: "containers on this laptop",
  pushedCommits: "production takes pushed commits without local changes only",
  anyBranch: "nothing restricts the branch",
  everyOtherBranch: "for every other branch",
  branch: "what branch {branch} is usually for",
  unknownDeeds: "what is done on the hosts is not known; this is this laptop",
  noHostFound: "no host was found; this is this laptop",
  noHost: "no host",
  unknownHosts: "nothing says what these hosts are for",
  onlyHost: "the only host that was found",
  noRegistry: "no registry was found",
  plainHttp: "a registry on this laptop speaks plain HTTP",
  fromRegistry: "deployments take images from the registry",
  allPassed: "images are built when all else has passed",
  everyService: "every service",
  versionsService: `the service that \`\${version}\` means`,
  buildFiles: "the whole repository, since this folder only holds build files",
  folder: "the folder's name",
  folderSilent: "the folder's name says nothing",
  composeFile: "the compose file of the repository",
  composeProject: "compose names a project after its folder",
  orb: "the orb's own name for it",
  channel: "the channel is set outside of the file",
  counted: "build numbers count up from 1",
  versionAlone: "the version alone",
  taken: "`{text}` would be taken after the first build",
  gaps: "what {gaps} may stand for",
  port: "{told} of the laptop may be taken",
  installs: "{name} has what {action} installs",
  setInCi: "{name} is set to this in a CI file",
  address: "{name} stands for an address that is not in the repository",
  image: "{who} {stands} for what is not in the repository",
  notPushed: "{why}, but nothing here pushes it",
  nameOf: "{what} `{text}`",
} as const;

/** How many stand there. */
export const STANDS = { one: "stands", more: "stand" } as const;

/** Where the name of an image comes from that nothing pushes. */
export const RUN_OR_BUILT = {
  compose: "compose runs it",
  host: "a host runs it",
  built: "it is built under this name",
} as const;

/** Whose name tells the environment. */
export const NAMED = {
  host: "the host's name",
  job: "the job's name",
  file: "the file's name",
} as const;
