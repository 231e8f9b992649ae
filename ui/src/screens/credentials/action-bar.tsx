// The bar below the table: what can be done with the credential that the keyboard is at, and what came of trying one.
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useIsHeld } from "../../drawer/credential/use-held.ts";
import { paths } from "../../frame/paths.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { ProblemLine } from "../../parts/problem-line.tsx";
import { useSpans, useTold } from "../../parts/time.tsx";
import type { CredentialRow } from "../../wire/types.ts";
import type { Tests } from "./use-tests.ts";

interface ActionBarProps {
  row: CredentialRow | undefined;
  isClosed: boolean;
  tests: Tests;
  onTest(row: CredentialRow): void;
  onMend(row: CredentialRow): void;
  onRemove(row: CredentialRow): void;
}

export function ActionBar(props: ActionBarProps) {
  const { row, isClosed, tests } = props;
  const { refusal, said } = tests;
  return (
    <div className={refusal ? "actbar wrong fail" : "actbar"}>
      {refusal && (
        <span className="row cut" role="alert">
          <Glyph shape="failed" />
          <ProblemLine problem={refusal.body} />
        </span>
      )}
      {!refusal && row && <About row={row} />}
      {!refusal && !row && said === null && <Hints />}
      <span className="dim sm cut" role="status" title={said ?? undefined}>
        {!refusal && said}
      </span>
      <span className="grow" />
      {row && !isClosed && <Acts {...props} row={row} />}
    </div>
  );
}

function About({ row }: { row: CredentialRow }) {
  const { t } = useTranslation("credentials");
  const isHeld = useIsHeld(row.added === null)(row.name);
  // What may be compared is made of the open parts where there is nothing better.
  const shown = row.shown ?? Object.values(row.fields).join(t("comma"));
  return (
    <>
      <b className="ver cut">{row.name}</b>
      {shown !== "" && (
        <span className="mono faint cut" title={shown}>
          {shown}
        </span>
      )}
      <span className="sm dim nowrap hide-narrow">
        {row.added === null ? t(isHeld ? "bar.held" : "bar.missing") : <Since row={row} />}
      </span>
    </>
  );
}

/** When its value was put there. */
function Since({ row: { added, rotated } }: { row: CredentialRow }) {
  const { t } = useTranslation("credentials");
  const { short } = useSpans();
  const at = Date.parse(rotated ?? added ?? "");
  const age = useTold((now) => short(now - at));
  return <>{rotated === null ? t("bar.added", { age }) : t("bar.rotated", { age })}</>;
}

function Acts({ row, tests, onTest, onMend, onRemove }: ActionBarProps & { row: CredentialRow }) {
  const { t } = useTranslation("credentials");
  const [, go] = useLocation();
  const isHeld = useIsHeld(row.added === null)(row.name);
  const isBusy = tests.testing !== null;
  if (row.added === null) {
    return (
      <>
        {isHeld && (
          <button type="button" className="btn" onClick={() => go(paths.importCredentials())}>
            {t("act.takeUp")}
          </button>
        )}
        <button type="button" className="btn act" onClick={() => onMend(row)}>
          {t("act.set")}
        </button>
      </>
    );
  }
  return (
    <>
      {row.kind === "ssh-key" && row.shown && <CopyButton text={row.shown} word={t("act.copyShown")} ghost />}
      <button type="button" className="btn ghost" aria-keyshortcuts="Delete" onClick={() => onRemove(row)}>
        {t("act.remove")}
      </button>
      {row.can_be_tested && (
        <button
          type="button"
          className="btn"
          aria-keyshortcuts="T"
          aria-disabled={isBusy || undefined}
          onClick={() => !isBusy && onTest(row)}
        >
          {t("act.test")}
        </button>
      )}
      <button type="button" className="btn act" onClick={() => onMend(row)}>
        {t("act.rotate")}
      </button>
    </>
  );
}

function Hints() {
  const { t } = useTranslation("credentials");
  return (
    <span className="row faint sm cut">
      <kbd>↑</kbd>
      <kbd>↓</kbd>
      {t("hint.move")}
      <kbd>Enter</kbd>
      {t("hint.open")}
      <kbd>/</kbd>
      {t("hint.filter")}
    </span>
  );
}
