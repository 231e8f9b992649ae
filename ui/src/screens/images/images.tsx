// The images of a service: which there are, what runs of them, what lies between two.
import { Plus } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, Redirect, useParams } from "wouter";
import { paths } from "../../frame/paths.ts";
import { TopBar } from "../../frame/top-bar.tsx";
import { useAnswer } from "../../host/context.tsx";
import { ProblemAgain } from "../../parts/problem.tsx";
import { useRemembered } from "../../parts/remembered.ts";
import { useSlow } from "../../parts/slow.ts";
import type { ErrorBody, ProjectDocument } from "../../wire/types.ts";
import { ServiceImages } from "./service-images.tsx";
import { ServicePicker } from "./service-picker.tsx";

interface Place {
  project: string;
  service: string;
}

export function Images() {
  const { project, service } = useParams<Partial<Place>>();
  const projects = useAnswer("projects", {});
  const [last, remember] = useRemembered<Place | null>("images.last", null, isPlace);
  useEffect(() => {
    if (project && service) remember({ project, service });
  }, [project, service, remember]);
  const known = projects.data?.projects ?? [];
  if (project && service) return <OfService project={project} service={service} projects={known} />;
  if (projects.data === undefined) {
    return <Asking problem={projects.error?.body ?? null} again={() => void projects.refetch()} />;
  }
  const first = where(known, last);
  if (first === null) return <Nowhere />;
  return <Redirect to={paths.images(first.project, first.service)} replace />;
}

function isPlace(kept: unknown): kept is Place | null {
  const place = kept as Partial<Place> | null;
  return place === null || (typeof place.project === "string" && typeof place.service === "string");
}

/** Where it was looked at last, if that is still there; otherwise the first there is. */
function where(projects: ProjectDocument[], last: Place | null): Place | null {
  const there = projects.flatMap(({ name, services }) =>
    services.map((service) => ({ project: name, service })),
  );
  const again = there.find(({ project, service }) => project === last?.project && service === last.service);
  return again ?? there[0] ?? null;
}

function OfService({ project, service, projects }: Place & { projects: ProjectDocument[] }) {
  const { t } = useTranslation();
  const images = useAnswer("images", { project, service });
  const repository = images.isPlaceholderData ? null : images.data?.repository;
  return (
    <main className="content images">
      <TopBar
        title={
          <span className="row">
            {t("screens.images")}
            <ServicePicker projects={projects} project={project} service={service} />
            <span className="mono faint hide-narrow repository cut">{repository}</span>
          </span>
        }
      />
      <ServiceImages
        key={`${project}/${service}`}
        project={project}
        service={service}
        about={projects.find(({ name }) => name === project)}
      />
    </main>
  );
}

/** Which services there are is not known yet, or cannot be. */
function Asking({ problem, again }: { problem: ErrorBody | null; again(): void }) {
  const { t } = useTranslation("images");
  const slow = useSlow(problem === null);
  return (
    <main className="content images">
      <TopBar title={t("screens.images", { ns: "common" })} />
      {problem ? (
        <ProblemAgain problem={problem} again={again} />
      ) : (
        <p className="pad row faint" role="status">
          {slow && t("loading", { ns: "common", what: t("nowhere.what") })}
        </p>
      )}
    </main>
  );
}

/** There is no service to show images of. */
function Nowhere() {
  const { t } = useTranslation("images");
  return (
    <main className="content images">
      <TopBar title={t("screens.images", { ns: "common" })} />
      <section className="start">
        <h2>{t("nowhere.title")}</h2>
        <p>{t("nowhere.about")}</p>
        <Link className="btn main" href={paths.add()}>
          <Plus className="i" aria-hidden />
          <span>{t("addProject", { ns: "common" })}</span>
        </Link>
      </section>
    </main>
  );
}
