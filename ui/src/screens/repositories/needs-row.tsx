// What needs a person of a branch: a sentence below it, and what leads further.
import { Trans, useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useDrawer } from "../../frame/drawer.tsx";
import { paths } from "../../frame/paths.ts";
import { Glyph } from "../../parts/glyph.tsx";
import { short } from "../../parts/hash.tsx";
import type { BranchDocument, RepositoryDocument } from "../../wire/types.ts";

interface Props {
  repository: RepositoryDocument;
  branch: BranchDocument;
  /** Where something runs that is not on it. */
  environment: string;
}

export function Needs({ repository, branch, environment }: Props) {
  const { t } = useTranslation("repositories");
  const { draw } = useDrawer();
  const { project, running } = repository;
  const built = running.find((one) => one.environment === environment)?.commit ?? null;
  return (
    <>
      <Glyph shape="differs" />
      <span className="cut">
        <span className="strong">{t("stray.head", { environment, branch: branch.name })}</span>{" "}
        {built !== null && (
          <span className="dim">
            <Trans
              t={t}
              i18nKey="stray.built"
              values={{ commit: short(built) }}
              components={{ hash: <code title={built} /> }}
            />
          </span>
        )}
      </span>
      <span className="grow" />
      <Link className="btn sm" href={paths.environment(project, environment)}>
        {t("stray.open", { environment })}
      </Link>
      <button
        type="button"
        className="btn sm act"
        onClick={() => draw({ about: "plan", plan: { project, kind: "deploy", environment } })}
      >
        {t("stray.plan", { environment })}
      </button>
    </>
  );
}
