// The rows of the table: a band per scope, and what applies there.
import type { CredentialBand, CredentialRow } from "../../wire/types.ts";

export type Line =
  | { is: "band"; band: CredentialBand }
  | { is: "credential"; row: CredentialRow }
  | { is: "none" };

/** The rows of all bands. Where something is looked for, bands in which nothing fits are left out. */
export function linesOf(
  bands: readonly CredentialBand[],
  fits: ((row: CredentialRow) => boolean) | null,
): Line[] {
  const lines = bands.flatMap((band): Line[] => {
    const shown = fits ? band.credentials.filter(fits) : band.credentials;
    if (shown.length === 0) return [];
    return [{ is: "band", band }, ...shown.map((row): Line => ({ is: "credential", row }))];
  });
  return lines.length === 0 ? [{ is: "none" }] : lines;
}

/** The credential in that row; undefined for what only says something. */
export function rowAt(lines: readonly Line[], index: number | null): CredentialRow | undefined {
  const line = index === null ? undefined : lines[index];
  return line?.is === "credential" ? line.row : undefined;
}
