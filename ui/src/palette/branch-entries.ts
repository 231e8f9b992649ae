// Branches, and running them. Running is asked where it begins.
import { GitBranch, Play } from "lucide-react";
import { paths } from "../frame/paths.ts";
import type { RepositoryDocument } from "../wire/types.ts";
import type { Entry } from "./entry.ts";
import type { Words } from "./entry-words.ts";

export function branchEntries(repositories: readonly RepositoryDocument[], words: Words): Entry[] {
  return repositories.flatMap((repository) => [
    ...dirtyEntries(repository, words),
    ...repository.branches.flatMap((branch) => ofBranch(repository.project, branch, words)),
  ]);
}

function ofBranch(project: string, branch: RepositoryDocument["branches"][number], { t }: Words): Entry[] {
  const { name, subject, author, commit } = branch;
  return [
    {
      id: `branch/${project}/${name}`,
      group: "branches",
      icon: GitBranch,
      label: `${name} ${project}`,
      about: subject,
      words: `${author} ${commit}`,
      effect: { what: "go", path: paths.branch(project, name) },
    },
    {
      id: `branch/${project}/${name}/run`,
      group: "manage",
      icon: Play,
      label: t("branch.run", { project, branch: name }),
      asked: t("manage.asked.run"),
      // What concerns the project's pipeline comes first.
      single: true,
      effect: { what: "go", path: paths.beginRun(project, { branch: name }) },
    },
  ];
}

function dirtyEntries({ project, dirty }: RepositoryDocument, { t }: Words): Entry[] {
  if (dirty === 0) return [];
  return [
    {
      id: `branch/${project}/dirty`,
      group: "manage",
      icon: Play,
      label: t("branch.runDirty", { project, count: dirty }),
      asked: t("manage.asked.run"),
      effect: { what: "go", path: paths.beginRun(project, { dirty: true }) },
    },
  ];
}
