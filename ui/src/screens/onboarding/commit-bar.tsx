// What adding the repository commits, said before it does, and the button that does it.
import { Trans, useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { paths } from "../../frame/paths.ts";
import { useAct } from "../../host/context.tsx";
import { personName } from "../../parts/person.ts";
import { Problem } from "../../parts/problem.tsx";
import type { AddedDocument, CommitPreview, RepositoryFindings } from "../../wire/types.ts";
import { useDraft } from "./draft.ts";
import type { DraftCheck } from "./use-draft-check.ts";

interface Props {
  findings: RepositoryFindings;
  yaml: string;
  check: DraftCheck;
  onAdded(added: AddedDocument): void;
}

export function CommitBar({ findings, yaml, check, onAdded }: Props) {
  const { t } = useTranslation("onboarding");
  const [, go] = useLocation();
  const { forget } = useDraft();
  const add = useAct("add_project");
  const leave = () => {
    forget();
    go(paths.board());
  };
  if (findings.known_as !== null) {
    return (
      <footer className="actbar">
        <span className="dim">{t("commit.known", { project: findings.known_as })}</span>
        <span className="grow" />
        <button type="button" className="btn main" onClick={leave}>
          {t("commit.show")}
        </button>
      </footer>
    );
  }
  const project = check.project;
  const submit = () => {
    if (!add.isPending) add.mutate({ folder: findings.folder, yaml }, { onSuccess: onAdded });
  };
  const verb =
    project === null ? "commit.addNameless" : findings.commit ? "commit.add" : "commit.addExisting";
  return (
    <>
      {add.error && <Problem problem={add.error.body} />}
      <footer className="actbar">
        <p className="dim">
          <WhatIsCommitted commit={findings.commit} check={check} />
        </p>
        <span className="grow" />
        <button type="button" className="btn ghost" onClick={leave}>
          {t("commit.notNow")}
        </button>
        <button
          type="button"
          className="btn main"
          disabled={project === null || check.checking}
          aria-disabled={add.isPending || undefined}
          onClick={submit}
        >
          {add.isPending && project !== null ? t("commit.adding", { project }) : t(verb, { project })}
        </button>
      </footer>
    </>
  );
}

function WhatIsCommitted({ commit, check }: { commit: CommitPreview | null; check: DraftCheck }) {
  const { t } = useTranslation("onboarding");
  const errors = check.findings.filter(({ error }) => error).length;
  if (errors > 0) return <>{t("commit.blocked", { count: errors })}</>;
  if (check.problem) return <>{t("commit.unusable")}</>;
  if (!commit) return <>{t("commit.nothing")}</>;
  const { subject, author, branch } = commit;
  return (
    <span title={author}>
      <Trans
        t={t}
        i18nKey={branch === null ? "commit.preview" : "commit.onBranch"}
        values={{ subject, author: personName(author), branch }}
        components={{ msg: <code className="cmd" />, b: <b className="strong" /> }}
      />
    </span>
  );
}
