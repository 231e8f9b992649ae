// The rows of the table: a band that says where what is below it applies, and the credentials.
import { ShieldQuestion } from "lucide-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useIsHeld } from "../../drawer/credential/use-held.ts";
import { Glyph } from "../../parts/glyph.tsx";
import { Age } from "../../parts/time.tsx";
import type { CredentialBand, CredentialRow } from "../../wire/types.ts";
import type { Line } from "./lines.ts";
import { needsSomebody, OUTCOME } from "./look.ts";
import { useOutcomeWord } from "./outcome-word.ts";
import { useUsedBy } from "./use-used-by.ts";

export const COLUMNS = ["name", "kind", "used_by", "used", "test", "act"] as const;

/** What every row of the table has. */
interface Row {
  index: number;
  id: string;
  /** The keyboard is at it. */
  active: boolean;
  /** The bar below the table speaks of it. */
  chosen: boolean;
}

interface LineProps extends Row {
  line: Line;
  isClosed: boolean;
  isTesting: boolean;
  onTest(row: CredentialRow): void;
  onMend(row: CredentialRow): void;
}

/** Whatever row a line is. */
export function LineRow({ line, ...row }: LineProps): ReactNode {
  const { t } = useTranslation("credentials");
  switch (line.is) {
    case "band":
      return <BandRow band={line.band} index={row.index} />;
    case "credential":
      return <OneRow {...row} row={line.row} />;
    case "none":
      return (
        <tr className="sm faint" aria-rowindex={row.index + 2}>
          <td colSpan={COLUMNS.length}>{t("noneFits")}</td>
        </tr>
      );
  }
}

function BandRow({ band: { project, environment }, index }: { band: CredentialBand; index: number }) {
  const { t } = useTranslation("credentials");
  const [name, about] =
    project === null
      ? [t("band.everyProject"), t("band.widest")]
      : environment === null
        ? [project, t("band.project")]
        : [t("band.environment", { project, environment }), t("band.wins", { project })];
  return (
    <tr className="band" aria-rowindex={index + 2}>
      <td colSpan={COLUMNS.length}>
        <b>{name}</b>
        {about}
      </td>
    </tr>
  );
}

interface OneProps extends Row {
  row: CredentialRow;
  isClosed: boolean;
  isTesting: boolean;
  onTest(row: CredentialRow): void;
  onMend(row: CredentialRow): void;
}

const OneRow = memo(function OneRow(props: OneProps) {
  const { row, index, id, active, chosen, isClosed } = props;
  const { t } = useTranslation("credentials");
  const uses = useUsedBy()(row.used_by);
  const needs = needsSomebody(row) && !isClosed;
  const { family } = OUTCOME[row.test.outcome];
  return (
    <tr
      id={id}
      className={active ? `${family} focusrow` : family}
      data-index={index}
      data-needs={needs || undefined}
      aria-rowindex={index + 2}
      aria-selected={chosen}
    >
      <td>
        <span className="nm">
          <span className="mono cut" title={[row.name, row.shown].filter(Boolean).join("\n")}>
            {row.name}
          </span>
          {row.ask && (
            <span className="ask" title={t("asksEachTime")}>
              <ShieldQuestion className="i i-12" aria-hidden />
              <span className="sr">{t("asksEachTime")}</span>
            </span>
          )}
        </span>
      </td>
      <td className="sm dim of-kind">{t(`kind.${row.kind}`)}</td>
      <td className="sm faint of-used_by" title={uses}>
        {uses}
      </td>
      <td className="num sm dim">{row.used === null ? t("never") : <Age at={row.used} />}</td>
      <td>
        <State row={row} isTesting={props.isTesting} />
      </td>
      <td>{!isClosed && <Act {...props} needs={needs} />}</td>
    </tr>
  );
});

function State({ row: { name, test }, isTesting }: { row: CredentialRow; isTesting: boolean }) {
  const { t } = useTranslation("credentials");
  const wordOf = useOutcomeWord();
  const isMissing = test.outcome === "missing";
  const isHeld = useIsHeld(isMissing)(name) && isMissing;
  const { family, shape } = OUTCOME[test.outcome];
  if (isTesting) {
    return (
      <span className="state move">
        <Glyph shape="moving" />
        <span className="sm dim cut">{t("outcome.testing")}</span>
      </span>
    );
  }
  const word = isHeld ? t("outcome.held") : wordOf(test);
  const isPlain = family === "ok" || family === "none";
  return (
    <span className="state" title={[word, test.said].filter(Boolean).join("\n")}>
      <Glyph shape={shape} />
      <span className={isPlain ? "sm dim cut" : "sm word cut"}>{word}</span>
    </span>
  );
}

/** The one thing that is most likely done with it; the bar below has the rest. */
function Act({ row, needs, isTesting, onTest, onMend }: OneProps & { needs: boolean }) {
  const { t } = useTranslation("credentials");
  if (needs) {
    const isNew = row.added === null;
    return (
      <button
        type="button"
        className="btn sm"
        tabIndex={-1}
        aria-label={isNew ? t("act.setNamed", { name: row.name }) : t("act.rotateNamed", { name: row.name })}
        onClick={() => onMend(row)}
      >
        {isNew ? t("act.set") : t("act.rotate")}
      </button>
    );
  }
  if (!row.can_be_tested) return null;
  return (
    <button
      type="button"
      className="btn sm ghost"
      tabIndex={-1}
      aria-disabled={isTesting || undefined}
      aria-label={t("act.testNamed", { name: row.name })}
      onClick={() => onTest(row)}
    >
      {t("act.test")}
    </button>
  );
}
