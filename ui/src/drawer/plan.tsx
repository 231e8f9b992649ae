// The first phase: what would happen, and the one button that lets it.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnswer } from "../host/context.tsx";
import type { Refusal } from "../host/host.ts";
import { Problem, ProblemAgain } from "../parts/problem.tsx";
import type { PlanArgs, PlanPage } from "../wire/types.ts";
import { Again } from "./again.tsx";
import { differences } from "./differences.ts";
import { PlanBody } from "./plan-body.tsx";
import { PlanFooter } from "./plan-footer.tsx";
import { Shell } from "./shell.tsx";
import { OutOfDate } from "./strips.tsx";
import { Waiting } from "./waiting.tsx";

export function Plan({ args }: { args: PlanArgs }) {
  const { t } = useTranslation("drawer");
  const answer = useFreshPlan(args);
  const [seen, setSeen] = useState<PlanPage | null>(null);
  const latest = answer.plan;
  // The same plan may say more by now, such as an approval; another one is shown only when that is asked for.
  const shown = latest && (!seen || seen.hash === latest.hash) ? latest : seen;
  useEffect(() => {
    if (shown && shown !== seen) setSeen(shown);
  }, [shown, seen]);
  const about = {
    kind: args.kind,
    project: args.project,
    environment: args.environment,
    hash: shown?.hash ?? null,
  };
  if (!shown) {
    return (
      <Shell about={about} footer={answer.refusal && <Again refetch={answer.refetch} />}>
        {answer.refusal ? (
          <Problem problem={answer.refusal.body} />
        ) : (
          <Waiting text={t("asking.plan", { environment: args.environment })} />
        )}
      </Shell>
    );
  }
  const newer = latest && latest.hash !== shown.hash ? latest : null;
  return (
    <Shell
      about={about}
      footer={
        <PlanFooter
          key={shown.hash}
          args={args}
          plan={shown}
          isOld={newer !== null}
          onShowNew={() => setSeen(newer)}
          onOutOfDate={answer.refetch}
        />
      }
    >
      <PlanBody
        args={args}
        plan={shown}
        notice={
          <>
            {answer.refusal && <ProblemAgain problem={answer.refusal.body} again={answer.refetch} />}
            {newer && <OutOfDate hash={newer.hash} parts={differences(shown, newer)} />}
          </>
        }
      />
    </Shell>
  );
}

interface FreshPlan {
  plan: PlanPage | undefined;
  refusal: Refusal | null;
  refetch: () => void;
}

/** A plan that was made after the drawer opened: one from before may rest on what is no longer so. */
function useFreshPlan(args: PlanArgs): FreshPlan {
  const { data, error, isFetchedAfterMount, refetch } = useAnswer("plan", args);
  useEffect(() => void refetch({ cancelRefetch: false }), [refetch]);
  return {
    plan: isFetchedAfterMount ? data : undefined,
    refusal: isFetchedAfterMount ? error : null,
    refetch: () => void refetch(),
  };
}
