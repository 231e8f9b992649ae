// How long something will probably take still, counted down between one answer of the host and the next.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TimeLeft } from "../wire/types.ts";
import { useNow, useSpans } from "./time.tsx";

/** Seconds that are left at `now`, rounded as coarsely as such a guess deserves. */
export function secondsLeft(left: TimeLeft, since: number, now: number): number {
  const seconds = Math.max(0, Math.round(left.seconds - (now - since) / 1000));
  if (seconds > 90) return Math.round(seconds / 30) * 30;
  return seconds > 30 ? Math.round(seconds / 5) * 5 : seconds;
}

/** The seconds that are left now. */
export function useSecondsLeft(left: TimeLeft): number {
  const now = useNow(1000);
  const [since, setSince] = useState(() => Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer counts from when it came.
  useEffect(() => setSince(Date.now()), [left]);
  return secondsLeft(left, since, now);
}

export function Left({ left, className }: { left: TimeLeft; className?: string }) {
  const { t } = useTranslation();
  const { long } = useSpans();
  const seconds = useSecondsLeft(left);
  return (
    <span className={className} title={t("time.measured", { count: left.of })}>
      {seconds > 0 ? t("time.left", { duration: long(seconds * 1000) }) : t("time.over")}
    </span>
  );
}
