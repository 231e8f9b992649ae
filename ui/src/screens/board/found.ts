// From a place of the board to what stands there, on the screen and in the document.
import type { BoardDocument } from "../../wire/types.ts";
import type { Where } from "./acts.tsx";
import type { Spot } from "./spots.ts";

/** The place that an element belongs to. */
export function spotAt(target: EventTarget | null): Spot | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("td[data-environment]") : null;
  const { project, service, environment } = cell?.dataset ?? {};
  if (project === undefined || environment === undefined) return null;
  return { project, environment, service: service ?? null };
}

/** The cell of a place. */
export function cellAt(table: Element, { project, service, environment }: Spot): HTMLElement | null {
  const named = `[data-project="${CSS.escape(project)}"][data-environment="${CSS.escape(environment)}"]`;
  const of = service === null ? ":not([data-service])" : `[data-service="${CSS.escape(service)}"]`;
  return table.querySelector<HTMLElement>(`td${named}${of}`);
}

/** The environment of a place, as the board has it. */
export function whereOf(board: BoardDocument, { project, environment }: Spot): Where | null {
  const found = board.projects.find(({ name }) => name === project);
  const band = found?.bands.find((band) => band.environment === environment);
  return band ? { project, band } : null;
}
