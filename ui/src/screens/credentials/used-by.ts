// What uses a credential, in a few words: what there is one of is named, of many the number is told.
import type { CredentialUse } from "../../wire/types.ts";

/** What has to be said in the window's language. */
export interface UseWords {
  comma: string;
  build(services: string): string;
  environments(count: number): string;
  hosts(count: number): string;
  script(environment: string): string;
  job(job: string): string;
  account(environment: string): string;
  sealed(environments: string): string;
  repository(projects: string): string;
  notices(channels: string): string;
  /** Two that are named. */
  and(first: string, last: string): string;
}

type Of<Kind extends CredentialUse["use"]> = Extract<CredentialUse, { use: Kind }>;

/** So many are named before they are counted. */
const NAMED = 2;

export function usedBy(uses: readonly CredentialUse[], words: UseWords): string {
  const of = <Kind extends CredentialUse["use"]>(kind: Kind) =>
    uses.filter((use): use is Of<Kind> => use.use === kind);
  return [
    servicesIn(of("service"), words),
    images(of("images"), of("pulls"), words),
    hosts(of("host"), words),
    ...unique(of("script").map(({ environment }) => environment)).map((one) => words.script(one)),
    ...unique(of("account").map(({ environment }) => environment)).map((one) => words.account(one)),
    named(
      of("build").map(({ service }) => service),
      words,
      words.build,
    ),
    ...unique(of("job").map(({ job }) => job)).map((one) => words.job(one)),
    named(
      of("sealed").map(({ environment }) => environment),
      words,
      words.sealed,
    ),
    named(
      of("repository").map(({ project }) => project),
      words,
      words.repository,
    ),
    named(
      of("notices").map(({ channel }) => channel),
      words,
      words.notices,
    ),
  ]
    .filter((one) => one !== "")
    .join(words.comma);
}

function servicesIn(uses: readonly Of<"service">[], words: UseWords): string {
  const services = unique(uses.map(({ service }) => service));
  const environments = unique(uses.map(({ project, environment }) => `${project}/${environment}`));
  if (services.length === 0) return "";
  const named = services.join(words.comma);
  return environments.length > 1 ? named + words.comma + words.environments(environments.length) : named;
}

/**
 * Within one project its services are told, across several the projects. Who only pulls is told where nobody pushes: what
 * is pushed somewhere is pulled from there as well.
 */
function images(pushed: readonly Of<"images">[], pulled: readonly Of<"pulls">[], words: UseWords): string {
  const projects = unique([...pushed, ...pulled].map(({ project }) => project));
  if (projects.length > 1) return projects.join(words.comma);
  const services = unique(pushed.map(({ service }) => service));
  const names = services.length > 0 ? services : unique(pulled.map(({ environment }) => environment));
  return names.join(words.comma);
}

function hosts(uses: readonly Of<"host">[], words: UseWords): string {
  const names = unique(uses.map(({ host }) => host));
  const [first = "", last] = names;
  if (names.length > NAMED) return words.hosts(names.length);
  return last === undefined ? first : words.and(first, last);
}

/** Each once, and what they are in a word around them. */
function named(names: readonly string[], words: UseWords, around: (names: string) => string): string {
  return names.length > 0 ? around(unique(names).join(words.comma)) : "";
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
