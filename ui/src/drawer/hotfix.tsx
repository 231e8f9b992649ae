// A release that was not verified in the environment before goes out all the same: for a reason that is written down.
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../frame/drawer.tsx";
import type { PlanArgs } from "../wire/types.ts";
import { onEscape } from "./escape.ts";

export function Hotfix({ args, blocked }: { args: PlanArgs; blocked: string }) {
  const { t } = useTranslation("drawer");
  const { draw } = useDrawer();
  const [isOpen, setOpen] = useState(false);
  const [why, setWhy] = useState("");
  const label = useId();
  if (!isOpen) {
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why.trim()) draw({ about: "plan", plan: { ...args, hotfix: why.trim() } });
  };
  return (
    <form className="under" onSubmit={submit} onKeyDown={(event) => onEscape(event, () => setOpen(false))}>
      <label className="sm strong" htmlFor={label}>
        {t("footer.hotfixWhy")}
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
        <button type="submit" className="btn main tall" disabled={!why.trim()}>
          {t("footer.hotfixPlan")}
        </button>
      </div>
      <p className="sm dim under">{t("footer.hotfixNote")}</p>
    </form>
  );
}
