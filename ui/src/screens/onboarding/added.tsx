// The repository is on the board: what was done, and what is most sensible next.
import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useBeginRun } from "../../frame/begin-run.ts";
import { useDrawer } from "../../frame/drawer.tsx";
import { paths } from "../../frame/paths.ts";
import { useAnswer } from "../../host/context.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { Hash } from "../../parts/hash.tsx";
import { Problem } from "../../parts/problem.tsx";
import type { Action, AddedDocument, Band } from "../../wire/types.ts";

export function Added({ added, onAnother }: { added: AddedDocument; onAnother(): void }) {
  const { t } = useTranslation("onboarding");
  const [, go] = useLocation();
  const { project } = added;
  return (
    <div className="body">
      <div className="add-done ok">
        <Glyph shape="healthy" />
        <div>
          <h2>{t("added.title", { project })}</h2>
          <p className="dim">
            {added.commit === null ? (
              t("added.noCommit")
            ) : (
              <Trans
                t={t}
                i18nKey="added.commit"
                components={{ hash: <Hash hash={added.commit} what={t("added.commitWord")} /> }}
              />
            )}
          </p>
        </div>
      </div>
      <section className="add-next" aria-label={t("added.next")}>
        <h3 className="sec">{t("added.next")}</h3>
        <FirstSteps project={project} />
        <Step say={t("added.boardSay", { project })}>
          <button type="button" className="btn" onClick={() => go(paths.board())}>
            {t("added.board")}
          </button>
        </Step>
        <Step>
          <button type="button" className="btn ghost" onClick={onAnother}>
            {t("added.another")}
          </button>
        </Step>
      </section>
    </div>
  );
}

/** The first environment in which something can be done, with what the host puts first there. */
function useFirstPlan(project: string): { band: Band; action: Action } | null {
  const board = useAnswer("board", {});
  const bands = board.data?.projects.find(({ name }) => name === project)?.bands ?? [];
  for (const band of bands) {
    const action = band.actions.find(({ verb, blocked }) => verb === "deploy" && blocked === null);
    if (action) return { band, action };
  }
  return null;
}

/** The run that makes the first release, and the plan where there is one: each has its place from the begin. */
function FirstSteps({ project }: { project: string }) {
  const { t } = useTranslation("onboarding");
  const first = useFirstPlan(project);
  const { draw } = useDrawer();
  const run = useBeginRun();
  const environment = first?.band.environment;
  const openPlan = () => {
    if (!first) return;
    const { band, action } = first;
    draw({
      about: "plan",
      plan: { kind: "deploy", project, environment: band.environment, release: action.release },
    });
  };
  return (
    <>
      <Step say={t("added.runSay")}>
        <button
          type="button"
          className={environment === undefined ? "btn main" : "btn"}
          aria-disabled={run.isPending || undefined}
          onClick={() => run.begin({ project })}
        >
          {t("added.run", { project })}
        </button>
      </Step>
      {run.refusal && <Problem problem={run.refusal.body} />}
      <Step say={t(environment === undefined ? "added.planLater" : "added.planSay")} kept>
        {environment === undefined ? (
          <span />
        ) : (
          <button type="button" className="btn main" onClick={openPlan}>
            {t("added.plan", { environment })}
          </button>
        )}
      </Step>
    </>
  );
}

/** `kept` is one whose room stays the same while what is in it changes. */
function Step({ say, kept = false, children }: { say?: string; kept?: boolean; children: ReactNode }) {
  return (
    <div className={kept ? "add-step kept" : "add-step"}>
      {children}
      {say && <p className="dim">{say}</p>}
    </div>
  );
}
