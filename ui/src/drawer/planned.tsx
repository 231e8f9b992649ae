// What was planned, folded: it has been seen, and can be looked up.
import { useTranslation } from "react-i18next";
import type { OperationPage } from "../wire/types.ts";
import { Fold } from "./fold.tsx";
import { PlanParts } from "./plan-body.tsx";

export function Planned({ page, open = false }: { page: OperationPage; open?: boolean }) {
  const { t } = useTranslation("drawer");
  const { planned } = page;
  if (!planned) return null;
  if (open) return <PlanParts plan={planned} why={page.gates_why} />;
  const counts = [
    t("plan.services", { count: planned.services.length }),
    t("plan.commits", { count: planned.commits.length }),
    t("plan.gates", { count: planned.gates.length }),
    t("plan.commands", { count: planned.actions.length }),
  ];
  return (
    <Fold head={t("plan.head")} note={counts.join(t("names.comma"))}>
      <PlanParts plan={planned} why={page.gates_why} />
    </Fold>
  );
}
