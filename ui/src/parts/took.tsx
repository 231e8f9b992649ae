// How long an operation took; counted on while it goes on.
import type { ActivityRow } from "../wire/types.ts";
import { useNow, useSpans } from "./time.tsx";

interface TookProps {
  row: Pick<ActivityRow, "busy" | "millis" | "started_at">;
}

export function Took({ row }: TookProps) {
  const { long } = useSpans();
  return row.busy ? <SoFar row={row} /> : long(row.millis);
}

function SoFar({ row }: TookProps) {
  const now = useNow(1000);
  return useSpans().long(Math.max(row.millis, now - Date.parse(row.started_at)));
}
