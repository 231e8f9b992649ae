// How high the rows of a table are, for what places them: styles/tokens.css and styles/tables.css draw them so.
import { useAnswer } from "../host/context.tsx";

const ORDINARY = 32;
const COMPACT = 28;

export function useRowHeight(): number {
  const { data } = useAnswer("settings", {});
  return data?.density === "compact" ? COMPACT : ORDINARY;
}
