// The columns: every environment of every repository once, in promotion order.
import type { RepositoryDocument } from "../../wire/types.ts";

/** Environments of all repositories. One that only some have stands behind what comes before it there. */
export function environmentsOf(repositories: readonly RepositoryDocument[]): string[] {
  const columns: string[] = [];
  for (const { running } of repositories) {
    let before = -1;
    for (const { environment } of running) {
      const at = columns.indexOf(environment);
      if (at < 0) columns.splice(before + 1, 0, environment);
      before = at < 0 ? before + 1 : at;
    }
  }
  return columns;
}
