// The line above the table: the filter, how much it lets through, how old all of it is. Where the registry does not
// answer, that stands here too, so that nothing moves.
import { Columns3, GitBranch, RefreshCw, Rows2, Rows4 } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useChoices } from "../../host/choices.ts";
import { FilterField } from "../../parts/filter-field.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { Menu, MenuCheck, MenuItem, MenuLine } from "../../parts/menu.tsx";
import { ProblemLine, ProblemText } from "../../parts/problem-line.tsx";
import { useSlow } from "../../parts/slow.ts";
import { exact, useSpans, useTold } from "../../parts/time.tsx";
import type { ErrorBody, ImagesDocument } from "../../wire/types.ts";
import { COLUMNS, type Column } from "./columns.ts";
import { KEYS } from "./filter.ts";
import type { Asked } from "./nothing-here.tsx";
import type { Prepared } from "./prepared.ts";
import { suggestFor } from "./suggest.ts";
import type { View } from "./view.ts";

interface Props {
  answer: Asked;
  data: ImagesDocument | undefined;
  problem: ErrorBody | null;
  prepared: Prepared;
  count: number;
  view: View;
  onView(view: View): void;
  shownColumns: readonly Column[];
  onLeave(): void;
}

export function Tools(props: Props) {
  const { answer, data, problem, view, onView } = props;
  const { t } = useTranslation("images");
  const suggest = useMemo(() => suggestFor(props.prepared), [props.prepared]);
  const away = problem?.code === "registry_unreachable";
  const doubt = problem ? away : Boolean(data?.unsaid);
  return (
    <div className={problem || doubt ? `tools wrong ${doubt ? "doubt" : "fail"}` : "tools"}>
      <FilterField
        value={view.filter}
        onChange={(filter) => onView({ ...view, filter })}
        label={t("filter.label")}
        example={t("filter.example")}
        keys={KEYS}
        onLeave={props.onLeave}
        suggest={suggest}
      />
      {problem ? <Said problem={problem} away={away} /> : <Counts {...props} />}
      <AsOf answer={answer} data={data} />
      {!problem && (
        <>
          <Grouping view={view} onView={onView} />
          <Rows />
          <Choice {...props} />
        </>
      )}
    </div>
  );
}

/** Why the registry does not answer. What to do has room in the bar below. */
function Said({ problem, away }: { problem: ErrorBody; away: boolean }) {
  return (
    <div className="said" role="alert">
      <Glyph shape={away ? "unknown" : "failed"} />
      <ProblemLine problem={problem} unadvised />
    </div>
  );
}

function Counts({ data, prepared, count, view, onView }: Props) {
  const { t, i18n } = useTranslation("images");
  if (!data) return <span className="grow" />;
  const number = new Intl.NumberFormat(i18n.language);
  const [shown, all] = [number.format(count), number.format(prepared.images.length)];
  return (
    <>
      <span className="faint sm nowrap" aria-live="polite">
        {shown === all ? t("images", { count, formatted: all }) : t("filter.count", { shown, all })}
      </span>
      {prepared.newer > 0 && view.filter === "" && !data.unsaid && (
        <button
          type="button"
          className="btn ghost sm hide-narrow"
          onClick={() => onView({ ...view, filter: "newer:yes" })}
        >
          {t("newerThanAll", { count: prepared.newer })}
        </button>
      )}
      {data.unsaid ? <Unsaid problem={data.unsaid} /> : <span className="grow" />}
    </>
  );
}

/** That nobody said what was found in the images, and why. */
function Unsaid({ problem }: { problem: ErrorBody }) {
  const { t } = useTranslation("images");
  return (
    <div className="said" role="status">
      <Glyph shape="unknown" />
      <span className="sm nowrap">{t("unsaid")}</span>
      <ProblemText problem={problem} />
    </div>
  );
}

/** How old what is shown is, and asking again. */
function AsOf({ answer, data }: Pick<Props, "answer" | "data">) {
  const { t } = useTranslation("images");
  const { short } = useSpans();
  const { i18n } = useTranslation();
  const asking = useSlow(answer.isFetching);
  const at = Date.parse(data?.at ?? "");
  const told = useTold((now) => (now - at < 5000 ? t("asOfNow") : t("asOf", { age: short(now - at) })));
  if (!data) return null;
  return (
    <span className="asof faint sm">
      <time dateTime={data.at} title={exact(at, i18n.language)}>
        {asking ? t("asking") : told}
      </time>
      <button
        type="button"
        className="btn ghost sm icon"
        aria-label={t("askAgain")}
        title={t("askAgain")}
        aria-disabled={answer.isFetching || undefined}
        onClick={() => void (answer.isFetching || answer.refetch())}
      >
        <RefreshCw className="i i-12" aria-hidden />
      </button>
    </span>
  );
}

function Grouping({ view, onView }: Pick<Props, "view" | "onView">) {
  const { t } = useTranslation("images");
  return (
    <button
      type="button"
      className="btn"
      aria-pressed={view.grouped}
      title={t("group")}
      onClick={() => onView({ ...view, grouped: !view.grouped })}
    >
      <GitBranch className="i" aria-hidden />
      <span className="word-wide">{t("group")}</span>
    </button>
  );
}

const DENSITIES = [
  ["ordinary", Rows2],
  ["compact", Rows4],
] as const;

/** How high the rows are, everywhere. */
function Rows() {
  const { t } = useTranslation("images");
  const { chosen, choose } = useChoices();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset takes the room of its legend.
    <div className="seg" role="group" aria-label={t("rows.label")}>
      {DENSITIES.map(([density, Icon]) => (
        <button
          key={density}
          type="button"
          aria-pressed={chosen?.density === density}
          aria-label={t(`rows.${density}`)}
          title={t(`rows.${density}`)}
          onClick={() => choose({ density })}
        >
          <Icon className="i" aria-hidden />
        </button>
      ))}
    </div>
  );
}

/** Which columns there are. */
function Choice({ view, onView, shownColumns }: Props) {
  const { t } = useTranslation("images");
  const shown = new Set(shownColumns.map(({ id }) => id));
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="btn" title={t("columns.choose")}>
          <Columns3 className="i" aria-hidden />
          <span className="word-wide">{t("columns.choose")}</span>
        </button>
      }
    >
      {COLUMNS.map((id) => (
        <MenuCheck
          key={id}
          checked={shown.has(id)}
          disabled={id === "version"}
          onChange={(on) =>
            onView({ ...view, columns: COLUMNS.filter((one) => (one === id ? on : shown.has(one))) })
          }
        >
          {t(`columnTitle.${id}`)}
        </MenuCheck>
      ))}
      <MenuLine />
      <MenuItem disabled={view.columns === null} onSelect={() => onView({ ...view, columns: null })}>
        {t("columns.usual")}
      </MenuItem>
    </Menu>
  );
}
