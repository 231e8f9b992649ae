// Somebody is asked: to approve exactly this plan, or whether what failed is taken back.
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../host/context.tsx";
import { Problem } from "../parts/problem.tsx";
import type { Action, OperationPage } from "../wire/types.ts";
import { onEscape } from "./escape.ts";
import { type Move, releaseName } from "./moves.ts";
import { personName } from "./names.ts";
import { Next } from "./next.tsx";

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
          {t(given ? "review.approved" : "review.denied")}
        </p>
        <Next page={page} moves={moves} actions={props.others} />
      </>
    );
  }
  const note = page.asks ? t("review.asks") : t("review.asked", { actor: personName(page.actor) });
  return (
    <>
      {answer.error && <Problem problem={answer.error.body} />}
      {isDenying ? (
        <Denial onBack={() => setDenying(false)} onDeny={(reason) => say(false, reason)} />
      ) : (
        <>
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
        </>
      )}
    </>
  );
}

/** Why not: whoever asked reads it. */
function Denial({ onBack, onDeny }: { onBack: () => void; onDeny: (reason: string | null) => void }) {
  const { t } = useTranslation("drawer");
  const [why, setWhy] = useState("");
  const label = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDeny(why.trim() || null);
  };
  return (
    <form onSubmit={submit} onKeyDown={(event) => onEscape(event, onBack)}>
      <label className="sm strong" htmlFor={label}>
        {t("review.denyWhy")}
      </label>
      <div className="row under">
        <span className="field typed tall grow">
          <input
            id={label}
            className="grow"
            // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was just pressed
            autoFocus
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        </span>
        <button type="button" className="btn tall" onClick={onBack}>
          {t("footer.cancel")}
        </button>
        <button type="submit" className="btn main tall">
          {t("review.denyNow")}
        </button>
      </div>
    </form>
  );
}
