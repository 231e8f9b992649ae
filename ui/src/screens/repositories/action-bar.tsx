// The bar below the table: what can be done with the branch or repository that the keyboard is at.
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { RunWish } from "../../frame/begin-run.ts";
import { paths } from "../../frame/paths.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { short } from "../../parts/hash.tsx";
import { ProblemLine } from "../../parts/problem-line.tsx";
import type { BranchDocument, ErrorBody, RepositoryDocument } from "../../wire/types.ts";
import type { Line } from "./lines.ts";

interface Props {
  line: Line | undefined;
  /** Why no run was begun. */
  refused: ErrorBody | null;
  /** A run is being begun. */
  pending: boolean;
  onRun(wish: RunWish): void;
}

export function ActionBar(props: Props) {
  const { line, refused } = props;
  return (
    <div className={refused ? "actbar wrong fail" : "actbar"}>
      {refused && <Refused problem={refused} />}
      {!refused && line?.is === "branch" && <About branch={line.branch} />}
      {!refused && line?.is === "band" && <Place repository={line.repository} />}
      {!line && !refused && <Hints />}
      <span className="grow" />
      {line?.is === "branch" && <OfBranch {...props} repository={line.repository} branch={line.branch} />}
      {line?.is === "band" && !line.repository.problem && <OfTree {...props} repository={line.repository} />}
    </div>
  );
}

function Refused({ problem }: { problem: ErrorBody }) {
  return (
    <span className="row cut" role="alert">
      <Glyph shape="failed" />
      <ProblemLine problem={problem} />
    </span>
  );
}

function About({ branch }: { branch: BranchDocument }) {
  return (
    <>
      <b className="ver cut">{branch.name}</b>
      <span className="mono faint">{short(branch.commit)}</span>
      <span className="dim cut">{branch.subject}</span>
    </>
  );
}

function Place({ repository }: { repository: RepositoryDocument }) {
  return (
    <>
      <b className="strong">{repository.project}</b>
      <span className="mono faint cut">{repository.folder}</span>
    </>
  );
}

function Hints() {
  const { t } = useTranslation("repositories");
  return (
    <span className="row faint sm cut">
      <kbd>↑</kbd>
      <kbd>↓</kbd>
      {t("hint.move")}
      <kbd>Enter</kbd>
      {t("hint.open")}
      <kbd>/</kbd>
      {t("hint.filter")}
    </span>
  );
}

function OfBranch({
  repository,
  branch,
  pending,
  onRun,
}: Props & { repository: RepositoryDocument; branch: BranchDocument }) {
  const { t } = useTranslation("repositories");
  const run = branch.last_run;
  return (
    <>
      <CopyButton text={branch.commit} word={t("copyCommit")} ghost />
      {run && (
        <Link className="btn" href={paths.run(run.project, run.operation)}>
          {t("openRun")}
        </Link>
      )}
      <button
        type="button"
        className="btn act"
        aria-disabled={pending || undefined}
        title={t("run.about")}
        onClick={() => onRun({ project: repository.project, revision: branch.name, dirty: false })}
      >
        {t("run.branch", { branch: branch.name })}
      </button>
    </>
  );
}

function OfTree({ repository, pending, onRun }: Props & { repository: RepositoryDocument }) {
  const { t } = useTranslation("repositories");
  const { project, branch, dirty } = repository;
  const where = branch ?? t("tree.detached");
  return (
    <>
      <Link className="btn ghost" href={paths.takeOut(project)}>
        {t("takeOut.open")}
      </Link>
      {dirty > 0 && (
        <button
          type="button"
          className="btn"
          aria-disabled={pending || undefined}
          onClick={() => onRun({ project, revision: null, dirty: true })}
        >
          {t("run.dirty", { count: dirty })}
        </button>
      )}
      <button
        type="button"
        className="btn act"
        aria-disabled={pending || undefined}
        title={t("run.about")}
        onClick={() => onRun({ project, revision: null, dirty: false })}
      >
        {t("run.branch", { branch: where })}
      </button>
    </>
  );
}
