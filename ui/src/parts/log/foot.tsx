// The line below a log: what it is doing, and what the keys do.
import { useTranslation } from "react-i18next";
import { Refusal } from "../../host/host.ts";
import { Glyph } from "../glyph.tsx";
import { ProblemLine } from "../problem-line.tsx";
import type { LineRange } from "./line.ts";

interface FootProps {
  /** Lines still come. */
  grows: boolean;
  isFollowing: boolean;
  /** How many lines came since following stopped. */
  news: number;
  follow(): void;
  selected: LineRange | null;
  /** It stands where it was opened: at the first error. */
  isOpened: boolean;
  /** What the last action came to. */
  told: string | null;
  /** What is to be said of the log itself. */
  says: string;
  problem: unknown;
  again(): void;
  /** Which of the two N goes through. */
  steps: "errors" | "hits" | null;
}

export function Foot(props: FootProps) {
  const { t } = useTranslation("log");
  return (
    <div className="follow">
      <Said {...props} />
      <span className="grow" />
      {props.steps && (
        <>
          <span className="faint nowrap">{props.steps === "errors" ? t("nextError") : t("nextHit")}</span>
          <kbd>N</kbd>
          <span className="faint nowrap">{t("previousHit")}</span>
          <kbd>Shift N</kbd>
        </>
      )}
    </div>
  );
}

function Said(props: FootProps) {
  const { t, i18n } = useTranslation("log");
  const { grows, isFollowing, news, selected, told, problem } = props;
  const figure = (count: number) => count.toLocaleString(i18n.language);
  if (problem !== null) {
    const { body } = Refusal.of(problem);
    return (
      <span className="row fail" role="alert">
        <Glyph shape="failed" />
        <ProblemLine problem={body} />
        <button type="button" className="btn sm" onClick={props.again}>
          {t("again", { ns: "common" })}
        </button>
      </span>
    );
  }
  if (told !== null) {
    return (
      <span className="cut" title={told} role="status">
        {told}
      </span>
    );
  }
  if (grows && !isFollowing) {
    return (
      <>
        <span className="nowrap">
          {news > 0 ? t("stopped", { count: news, number: figure(news) }) : t("stoppedQuiet")}
        </span>
        <button type="button" className="btn sm" aria-keyshortcuts="F" onClick={props.follow}>
          {t("follow")} <kbd>F</kbd>
        </button>
      </>
    );
  }
  if (grows) return <span className="cut">{t("following")}</span>;
  const where = selected
    ? t("selected", {
        count: selected.to - selected.from,
        from: figure(selected.from + 1),
        to: figure(selected.to),
      })
    : "";
  return (
    <span className="cut">
      {[props.isOpened ? t("opened") : where, props.says]
        .filter(Boolean)
        .join(i18n.language === "zh" ? "" : " ")}
    </span>
  );
}
