// The rows of a project: its band, then its services. Drawn anew only when something of this project changes.
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { ProblemLine } from "../../parts/problem-line.tsx";
import type { Band, BoardProject } from "../../wire/types.ts";
import type { Where } from "./acts.tsx";
import { BandCell } from "./band-cell.tsx";
import { ServiceCell } from "./cell.tsx";
import type { Fold, Place } from "./place.ts";
import type { Planning } from "./planning.ts";
import { type Spot, sameSpot } from "./spots.ts";

interface Props {
  project: BoardProject;
  columns: string[];
  folds: Fold[];
  current: Spot | null;
  planning: Planning | null;
  isPlanning: boolean;
  /** The cell or band with the one filled button. */
  main: Spot | null;
  isWanted: boolean;
}

export const ProjectRows = memo(function ProjectRows(props: Props) {
  const { project, columns, isWanted } = props;
  if (project.problem) return <Unreadable {...props} />;
  const bands = columns.map((column) => project.bands.find(({ environment }) => environment === column));
  return (
    <tbody data-wanted={isWanted || undefined} id={idOf(project.name)}>
      <tr className="band">
        <th scope="rowgroup" title={project.name}>
          <span className="cut">{project.name}</span>
        </th>
        {bands.map((band, at) => {
          const column = columns[at] ?? "";
          if (!band) return <Nothing key={column} isBand />;
          const place = placeOf(
            props,
            { project: project.name, service: null, environment: column },
            band,
            at,
          );
          return <BandCell key={column} where={whereOf(project, band)} place={place} />;
        })}
      </tr>
      {project.services.map((service) => (
        <tr key={service}>
          <th className="svc" scope="row" title={service}>
            <span className="cut">{service}</span>
          </th>
          {bands.map((band, at) => {
            const column = columns[at] ?? "";
            const cell = band?.cells[service];
            if (!band || !cell) return <Nothing key={column} />;
            const place = placeOf(props, { project: project.name, service, environment: column }, band, at);
            return (
              <ServiceCell
                key={column}
                where={whereOf(project, band)}
                service={service}
                cell={cell}
                place={place}
              />
            );
          })}
        </tr>
      ))}
    </tbody>
  );
});

/** What `?project=` scrolls to. */
export function idOf(project: string): string {
  return `project-${project}`;
}

const whereOf = (project: BoardProject, band: Band): Where => ({ project: project.name, band });

function placeOf(props: Props, spot: Spot, band: Band, column: number): Place {
  const { project, planning, isPlanning, folds, current, main } = props;
  const into = planning?.environment === spot.environment && spot.service !== null;
  return {
    isCurrent: sameSpot(current, spot),
    fold: folds[column] ?? "open",
    isPlanning,
    into,
    planned: (into && spot.service !== null && planning?.services.get(spot.service)) || null,
    isEcho: isEcho(project, band, spot.service),
    isMain: !isPlanning && sameSpot(main, spot),
  };
}

/** Whether a service waits for the same as one above it. */
function isEcho(project: BoardProject, band: Band, service: string | null): boolean {
  const waits = (name: string) => band.cells[name]?.state === "waiting" && band.cells[name]?.needs;
  return service !== null && Boolean(waits(service)) && project.services.find(waits) !== service;
}

/** An environment that a project has not. */
function Nothing({ isBand = false }: { isBand?: boolean }) {
  const { t } = useTranslation("board");
  return (
    <td title={t("noEnvironment")}>
      {!isBand && <div className="absent" />}
      <span className="sr">{t("noEnvironment")}</span>
    </td>
  );
}

/** A project whose slipway.yml cannot be read: why, in its place. */
function Unreadable({ project, columns, current, isWanted }: Props) {
  const { t } = useTranslation("board");
  const { problem } = project;
  if (!problem) return null;
  return (
    <tbody data-wanted={isWanted || undefined} id={idOf(project.name)}>
      <tr className="band">
        <th scope="rowgroup" title={project.name}>
          <span className="cut">{project.name}</span>
        </th>
        <td
          tabIndex={current ? 0 : -1}
          colSpan={columns.length}
          data-project={project.name}
          data-environment={columns[0]}
          data-needs
          className="fail"
        >
          <div className="row unreadable">
            <Glyph shape="failed" />
            <span className="word">{t("band.unreadable", { project: project.name })}</span>
            <ProblemLine problem={problem} />
          </div>
        </td>
      </tr>
    </tbody>
  );
}
