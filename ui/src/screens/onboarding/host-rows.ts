// What hosts said, as a table: a row per host of an environment, a column per thing that was looked at.
import type { HostFinding, HostsSaid } from "./host-words.ts";

/** What has a column of its own, in this order. The rest shares one. */
export const SUBJECTS = ["docker", "compose", "architecture", "disk", "clock", "registry"] as const;

export type Subject = (typeof SUBJECTS)[number];

export interface HostRow {
  environment: string;
  place: string;
  /** Nothing is wrong with it. */
  ready: boolean;
  /** Why it could not be asked for the rest. */
  away: HostFinding | null;
  /** The worst that was found per column. */
  columns: ReadonlyMap<Subject, HostFinding>;
  /** What has no column. */
  others: HostFinding[];
  /** What has to be mended. */
  wrong: HostFinding[];
}

export function hostRows(hosts: HostsSaid): HostRow[] {
  return hosts.environments.flatMap(({ name, findings }) =>
    [...byPlace(findings)].map(([place, found]) => row(name, place, found)),
  );
}

function byPlace(findings: HostFinding[]): Map<string, HostFinding[]> {
  const places = new Map<string, HostFinding[]>();
  for (const finding of findings) {
    const found = places.get(finding.place);
    if (found) found.push(finding);
    else places.set(finding.place, [finding]);
  }
  return places;
}

function isSubject(subject: string): subject is Subject {
  return (SUBJECTS as readonly string[]).includes(subject);
}

function row(environment: string, place: string, found: HostFinding[]): HostRow {
  const columns = new Map<Subject, HostFinding>();
  const others: HostFinding[] = [];
  for (const finding of found) {
    if (!isSubject(finding.subject)) others.push(finding);
    else if (!finding.ok || !columns.has(finding.subject)) columns.set(finding.subject, finding);
  }
  const wrong = found.filter(({ ok }) => !ok);
  return {
    environment,
    place,
    ready: wrong.length === 0,
    away: wrong.find(({ subject }) => subject === "connection") ?? null,
    columns,
    others,
    wrong,
  };
}

/** The columns in which anything was found. */
export function usedSubjects(rows: HostRow[]): Subject[] {
  return SUBJECTS.filter((subject) => rows.some(({ columns }) => columns.has(subject)));
}
