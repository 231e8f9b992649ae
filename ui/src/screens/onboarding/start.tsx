// Before a folder was chosen: what will happen, and the one button that begins it.
import { useQueryClient } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useHost } from "../../host/context.tsx";
import { useDraft } from "./draft.ts";

const STEPS = ["look", "propose", "check", "commit"] as const;

/** Goes on with a folder. It is looked at anew: no event says what changed in it since the last time. */
export function useChoose(): (folder: string) => void {
  const client = useQueryClient();
  const { choose } = useDraft();
  return useCallback(
    (folder) => {
      void client.resetQueries({ queryKey: ["inspect_folder", { folder }], exact: true });
      choose(folder);
    },
    [client, choose],
  );
}

/** Asks a person for a folder and goes on with it. */
export function useChooseFolder(): () => Promise<void> {
  const host = useHost();
  const choose = useChoose();
  return useCallback(async () => {
    const folder = await host.chooseFolder();
    if (folder !== null) choose(folder);
  }, [host, choose]);
}

export function Start() {
  const { t } = useTranslation("onboarding");
  const chooseFolder = useChooseFolder();
  return (
    <div className="body add-start">
      <div className="drop">
        <FolderOpen className="i" aria-hidden />
        <h2>{t("start.drop")}</h2>
        <p className="dim">{t("start.or")}</p>
        <button type="button" className="btn main" onClick={chooseFolder}>
          {t("start.choose")}
        </button>
      </div>
      <ol className="steps">
        {STEPS.map((step, index) => (
          <li key={step}>
            <span className="nr num" aria-hidden>
              {index + 1}
            </span>
            <h3>{t(`start.${step}.title`)}</h3>
            <p className="dim">{t(`start.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
