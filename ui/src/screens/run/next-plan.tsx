// Where what a run made goes on: the plan of the first environment that would take its release.
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../../frame/drawer.tsx";
import { planBy } from "../../frame/drawn-by.ts";
import { useAnswer } from "../../host/context.tsx";
import type { Action, OperationPage } from "../../wire/types.ts";

export interface NextPlan {
  environment: string;
  action: Action;
}

/** The first environment in which the board offers to bring what a run made; null where it offers it in none. */
export function useNextPlan({ project, release, verdict }: OperationPage): NextPlan | null {
  const board = useAnswer("board", {});
  if (verdict !== "succeeded" || release === null) return null;
  const bands = board.data?.projects.find(({ name }) => name === project)?.bands ?? [];
  for (const { environment, actions } of bands) {
    const action = actions.find((one) => brings(one) && one.release === release && one.blocked === null);
    if (action) return { environment, action };
  }
  return null;
}

const brings = ({ verb }: Action) => verb === "deploy" || verb === "promote";

export function NextPlanButton({ project, next }: { project: string; next: NextPlan }) {
  const { t } = useTranslation("runs");
  const { draw } = useDrawer();
  const { environment, action } = next;
  const open = () => {
    const drawn = planBy({ project, environment }, action.verb, action);
    if (drawn) draw(drawn);
  };
  return (
    <button type="button" className="btn main" onClick={open}>
      <ArrowRight className="i" aria-hidden />
      {t("act.plan", { environment })}
    </button>
  );
}
