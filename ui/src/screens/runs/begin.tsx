// Beginning a run: of which project, which branch, with what is not committed or without.
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useBeginRun } from "../../frame/begin-run.ts";
import { paths } from "../../frame/paths.ts";
import { useAnswerInView } from "../../host/context.tsx";
import { Question } from "../../parts/dialog.tsx";
import { Problem, ProblemAgain } from "../../parts/problem.tsx";
import { isText, useRemembered } from "../../parts/remembered.ts";
import { useSlow } from "../../parts/slow.ts";
import type { RepositoryDocument } from "../../wire/types.ts";
import { Branches } from "./branches.tsx";

interface BeginProps {
  /** The project and the branch that it is asked for; null where nobody said. */
  project: string | null;
  branch: string | null;
  /** It is asked for with what is not committed. */
  dirty: boolean;
  close(): void;
}

export function Begin({ project: asked, branch: askedBranch, dirty, close }: BeginProps) {
  const { t } = useTranslation("runs");
  // Files that are edited tell nobody.
  const repositories = useAnswerInView("repositories", {});
  const isSlow = useSlow(!repositories.data && repositories.isFetching);
  const [project, setProject] = useRemembered("runs.project", "", isText);
  useEffect(() => {
    if (asked !== null) setProject(asked);
  }, [asked, setProject]);
  const [branch, setBranch] = useState(askedBranch);
  const [isDirty, setDirty] = useState(dirty);
  const [isElsewhere, setElsewhere] = useState(false);
  const run = useBeginRun();
  const all = repositories.data?.repositories ?? [];
  const repository = all.find((one) => one.project === project) ?? all[0];
  const chosen = branch ?? repository?.branch ?? repository?.branches[0]?.name ?? null;
  const isHere = chosen !== null && chosen === repository?.branch;
  const withDirty = isDirty && isHere && (repository?.dirty ?? 0) > 0;
  const begin = () => {
    if (!repository || chosen === null) return;
    const { project } = repository;
    run.begin(withDirty ? { project, dirty: true } : { project, revision: chosen });
  };
  return (
    <Question
      title={t("begin.title")}
      about={<p>{t("begin.about")}</p>}
      verb={t(withDirty ? "begin.runDirty" : "begin.run", { branch: chosen ?? "" })}
      refusal={run.refusal}
      pending={run.isPending || !repository || chosen === null}
      onAnswer={begin}
      onClose={close}
    >
      {repositories.error && (
        <ProblemAgain problem={repositories.error.body} again={() => void repositories.refetch()} />
      )}
      {isSlow && (
        <p className="faint" role="status">
          {t("loading", { ns: "common", what: t("begin.what") })}
        </p>
      )}
      {repositories.data && !repository && (
        <p>
          {t("begin.noRepository")} <Link href={paths.add()}>{t("addProject", { ns: "common" })}</Link>
        </p>
      )}
      {repository && (
        <>
          {all.length > 1 && (
            <ProjectChoice
              projects={all.map((one) => one.project)}
              project={repository.project}
              choose={(next) => {
                setProject(next);
                setBranch(null);
                setElsewhere(true);
              }}
            />
          )}
          {repository.problem ? (
            <Problem problem={repository.problem} />
          ) : (
            <Branches
              key={repository.project}
              repository={repository}
              chosen={chosen}
              // The question is which branch; whoever changes the project is on their way there.
              takesFocus={!isElsewhere}
              choose={setBranch}
              begin={begin}
            />
          )}
          <Dirty
            repository={repository}
            chosen={chosen}
            isHere={isHere}
            isDirty={isDirty}
            setDirty={setDirty}
          />
        </>
      )}
    </Question>
  );
}

interface ProjectProps {
  projects: string[];
  project: string;
  choose(project: string): void;
}

function ProjectChoice({ projects, project, choose }: ProjectProps) {
  const { t } = useTranslation("runs");
  const id = useId();
  return (
    <div className="f">
      <label htmlFor={id}>{t("begin.project")}</label>
      <select id={id} className="field" value={project} onChange={(event) => choose(event.target.value)}>
        {projects.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </div>
  );
}

interface DirtyProps {
  repository: RepositoryDocument;
  chosen: string | null;
  /** The branch is the one that is checked out. */
  isHere: boolean;
  isDirty: boolean;
  setDirty(isDirty: boolean): void;
}

/** What is not committed, if there is any. Its place is kept while another branch is chosen. */
function Dirty({ repository, chosen, isHere, isDirty, setDirty }: DirtyProps) {
  const { t } = useTranslation("runs");
  const say = useId();
  if (repository.dirty === 0) return null;
  return (
    <div className="f dirty">
      <label>
        <input
          type="checkbox"
          checked={isDirty && isHere}
          disabled={!isHere}
          aria-describedby={say}
          onChange={(event) => setDirty(event.target.checked)}
        />
        {t("begin.dirty", { count: repository.dirty })}
      </label>
      <p className="say" id={say}>
        {isHere ? t("begin.dirtyAbout") : t("begin.dirtyElsewhere", { branch: chosen ?? "" })}
      </p>
    </div>
  );
}
