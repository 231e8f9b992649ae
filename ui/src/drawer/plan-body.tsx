// What a plan would do, in the order in which people ask: what changes, what is in it, what stands in the way, how
// exactly, and how to get back.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSpans } from "../parts/time.tsx";
import type { PlanArgs, PlanDocument, PlanPage } from "../wire/types.ts";
import { Commands } from "./commands.tsx";
import { Commits } from "./commits.tsx";
import { Configuration } from "./configuration.tsx";
import { Gates } from "./gates.tsx";
import { movesOfPlan } from "./moves.ts";
import { useNames } from "./names.ts";
import { Restores } from "./restores.tsx";
import { Services } from "./services.tsx";
import { Strips } from "./strips.tsx";
import { UsedCredentials } from "./used-credentials.tsx";
import { Versions } from "./versions.tsx";

/** A whole plan; `notice` stands right under its headline. */
export function PlanBody(props: { plan: PlanPage; args: PlanArgs; notice: ReactNode }) {
  const { plan, args } = props;
  return (
    <>
      <Headline plan={plan} services={args.services ?? []} />
      {props.notice}
      <Strips plan={plan} hotfix={args.hotfix ?? null} />
      <PlanParts plan={plan} why={plan.gates_why} said={plan.refused?.message ?? null} />
      <Restores restores={plan.restores} hosts={plan.places.length} />
    </>
  );
}

interface PlanPartsProps {
  plan: PlanDocument;
  /** Why some of its gates let nothing through, in parts. */
  why: PlanPage["gates_why"];
  said?: string | null;
}

/** What a plan does, without what is only true before it. */
export function PlanParts({ plan, why, said = null }: PlanPartsProps) {
  return (
    <>
      <Services services={plan.services} />
      <Commits commits={plan.commits} />
      <Configuration config={plan.config} />
      <UsedCredentials account={plan.account} credentials={plan.credentials} sealed={plan.sealed} />
      <Gates gates={plan.gates} why={why} environment={plan.environment} said={said} />
      <Commands actions={plan.actions} />
    </>
  );
}

function Headline({ plan, services }: { plan: PlanPage; services: string[] }) {
  const { t } = useTranslation("drawer");
  const { long } = useSpans();
  const names = useNames();
  const count = (change: "added" | "removed") => plan.commits.filter((one) => one.change === change).length;
  const [added, removed] = [count("added"), count("removed")];
  const sentences = [
    services.length > 0 && t("headline.only", { names: names(services) }),
    added > 0 && t("headline.commits", { count: added }),
    removed > 0 && t("headline.commitsBack", { count: removed }),
    plan.takes && t("headline.takes", { duration: long(plan.takes.seconds * 1000), count: plan.takes.of }),
  ];
  return (
    <div className="headline">
      <p className="big">
        <Versions moves={movesOfPlan(plan.services)} />
        {plan.places.length > 0 && (
          <span className="tail-words">{t("headline.hosts", { count: plan.places.length })}</span>
        )}
      </p>
      <p className="dim">{sentences.filter(Boolean).join(t("names.space"))}</p>
    </div>
  );
}
