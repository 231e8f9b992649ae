// What the engine asks of a proposal, so that the window can ask it in its own words. A test holds these beside the
// engine's own.

export const QUESTION = {
  noDockerfile:
    "There is no Dockerfile in this repository. How does it become an image? Slipway builds what a Dockerfile describes.",
  noHosts:
    "Which hosts should releases go to? None is named in the repository, so `mine`, this laptop, was proposed.",
  host: "Which host is {placeholder} ({place})? Write its address, or name it so in ~/.ssh/config.",
  repository: "Which repository is `{repository}`? It stands in the place of {names}.",
  registry: "Which registry are images pushed to? Nothing in the repository says so. {what}",
  argument: "Which value has the build argument {name} ({place})? It has no default, and nothing passes one.",
  channel: "Which Slack channel is told ({place})? `{channel}` stands in its place.",
  deeds:
    "What do the commands at {place} do on {names}? If they deploy, put them into a script and name it: `target: { script: { hosts: [{hosts}], file: deploy.sh } }`.",
  manyHosts:
    "Several hosts run these containers ({place} and more), and a Docker target has one. Make an environment of each?",
  secretArguments:
    "{file} gets {names} as arguments ({place}). Slipway hands secrets over on standard input, one line each: read them with `read -r NAME`, and count the other arguments anew.",
} as const;

/** What was proposed where no registry is known. */
export const REGISTRY = {
  hosts:
    "{address} was proposed in its place, but a host that pulls from there asks itself: write one under `image` and `registries` that this laptop and the hosts reach.",
  laptop: "`docker run -d -p 5000:5000 registry:2` starts one at {address}, which was proposed.",
} as const;
