// Somebody is asked: to approve exactly this plan, or whether what failed is taken back.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../host/context.tsx";
import { personName } from "../parts/person.ts";
import { Problem } from "../parts/problem.tsx";
import type { Action, OperationPage } from "../wire/types.ts";
import { type Move, releaseName } from "./moves.ts";
import { Next } from "./next.tsx";
import { ReasonForm } from "./reason-form.tsx";

/** What was answered, by what was asked. */
const ANSWERED = {
  asks: { yes: "review.putBack", no: "review.left" },
  approval: { yes: "review.approved", no: "review.denied" },
} as const;

export function Review(props: { page: OperationPage; moves: Move[]; others: Action[] }) {
  const { t } = useTranslation("drawer");
  const { page, moves } = props;
  const answer = useAct("answer_plan");
  const [isDenying, setDenying] = useState(false);
  const [given, setGiven] = useState<boolean | null>(null);
  const version = releaseName(moves, page.release);
  const say = (approve: boolean, reason: string | null) => {
    if (answer.isPending) return;
    const { project, plan } = page;
    answer.mutate({ project, hash: plan, approve, reason }, { onSuccess: () => setGiven(approve) });
  };
  if (given !== null) {
    return (
      <>
        <p className="sm dim" role="status">
          {t(ANSWERED[page.asks ? "asks" : "approval"][given ? "yes" : "no"])}
        </p>
        <Next page={page} moves={moves} actions={props.others} />
      </>
    );
  }
  if (isDenying) {
    return (
      <>
        {answer.error && <Problem problem={answer.error.body} />}
        <ReasonForm
          label={t("review.denyWhy")}
          verb={t("review.denyNow")}
          optional
          onReason={(reason) => say(false, reason || null)}
          onBack={() => setDenying(false)}
        />
      </>
    );
  }
  const note = page.asks ? t("review.asks") : t("review.asked", { actor: personName(page.actor) });
  return (
    <>
      {answer.error && <Problem problem={answer.error.body} />}
      <p className="sm dim">{note}</p>
      <div className="row under end">
        <button
          type="button"
          className="btn tall"
          onClick={() => (page.asks ? say(false, null) : setDenying(true))}
        >
          {t(page.asks ? "review.leave" : "review.deny")}
        </button>
        <button
          type="button"
          className="btn main tall grow"
          aria-disabled={answer.isPending || undefined}
          onClick={() => say(true, null)}
        >
          {page.asks ? t("review.takeBack") : t("review.approve", { version })}
        </button>
      </div>
      <Next page={page} moves={moves} actions={props.others} isFilled={false} />
    </>
  );
}
