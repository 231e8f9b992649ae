// A release that was not verified in the environment before goes out all the same: for a reason that is written down.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../frame/drawer.tsx";
import type { PlanArgs } from "../wire/types.ts";
import { ReasonForm } from "./reason-form.tsx";

export function Hotfix({ args, blocked }: { args: PlanArgs; blocked: string }) {
  const { t } = useTranslation("drawer");
  const { draw } = useDrawer();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) {
    return (
      <ReasonForm
        label={t("footer.hotfixWhy")}
        verb={t("footer.hotfixPlan")}
        note={t("footer.hotfixNote")}
        onReason={(hotfix) => draw({ about: "plan", plan: { ...args, hotfix } })}
        onBack={() => setOpen(false)}
      />
    );
  }
  return (
    <div className="row under">
      <button type="button" className="btn tall grow" disabled>
        {blocked}
      </button>
      <button type="button" className="btn tall" data-first onClick={() => setOpen(true)}>
        {t("footer.hotfix")}
      </button>
    </div>
  );
}
