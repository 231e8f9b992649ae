// What is wrong in the draft, each with the way to its place.
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { Sentence } from "../../parts/sentence.tsx";
import type { DraftFinding } from "./findings.ts";

export function DraftFindings(props: { findings: DraftFinding[]; onGo(line: number, column: number): void }) {
  const { t } = useTranslation("onboarding");
  if (props.findings.length === 0) return null;
  return (
    <ul className="add-wrong" id="draft-findings" aria-label={t("file.findings")}>
      {props.findings.map((finding) => {
        const { line, column, message, suggestion, hint, error, code } = finding;
        return (
          <li key={`${line}:${column} ${message}`} className={error ? "fail" : "doubt"} title={code}>
            <Glyph shape={error ? "failed" : "differs"} />
            <button
              type="button"
              className="mono at"
              aria-label={t("file.position", { line, column })}
              onClick={() => props.onGo(line, column)}
            >
              {line}:{column}
            </button>
            <div>
              <span className="word">
                <Sentence text={message} />
              </span>{" "}
              {suggestion && <span className="dim">{t("file.write", { suggestion })}. </span>}
              {hint && (
                <span className="dim">
                  <Sentence text={hint} />
                </span>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
