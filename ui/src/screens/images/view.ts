// How the table is looked at: kept on this device, the same for every service.
import { COLUMNS, type ColumnId } from "./columns.ts";
import { FIRST, SORTS, type Sort } from "./order.ts";

export interface View {
  filter: string;
  sort: Sort;
  grouped: boolean;
  /** The columns that a person chose; null for those that there is room for. */
  columns: ColumnId[] | null;
}

export const USUAL: View = { filter: "", sort: FIRST, grouped: false, columns: null };

/** Whether something that was kept can be a view of today. */
export function isView(kept: unknown): kept is View {
  if (typeof kept !== "object" || kept === null) return false;
  const { filter, sort, grouped, columns } = kept as Partial<View>;
  return (
    typeof filter === "string" &&
    typeof grouped === "boolean" &&
    SORTS.some((by) => by === sort?.by) &&
    typeof sort?.descending === "boolean" &&
    (columns === null || (Array.isArray(columns) && columns.every((id) => COLUMNS.includes(id))))
  );
}
