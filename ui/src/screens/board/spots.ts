// The places of the board that the keyboard can be at, and the way from one to the next.
import type { BoardProject } from "../../wire/types.ts";

/** A place of the board. `service` is null for a band. */
export interface Spot {
  project: string;
  service: string | null;
  environment: string;
}

interface Row {
  project: string;
  service: string | null;
  /** Per column whether there is something. */
  present: boolean[];
}

export interface Spots {
  columns: string[];
  rows: Row[];
}

export function sameSpot(one: Spot | null, other: Spot): boolean {
  return (
    one?.project === other.project && one.service === other.service && one.environment === other.environment
  );
}

/** All places, in the order in which they stand. A project that cannot be read has one, in the first column. */
export function spotsOf(columns: string[], projects: BoardProject[]): Spots {
  const rows = projects.flatMap((project): Row[] => {
    if (project.problem) {
      return [{ project: project.name, service: null, present: columns.map((_, at) => at === 0) }];
    }
    const bands = columns.map((column) => project.bands.find(({ environment }) => environment === column));
    const band: Row = { project: project.name, service: null, present: bands.map(Boolean) };
    const services = project.services.map((service) => ({
      project: project.name,
      service,
      present: bands.map((band) => band?.cells[service] !== undefined),
    }));
    return [band, ...services];
  });
  return { columns, rows };
}

export type Way =
  | "ArrowLeft"
  | "ArrowRight"
  | "ArrowUp"
  | "ArrowDown"
  | "Home"
  | "End"
  | "PageUp"
  | "PageDown"
  | "First"
  | "Last";

/** Where a key leads; null where it leads nowhere. */
export function moved(spots: Spots, from: Spot, way: Way): Spot | null {
  const row = spots.rows.findIndex((row) => row.project === from.project && row.service === from.service);
  const column = spots.columns.indexOf(from.environment);
  if (row < 0 || column < 0) return first(spots);
  const { rows, columns } = spots;
  switch (way) {
    case "ArrowLeft":
      return inRow(spots, row, column - 1, -1);
    case "ArrowRight":
      return inRow(spots, row, column + 1, 1);
    case "Home":
      return inRow(spots, row, 0, 1);
    case "End":
      return inRow(spots, row, columns.length - 1, -1);
    case "ArrowUp":
      return inColumn(spots, row - 1, column, -1);
    case "ArrowDown":
      return inColumn(spots, row + 1, column, 1);
    case "First":
      return first(spots);
    case "Last":
      return inColumn(spots, rows.length - 1, columns.length - 1, -1);
    default:
      return inProject(spots, row, column, way === "PageDown" ? 1 : -1);
  }
}

/** The first place that there is. */
export function first(spots: Spots): Spot | null {
  return inColumn(spots, 0, 0, 1);
}

function spot({ rows, columns }: Spots, row: number, column: number): Spot | null {
  const { project, service, present } = rows[row] ?? {};
  const environment = columns[column];
  if (project === undefined || service === undefined || environment === undefined) return null;
  return present?.[column] ? { project, service, environment } : null;
}

function inRow(spots: Spots, row: number, from: number, way: 1 | -1): Spot | null {
  for (let column = from; column >= 0 && column < spots.columns.length; column += way) {
    const found = spot(spots, row, column);
    if (found) return found;
  }
  return null;
}

/** The next row with something in this column, or else near it. */
function inColumn(spots: Spots, from: number, column: number, way: 1 | -1): Spot | null {
  for (let row = from; row >= 0 && row < spots.rows.length; row += way) {
    const found = inRow(spots, row, column, -1) ?? inRow(spots, row, column, 1);
    if (found) return found;
  }
  return null;
}

/** The band of the next project, or of the one before. */
function inProject(spots: Spots, from: number, column: number, way: 1 | -1): Spot | null {
  for (let row = from + way; row >= 0 && row < spots.rows.length; row += way) {
    if (spots.rows[row]?.service === null) return inColumn(spots, row, column, 1);
  }
  return null;
}
