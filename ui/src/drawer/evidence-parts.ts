// What shows why an operation did not succeed, in the order in which it is read, and as text.
import type { Leak } from "../parts/leaks.ts";
import type { EvidenceDocument } from "../wire/types.ts";

export interface EvidencePart {
  /** `host-2, api`; empty where it comes from no place. */
  where: string;
  /** Short facts: what, and the fact. */
  facts: EvidenceDocument[];
  /** Texts of several lines. */
  texts: EvidenceDocument[];
}

/** The engine's comparison with what was there before: no fact of a place. */
const CHANGES = "changes";

export function changesIn(evidence: EvidenceDocument[]): EvidenceDocument | undefined {
  return evidence.find(({ what }) => what === CHANGES);
}

/** EvidenceDocument by where it comes from, in the order in which it was found. What the headline says already is left out. */
export function evidenceParts(evidence: EvidenceDocument[], said: string | null): EvidencePart[] {
  const parts = new Map<string, EvidencePart>();
  for (const one of evidence) {
    if (one.what === CHANGES || one.text === said) continue;
    const where = [one.place, one.service].filter(Boolean).join(", ");
    const part = parts.get(where) ?? { where, facts: [], texts: [] };
    parts.set(where, part);
    (isText(one) ? part.texts : part.facts).push(one);
  }
  return [...parts.values()];
}

/** EvidenceDocument without secrets that were found, which are told by themselves. */
export function withoutFindings(evidence: EvidenceDocument[], leaks: readonly Leak[]): EvidenceDocument[] {
  const names = new Set(leaks.map(({ finding }) => finding));
  return evidence.filter(({ what }) => !names.has(what));
}

function isText({ what, text }: EvidenceDocument): boolean {
  return what === "last lines" || text.includes("\n");
}

/** All of it as text, as the command line prints it. */
export function evidenceText(title: string, problem: string | null, evidence: EvidenceDocument[]): string {
  const parts = evidence
    .filter(({ text }) => text !== problem)
    .map(({ place, service, what, text }) => {
      const where = [place, service].filter(Boolean).join(" ");
      const lines = text.split("\n").map((line) => `    ${line}`);
      return [`  ${what}${where ? ` (${where})` : ""}:`, ...lines].join("\n");
    });
  return `${[title, problem, ...parts].filter(Boolean).join("\n")}\n`;
}
