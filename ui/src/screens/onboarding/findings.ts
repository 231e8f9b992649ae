// What is wrong in a draft, and where.
import type { ConfigurationFinding, DraftDocument } from "../../wire/types.ts";

export interface DraftFinding extends ConfigurationFinding {
  /** It keeps the draft from being used. */
  error: boolean;
}

/** What an error's details hold of its findings, as far as they are findings. */
function detailed(details: unknown): ConfigurationFinding[] {
  if (typeof details !== "object" || details === null || !("findings" in details)) return [];
  return Array.isArray(details.findings) ? details.findings.filter(isFinding) : [];
}

function isFinding(value: unknown): value is ConfigurationFinding {
  return typeof value === "object" && value !== null && "line" in value && "message" in value;
}

function isDoubt(finding: ConfigurationFinding): boolean {
  return "severity" in finding && finding.severity !== "error";
}

/** All findings of a draft in the order of their lines. */
export function findingsOf(draft: DraftDocument): DraftFinding[] {
  const found = [
    ...detailed(draft.problem?.details).map((finding) => ({ ...finding, error: !isDoubt(finding) })),
    ...(draft.check?.findings ?? []).map((finding) => ({ ...finding, error: false })),
  ];
  return found.sort((one, other) => one.line - other.line || one.column - other.column);
}

/** The offset in a text of a line and column, both from 1; its end where there is no such place. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  // Columns count characters; what is beyond the first plane takes two places in a string.
  const within = [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  return Math.min(text.length, before + within);
}

/** The line, from 1, of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
