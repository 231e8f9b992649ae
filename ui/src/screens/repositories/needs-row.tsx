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
  /** What the host says of it. */
  needs: string;
}

/** Where something runs that is not on the branch; null where nothing tells. */
function strayOf({ takes, against }: BranchDocument): string | null {
  const stray = against.find(({ environment, behind }) => takes.includes(environment) && (behind ?? 0) > 0);
  return stray?.environment ?? null;
}

export function Needs({ repository, branch, needs }: Props) {
  const { t } = useTranslation("repositories");
  const { draw } = useDrawer();
  const environment = strayOf(branch);
  const { project, running } = repository;
  if (environment === null) {
    return (
      <>
        <Glyph shape="differs" />
        <span className="cut strong" title={needs}>
          {needs}
        </span>
      </>
    );
  }
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
