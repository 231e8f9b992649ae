// From when the newest test is that is shown.
import type { CredentialRow } from "../../wire/types.ts";

/** Times of the wire sort as texts. Null where nothing was tested. */
export function newestTest(rows: readonly Pick<CredentialRow, "test">[]): string | null {
  const times = rows.flatMap(({ test }) => (test.at === null ? [] : [test.at]));
  return times.sort().at(-1) ?? null;
}
