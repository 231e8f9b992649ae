// Which hosts do not answer, over all projects: said once for the whole board.
import type { BoardProject } from "../../wire/types.ts";

export interface Away {
  /** The hosts, the one that was silent longest first. */
  hosts: string[];
  /** When the first of them had answered last; null where one never did. */
  since: string | null;
  /** The same of the last of them. */
  latest: string | null;
  /** Where they are. */
  environments: { project: string; environment: string; isLooking: boolean }[];
}

/** Null when all answer. */
export function awayOf(projects: BoardProject[]): Away | null {
  const hosts = new Map<string, string | null>();
  const environments: Away["environments"] = [];
  for (const project of projects) {
    for (const { environment, unreachable, sight } of project.bands) {
      if (unreachable.length === 0) continue;
      environments.push({ project: project.name, environment, isLooking: sight.looking });
      for (const { name } of unreachable) {
        const before = hosts.has(name) ? (hosts.get(name) ?? null) : sight.at;
        hosts.set(name, before && sight.at && before < sight.at ? before : sight.at);
      }
    }
  }
  if (hosts.size === 0) return null;
  const sorted = [...hosts].sort(([, one], [, other]) => (one ?? "").localeCompare(other ?? ""));
  const ats = sorted.map(([, at]) => at);
  const areKnown = ats.every((at) => at !== null);
  return {
    hosts: sorted.map(([name]) => name),
    since: areKnown ? (ats[0] ?? null) : null,
    latest: areKnown ? (ats.at(-1) ?? null) : null,
    environments,
  };
}
