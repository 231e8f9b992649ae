// What may be done with a run now.
import { CircleStop, Play, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useBeginRun } from "../../frame/begin-run.ts";
import { useAct } from "../../host/context.tsx";
import type { Refusal } from "../../host/host.ts";
import { short } from "../../parts/hash.tsx";
import type { Action, OperationPage } from "../../wire/types.ts";
import { NextPlanButton, useNextPlan } from "./next-plan.tsx";

/** What this screen has buttons for. Its evidence is here already. */
const VERBS = ["cancel", "resume", "again"] as const;

type RunVerb = (typeof VERBS)[number];

const ICONS = { cancel: CircleStop, resume: Play, again: RotateCcw };

export interface RunActs {
  act(verb: RunVerb): void;
  pending: RunVerb | null;
  refusal: Refusal | null;
  /** Puts the refusal away. */
  forget(): void;
}

export function useRunActs(page: OperationPage | undefined): RunActs {
  const cancel = useAct("cancel");
  const resume = useAct("resume");
  const run = useBeginRun();
  const all = { cancel, resume, again: run };
  const forget = () => {
    cancel.reset();
    resume.reset();
    run.forget();
  };
  const act = (verb: RunVerb) => {
    if (!page) return;
    const { project, operation } = page;
    forget();
    if (verb === "cancel") cancel.mutate({ project, operation });
    else if (verb === "resume") resume.mutate({ project, operation });
    else run.begin({ project, revision: page.commit });
  };
  return {
    act,
    pending: VERBS.find((verb) => all[verb].isPending) ?? null,
    refusal: cancel.error ?? resume.error ?? run.refusal,
    forget,
  };
}

export function RunActions({ page, acts }: { page: OperationPage; acts: RunActs }) {
  const shown = page.actions.filter((action): action is Action & { verb: RunVerb } =>
    (VERBS as readonly string[]).includes(action.verb),
  );
  const next = useNextPlan(page);
  // The likeliest stands at the edge.
  return (
    <>
      {shown.toReversed().map((action, index, all) => (
        <ActionButton
          key={action.verb}
          action={action}
          page={page}
          // One filled button, and never the one that stops something.
          isMain={next === null && index === all.length - 1 && action.verb !== "cancel"}
          acts={acts}
        />
      ))}
      {next && <NextPlanButton project={page.project} next={next} />}
    </>
  );
}

interface ButtonProps {
  action: Action & { verb: RunVerb };
  page: OperationPage;
  isMain: boolean;
  acts: RunActs;
}

function ActionButton({ action, page, isMain, acts }: ButtonProps) {
  const { t } = useTranslation("runs");
  const { verb, blocked } = action;
  const Icon = ICONS[verb];
  const isPending = acts.pending === verb;
  const word = isPending
    ? t(`acting.${verb}`)
    : verb === "again" && page.commit
      ? t("act.againCommit", { commit: short(page.commit) })
      : t(`act.${verb}`);
  const why = blocked ? t(`blocked.${blocked}`) : undefined;
  return (
    <button
      type="button"
      className={isMain ? "btn main" : verb === "cancel" ? "btn ghost" : "btn"}
      disabled={blocked !== null}
      aria-disabled={isPending || undefined}
      title={why}
      onClick={() => !isPending && acts.act(verb)}
    >
      <Icon className="i" aria-hidden />
      {word}
      {why && <span className="sr">: {why}</span>}
    </button>
  );
}
