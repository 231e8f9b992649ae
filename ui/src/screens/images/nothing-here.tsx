// What stands below the heads where there is no row: it is asked for, it failed, there is none, none fits.
import { useTranslation } from "react-i18next";
import { useBeginRun } from "../../frame/begin-run.ts";
import type { useAnswer } from "../../host/context.tsx";
import { Problem, ProblemAgain } from "../../parts/problem.tsx";
import { useSlow } from "../../parts/slow.ts";
import type { ErrorBody, ImagesDocument } from "../../wire/types.ts";
import type { View } from "./view.ts";

export type Asked = ReturnType<typeof useAnswer<"images">>;

interface Props {
  answer: Asked;
  data: ImagesDocument | undefined;
  project: string;
  count: number;
  view: View;
  onView(view: View): void;
}

export function NothingHere({ answer, data, project, count, view, onView }: Props) {
  const { t } = useTranslation("images");
  const slow = useSlow(answer.isFetching && !data);
  if (count > 0) return null;
  if (data && data.images.length > 0)
    return (
      <p className="pad row dim" role="status">
        {t("noneFits", { filter: view.filter })}
        <button type="button" className="btn sm" onClick={() => onView({ ...view, filter: "" })}>
          {t("clearFilter", { ns: "common" })}
        </button>
      </p>
    );
  if (data)
    return data.problem ? (
      <Failed answer={answer} problem={data.problem} />
    ) : (
      <Empty data={data} project={project} />
    );
  if (answer.isFetching) return slow ? <p className="pad row dim">{t("askingFirst")}</p> : null;
  return answer.error ? <Failed answer={answer} problem={answer.error.body} /> : null;
}

function Failed({ answer, problem }: { answer: Asked; problem: ErrorBody }) {
  return <ProblemAgain problem={problem} again={() => void answer.refetch()} />;
}

/** The repository has nothing yet; a run brings the first. */
function Empty({ data, project }: { data: ImagesDocument; project: string }) {
  const { t } = useTranslation("images");
  const run = useBeginRun();
  return (
    <>
      {run.refusal && <Problem problem={run.refusal.body} />}
      <section className="start">
        <h2>{t("empty.title", { service: data.service })}</h2>
        <p>{t("empty.about", { repository: data.repository })}</p>
        <button
          type="button"
          className="btn main"
          aria-disabled={run.isPending || undefined}
          onClick={() => run.begin({ project })}
        >
          {t("empty.run", { project })}
        </button>
      </section>
    </>
  );
}
