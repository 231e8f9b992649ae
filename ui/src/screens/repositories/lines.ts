// The rows of the table: a band per repository, its branches, what is wrong with one, how many more there are.
import type { BranchDocument, ErrorBody, RepositoryDocument } from "../../wire/types.ts";

export type Line =
  | { is: "band"; repository: RepositoryDocument }
  | { is: "problem"; repository: RepositoryDocument; problem: ErrorBody }
  | { is: "branch"; repository: RepositoryDocument; branch: BranchDocument }
  | { is: "needs"; repository: RepositoryDocument; branch: BranchDocument; environment: string }
  | { is: "none"; why: "noBranch" | "allOut" | "noneFits" }
  | { is: "more"; count: number };

type Test = (branch: BranchDocument, repository: RepositoryDocument) => boolean;

/** The rows of all repositories. Where something is looked for, those in which nothing fits are left out. */
export function linesOf(
  repositories: readonly RepositoryDocument[],
  fits: Test | null,
  searching: boolean,
): Line[] {
  const lines = repositories.flatMap((repository): Line[] => {
    const { problem, branches, more } = repository;
    const band: Line = { is: "band", repository };
    if (problem && searching) return [];
    if (problem) return [band, { is: "problem", repository, problem }];
    const shown = fits ? branches.filter((branch) => fits(branch, repository)) : branches;
    if (shown.length === 0 && searching) return [];
    if (shown.length === 0) return [band, { is: "none", why: branches.length > 0 ? "allOut" : "noBranch" }];
    const rows = shown.flatMap((branch): Line[] => {
      const row: Line = { is: "branch", repository, branch };
      const { stray } = branch;
      return stray === null ? [row] : [row, { is: "needs", repository, branch, environment: stray }];
    });
    return more > 0 ? [band, ...rows, { is: "more", count: more }] : [band, ...rows];
  });
  return searching && lines.length === 0 ? [{ is: "none", why: "noneFits" }] : lines;
}

/** What names a band or a branch wherever it stands; null of what only says something and is passed over. */
export function keyOf(line: Line | undefined): string | null {
  if (line?.is === "band") return line.repository.project;
  return line?.is === "branch" ? keyOfBranch(line.repository.project, line.branch.name) : null;
}

/** No name of a project or branch has a space in it. */
export function keyOfBranch(project: string, branch: string): string {
  return `${project} ${branch}`;
}
