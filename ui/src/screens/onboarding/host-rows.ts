// What hosts said, as a table: a row per host of an environment, a column per thing that was looked at.
import type { HostFindingDocument, HostsDocument } from "../../wire/types.ts";

/** What has a column of its own, in this order. The rest shares one. */
export const SUBJECTS = ["docker", "compose", "architecture", "disk", "clock", "registry"] as const;

export type Subject = (typeof SUBJECTS)[number];

export interface HostRow {
  environment: string;
  place: string;
  /** Nothing is wrong with it. */
  ready: boolean;
  /** Why it could not be asked for the rest. */
  away: HostFindingDocument | null;
  /** The worst that was found per column. */
  columns: ReadonlyMap<Subject, HostFindingDocument>;
  /** What has no column. */
  others: HostFindingDocument[];
  /** What has to be mended. */
  wrong: HostFindingDocument[];
}

export function hostRows(hosts: HostsDocument): HostRow[] {
  return hosts.environments.flatMap(({ name, findings }) =>
    [...byPlace(findings)].map(([place, found]) => row(name, place, found)),
  );
}

function byPlace(findings: HostFindingDocument[]): Map<string, HostFindingDocument[]> {
  const places = new Map<string, HostFindingDocument[]>();
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

function row(environment: string, place: string, found: HostFindingDocument[]): HostRow {
  const columns = new Map<Subject, HostFindingDocument>();
  const others: HostFindingDocument[] = [];
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
