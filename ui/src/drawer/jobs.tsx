// The jobs of a run, where a run is shown here and not on its own screen.
import { useTranslation } from "react-i18next";
import { Glyph } from "../parts/glyph.tsx";
import { STEP } from "../parts/states.ts";
import { useSpans } from "../parts/time.tsx";
import type { JobDocument, OperationPage } from "../wire/types.ts";

export function Jobs({ page }: { page: OperationPage }) {
  const { t } = useTranslation("drawer");
  if (page.jobs.length === 0) return null;
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
          {page.jobs.map((job) => (
            <Job key={job.name} job={job} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Job({ job }: { job: JobDocument }) {
  const { t } = useTranslation();
  const { short } = useSpans();
  const { shape, family } = STEP[job.state];
  const took = job.began_at && job.ended_at ? Date.parse(job.ended_at) - Date.parse(job.began_at) : null;
  return (
    <tr>
      <th scope="row">
        <span className={`row ${family}`}>
          <Glyph shape={shape} name={t(`state.${job.state}`)} />
          {job.name}
        </span>
      </th>
      <td className="num dim">{took === null ? "" : short(took)}</td>
    </tr>
  );
}
