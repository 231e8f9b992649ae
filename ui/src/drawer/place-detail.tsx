// What a place does now, or what went wrong there, with the last lines that its step logged.
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { paths } from "../frame/paths.ts";
import { doing, useDoing, useStepName } from "../parts/doing.ts";
import { useToldAs } from "../parts/problem-words.ts";
import { Sentence } from "../parts/sentence.tsx";
import type { OperationPage, PlaceProgress, StepDocument } from "../wire/types.ts";
import { Lines } from "./lines.tsx";
import { useTail } from "./live.ts";

/** How many lines are shown; their room is kept from the first on. */
const LINES = 6;

export function PlaceDetail(props: {
  page: OperationPage;
  place: PlaceProgress;
  words: ReadonlyMap<string, string>;
}) {
  const { t } = useTranslation("drawer");
  const wordsOf = useDoing();
  const nameOf = useStepName();
  const toldAs = useToldAs();
  const { page, place } = props;
  const step = tellingStep(page, place);
  if (!step) return <p className="dim">{t("fleet.waitsForTurn")}</p>;
  const goes = step.state === "running" || step.state === "waiting";
  const told = step.state === "running" ? props.words.get(step.step) : undefined;
  const why = step.why && toldAs(step.why, step.why_code);
  // The window's own words begin no name.
  const isOwn = !step.why && goes && doing(step) !== null;
  const what = why ?? (goes ? wordsOf(step) : nameOf(step));
  const far = !step.why && told ? `${t("colon", { ns: "common" })}${told}` : "";
  return (
    <>
      {/* What changes every moment keeps its one line: the log below would jump. */}
      <p
        className={`doing${isOwn ? " own" : ""}${far ? " cut" : ""}`}
        title={far ? `${what}${far}` : undefined}
      >
        <Sentence text={what} />
        {far && <span className="dim">{far}</span>}
      </p>
      <StepTail key={step.step} page={page} step={step} place={place.name} />
    </>
  );
}

/** The step of a place that says most: what runs, else what went wrong, else what was last. */
function tellingStep(page: OperationPage, place: PlaceProgress): StepDocument | undefined {
  const steps = page.steps.filter((step) => step.place === place.name);
  const first = (...states: StepDocument["state"][]) => steps.find(({ state }) => states.includes(state));
  const last = steps.filter(({ state, when }) => state === "succeeded" && when === "success").at(-1);
  return first("running", "waiting") ?? first("failed", "unknown") ?? last;
}

function StepTail({ page, step, place }: { page: OperationPage; step: StepDocument; place: string }) {
  const { t } = useTranslation("drawer");
  const [, go] = useLocation();
  const { project, operation } = page;
  const tail = useTail({ project, operation, step: step.step }, LINES);
  const follows = tail?.follows && step.state === "running";
  return (
    <div className="tail">
      <div className="lines">
        {tail && <Lines lines={tail.lines} />}
        {tail?.lines.length === 0 && <p className="empty">{t("fleet.noLines")}</p>}
      </div>
      <div className="foot">
        <span className="grow cut">
          {follows ? t("fleet.following", { count: tail.total }) : t("fleet.lastLines", { place })}
        </span>
        <button
          type="button"
          className="btn sm ghost"
          aria-keyshortcuts="L"
          onClick={() => go(paths.run(project, operation))}
        >
          {t("fleet.openLog")} <kbd>L</kbd>
        </button>
      </div>
    </div>
  );
}
