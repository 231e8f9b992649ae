// What a run does, where a run is shown here and not on its own screen: its jobs, then what it builds, pushes and tags.
import { useTranslation } from "react-i18next";
import { useStepName } from "../parts/doing.ts";
import { Glyph } from "../parts/glyph.tsx";
import { STEP } from "../parts/states.ts";
import { useSpans } from "../parts/time.tsx";
import type { OperationPage, StepNow, StepState } from "../wire/types.ts";

export function Jobs({ page }: { page: OperationPage }) {
  const { t } = useTranslation("drawer");
  const parts = partsOf(page, useStepName());
  if (parts.length === 0) return null;
  return (
    <section>
      <h3 className="sec">{t("jobs.head")}</h3>
      <table className="fleet">
        <thead>
          <tr>
            <th scope="col">{t("jobs.job")}</th>
            <th scope="col" className="num">
              {t("jobs.took")}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <Row key={part.id} part={part} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Part {
  id: string;
  name: string;
  state: StepState;
  began_at: string | null;
  ended_at: string | null;
}

function partsOf({ kind, jobs, steps }: OperationPage, nameOf: (step: StepNow) => string): Part[] {
  if (kind !== "run") return [];
  const alone = steps.filter(({ job, when }) => job === null && when === "success");
  return [
    ...jobs.map((job) => ({ ...job, id: job.name })),
    ...alone.map((step) => ({ ...step, id: step.step, name: nameOf(step) })),
  ];
}

function Row({ part }: { part: Part }) {
  const { t } = useTranslation();
  const { short } = useSpans();
  const { name, state, began_at, ended_at } = part;
  const { shape, family } = STEP[state];
  const took = began_at && ended_at ? Date.parse(ended_at) - Date.parse(began_at) : null;
  return (
    <tr>
      <th scope="row">
        <span className={`row ${family}`}>
          <Glyph shape={shape} name={t(`state.${state}`)} />
          {name}
        </span>
      </th>
      <td className="num dim">{took === null ? "" : short(took)}</td>
    </tr>
  );
}
