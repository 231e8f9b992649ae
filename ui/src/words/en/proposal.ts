// What the engine says of a proposed slipway.yml. In English the window says it word for word.
export const proposal = {
  comma: ", ",
  from: "from {{who}}",
  heard: {
    remote: "from the remote's address",
    newest: "from the registry, whose newest is {{newest}}",
    runs: "from {{host}}, where it runs; its containers are kept",
  },
  guess: {
    named: "by its name",
    namedUnset: "by its name; what it is set to is not in the repository",
    unset: "its value is not in the repository",
    laptop: "containers on this laptop",
    pushedCommits: "production takes pushed commits without local changes only",
    anyBranch: "nothing restricts the branch",
    everyOtherBranch: "for every other branch",
    branch: "what branch {{branch}} is usually for",
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
    taken: "`{{text}}` would be taken after the first build",
    gaps: "what {{gaps}} may stand for",
    port: "{{told}} of the laptop may be taken",
    installs: "{{name}} has what {{action}} installs",
    setInCi: "{{name}} is set to this in a CI file",
    address: "{{name}} stands for an address that is not in the repository",
    image: "{{who}} {{stands}} for what is not in the repository",
    notPushed: "{{why}}, but nothing here pushes it",
    nameOf: "{{what}} `{{text}}`",
  },
  stands: { one: "stands", more: "stand" },
  runOrBuilt: {
    compose: "compose runs it",
    host: "a host runs it",
    built: "it is built under this name",
  },
  named: { host: "the host's name", job: "the job's name", file: "the file's name" },
  question: {
    noDockerfile:
      "There is no Dockerfile in this repository. How does it become an image? Slipway builds what a Dockerfile describes.",
    noHosts:
      "Which hosts should releases go to? None is named in the repository, so `mine`, this laptop, was proposed.",
    host: "Which host is {{placeholder}} ({{place}})? Write its address, or name it so in ~/.ssh/config.",
    repository: "Which repository is `{{repository}}`? It stands in the place of {{names}}.",
    registry: "Which registry are images pushed to? Nothing in the repository says so. {{what}}",
    argument:
      "Which value has the build argument {{name}} ({{place}})? It has no default, and nothing passes one.",
    channel: "Which Slack channel is told ({{place}})? `{{channel}}` stands in its place.",
    deeds:
      "What do the commands at {{place}} do on {{names}}? If they deploy, put them into a script and name it: `target: { script: { hosts: [{{hosts}}], file: deploy.sh } }`.",
    manyHosts:
      "Several hosts run these containers ({{place}} and more), and a Docker target has one. Make an environment of each?",
    secretArguments:
      "{{file}} gets {{names}} as arguments ({{place}}). Slipway hands secrets over on standard input, one line each: read them with `read -r NAME`, and count the other arguments anew.",
  },
  registry: {
    hosts:
      "{{address}} was proposed in its place, but a host that pulls from there asks itself: write one under `image` and `registries` that this laptop and the hosts reach.",
    laptop: "`docker run -d -p 5000:5000 registry:2` starts one at {{address}}, which was proposed.",
  },
};
