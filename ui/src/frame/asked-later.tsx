// That questions were put aside, and the way back to them.
import { useTranslation } from "react-i18next";
import { useAnswer } from "../host/context.tsx";
import { Glyph } from "../parts/glyph.tsx";
import { takeUp, useAside } from "./put-aside.ts";

export function AskedLater() {
  const { t } = useTranslation("credentials");
  const aside = useAside();
  const questions = useAnswer("questions", {}).data?.questions ?? [];
  const count = questions.filter(({ number }) => aside.has(number)).length;
  if (count === 0) return null;
  return (
    <button type="button" className="one wait" onClick={takeUp}>
      <Glyph shape="waiting" />
      <span className="word cut">{t("question.waits", { count })}</span>
    </button>
  );
}
