// What a path that leads to the repositories asks there, before anything is done.
import type { RepositoryDocument } from "../../wire/types.ts";

/** The repository whose project is to be taken out; undefined where nothing is asked, or where it is out already. */
export function askedToTakeOut(
  search: URLSearchParams,
  repositories: readonly RepositoryDocument[],
): RepositoryDocument | undefined {
  if (search.get("ask") !== "take_out") return undefined;
  return repositories.find(({ project }) => project === search.get("project"));
}
