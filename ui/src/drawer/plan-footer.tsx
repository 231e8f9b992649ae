// How a plan is let go: by typing a name, by one click, or not now.
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useDrawer } from "../frame/drawer.tsx";
import { type AskedRule, paths } from "../frame/paths.ts";
import { useAct } from "../host/context.tsx";
import { Glyph } from "../parts/glyph.tsx";
import { Problem } from "../parts/problem.tsx";
import { ProblemHint } from "../parts/problem-line.tsx";
import { isLiftedByHand } from "../parts/problem-words.ts";
import type { Code, ErrorBody, PlanArgs, PlanPage } from "../wire/types.ts";
import { Hotfix } from "./hotfix.tsx";
import { movesOfPlan, releaseName } from "./moves.ts";
import { useNames } from "./names.ts";

interface Props {
  args: PlanArgs;
  plan: PlanPage;
  /** Another plan is what would happen now. */
  isOld: boolean;
  onShowNew: () => void;
  onOutOfDate: () => void;
}

export function PlanFooter(props: Props) {
  const { t } = useTranslation("drawer");
  const carryOut = useAct("carry_out");
  // Made once for what a person is shown: a second request with the same plan begins nothing.
  const [key] = useState(() => crypto.randomUUID());
  // What was let go stays until its answer is there, whatever would happen now.
  if (carryOut.isPending) return <Carry {...props} carryOut={carryOut} requestKey={key} />;
  if (props.isOld) {
    return (
      <div className="row end">
        <button type="button" className="btn main tall" data-first onClick={props.onShowNew}>
          {t("footer.newPlan")}
        </button>
      </div>
    );
  }
  if (props.plan.refused) return <Refused {...props} />;
  return <Carry {...props} carryOut={carryOut} requestKey={key} />;
}

function Refused({ args, plan }: Props) {
  const { t } = useTranslation("drawer");
  const [, go] = useLocation();
  const text = useCarryText(args, plan);
  const { t: problems } = useTranslation("problem");
  const { refused } = plan;
  if (!refused) return null;
  const about = problems(`title.${refused.code}`);
  const rule = liftOf(refused);
  return (
    <>
      <p className="sm dim">
        <ProblemHint problem={refused} />{" "}
        <code className="faint" title={about}>
          {refused.code}
        </code>
      </p>
      {refused.code === "not_verified_before" && !args.hotfix ? (
        <Hotfix args={args} blocked={text} />
      ) : (
        <div className="row under">
          <button type="button" className="btn tall grow" disabled>
            {text}
          </button>
          {rule && (
            <button
              type="button"
              className="btn tall"
              onClick={() => go(paths.ask(args.project, args.environment, rule))}
            >
              {t(`footer.lift.${rule}`)}
            </button>
          )}
        </div>
      )}
    </>
  );
}

/** What was set by hand is lifted here, by a question of its own; where it is said how in a terminal, it is not read. */
const LIFTS = {
  held: "unhold",
  frozen: "unfreeze",
  lock_held: "unlock",
} as const satisfies Partial<Record<Code, AskedRule>>;

function liftOf({ code, hint }: ErrorBody) {
  return code === "lock_held" || isLiftedByHand(code, hint) ? LIFTS[code] : null;
}

interface CarryProps extends Props {
  carryOut: ReturnType<typeof useAct<"carry_out">>;
  requestKey: string;
}

function Carry({ args, plan, onOutOfDate, carryOut, requestKey }: CarryProps) {
  const { t } = useTranslation("drawer");
  const { draw } = useDrawer();
  const [typed, setTyped] = useState("");
  const label = useId();
  const isConfirmed = plan.confirm === null || typed.trim() === plan.confirm;
  const text = useCarryText(args, plan);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isConfirmed || carryOut.isPending) return;
    carryOut.mutate(
      {
        plan: args,
        hash: plan.hash,
        key: requestKey,
        confirm: plan.confirm && typed.trim(),
        reason: args.hotfix ?? null,
      },
      {
        onSuccess: ({ operation }) => draw({ about: "operation", project: args.project, operation }),
        onError: ({ body }) => body.code === "plan_out_of_date" && onOutOfDate(),
      },
    );
  };
  const waitsFor = plan.gates.find(({ state }) => state === "waiting")?.name;
  return (
    <form onSubmit={submit}>
      {carryOut.error && <Problem problem={carryOut.error.body} />}
      {plan.waits && (
        <p className="sm dim">{t(waitsFor === "approval" ? "footer.approval" : "footer.waits")}</p>
      )}
      {plan.confirm !== null && (
        <label className="sm dim" htmlFor={label}>
          {t("footer.confirm", { environment: plan.confirm })}
        </label>
      )}
      <div className="row under">
        {plan.confirm === null ? (
          <span className="grow" />
        ) : (
          <span className="field typed tall grow">
            <input
              id={label}
              className="mono grow"
              data-first
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            {isConfirmed && (
              <span className="ok">
                <Glyph shape="passed" />
              </span>
            )}
          </span>
        )}
        <button
          type="submit"
          className="btn main tall"
          data-first={plan.confirm === null ? true : undefined}
          disabled={!isConfirmed}
          aria-disabled={carryOut.isPending}
        >
          {text}
        </button>
      </div>
    </form>
  );
}

/** What the button says: what happens when it is pressed. */
function useCarryText(args: PlanArgs, plan: PlanPage): string {
  const { t } = useTranslation("drawer");
  const names = useNames();
  const version = releaseName(movesOfPlan(plan.services), plan.release);
  const services = args.services ?? [];
  if (plan.waits && !plan.refused) {
    const onlyApproval = plan.gates.every(({ name, state }) => state !== "waiting" || name === "approval");
    return onlyApproval ? t("footer.ask", { version }) : t("footer.beginAndWait");
  }
  if (services.length > 0) {
    return t(`footer.carryOnly.${args.kind}`, { version, services: names(services) });
  }
  return t(`footer.carry.${args.kind}`, { version, environment: args.environment });
}
