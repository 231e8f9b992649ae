// What stands where no operation does.
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { paths } from "../../frame/paths.ts";
import { useAnswer } from "../../host/context.tsx";

export function NothingDone() {
  const { t } = useTranslation("activity");
  const projects = useAnswer("projects", {});
  const none = projects.data?.projects.length === 0;
  return (
    <section className="start">
      <h2>{t("empty.title")}</h2>
      <p>{t("empty.about")}</p>
      <Link className="btn main" href={none ? paths.add() : paths.runs()}>
        {none && <Plus className="i" aria-hidden />}
        <span>{t(none ? "empty.add" : "empty.runs")}</span>
      </Link>
    </section>
  );
}

export function NothingFits({ onClear }: { onClear(): void }) {
  const { t } = useTranslation("activity");
  return (
    <p className="pad row dim" role="status">
      {t("filter.none")}
      <button type="button" className="btn sm" onClick={onClear}>
        {t("filter.clear")}
      </button>
    </p>
  );
}
