// How a cell or band stands on the board now, apart from what it says.
import type { PlannedService } from "../../wire/types.ts";

/** How much of a column is shown beside an open drawer: all, the version, or a glyph. */
export type Fold = "open" | "version" | "glyph";

export interface Place {
  /** The keyboard is there. */
  isCurrent: boolean;
  fold: Fold;
  /** The drawer shows something, so what may be done waits. */
  isPlanning: boolean;
  /** The drawer speaks about this cell. */
  into: boolean;
  /** What its plan does to it. */
  planned: PlannedService | null;
  /** It waits for what a cell above it waits for too, which says so for both. */
  isEcho: boolean;
  /** It has the one filled button of the screen. */
  isMain: boolean;
}

/** What the styles call a folded cell. */
export function foldClass({ fold }: Place): string | undefined {
  return fold === "open" ? undefined : `fold ${fold}`;
}
