// A row of the table: an image.
import { Check } from "lucide-react";
import { memo } from "react";
import { cell, type Row, type Told, title } from "./cell.tsx";
import type { Column } from "./columns.ts";
import { nameOf } from "./prepared.ts";

/** What a row is in the selection: one of two, the only one, or between the two. */
export type Mark = "A" | "B" | "only" | "between" | null;

interface Props extends Omit<Row, "change" | "newer"> {
  index: number;
  change: number | null;
  newer: number | null;
  columns: readonly Column[];
  told: Told;
  mark: Mark;
  /** It is the upper one of two that are compared. */
  upper: boolean;
  /** A line is drawn above it: here something runs. */
  water: boolean;
  active: boolean;
  /** What its check box is for. */
  pick: string;
}

const CLASSES = { water: "water", upper: "topsel", between: "between", active: "focusrow" } as const;

export const Line = memo(function Line(props: Props) {
  const { index, image, columns, told, mark } = props;
  const chosen = mark !== null && mark !== "between";
  const classes = [
    props.water && CLASSES.water,
    props.upper && CLASSES.upper,
    mark === "between" && CLASSES.between,
    props.active && CLASSES.active,
  ];
  const numeric = (column: Column) => `${column.numeric ? "num " : ""}is-${column.id}`;
  return (
    <tr
      id={`image-${index}`}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={classes.filter(Boolean).join(" ")}
    >
      <td className="pk">
        {/* biome-ignore lint/a11y/useSemanticElements: a letter may stand in it. */}
        <button
          type="button"
          role="checkbox"
          tabIndex={-1}
          data-pick
          aria-checked={chosen}
          aria-label={`${props.pick} ${nameOf(image)}`}
          className={chosen ? "pick on" : "pick"}
        >
          {mark === "only" ? <Check className="i i-12" aria-hidden /> : mark !== "between" && mark}
        </button>
      </td>
      {columns.map((column) => (
        <td key={column.id} className={numeric(column)} title={title(column, props, told)}>
          {cell(column, props, told)}
        </td>
      ))}
    </tr>
  );
});
