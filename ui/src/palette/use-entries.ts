// All that the palette offers now.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAnswer } from "../host/context.tsx";
import { doEntries } from "./do-entries.ts";
import type { Entry } from "./entry.ts";
import type { Words } from "./entry-words.ts";
import { manageEntries } from "./manage-entries.ts";
import { activityEntries, boardEntries, screenEntries } from "./place-entries.ts";
import { settingEntries } from "./setting-entries.ts";

/** So many of what was done last can be found. */
const REMEMBERED = 100;

export function useEntries(): Entry[] {
  const { t, i18n } = useTranslation(["palette", "common"]);
  const { data: board } = useAnswer("board", {});
  const { data: activity } = useAnswer("activity", { limit: REMEMBERED });
  const { data: settings } = useAnswer("settings", {});
  return useMemo(() => {
    const words: Words = { t, language: i18n.language, now: Date.now() };
    return [
      ...(board
        ? [...doEntries(board, words), ...manageEntries(board, words), ...boardEntries(board, words)]
        : []),
      ...screenEntries(words),
      ...(activity ? activityEntries(activity, words) : []),
      ...(settings ? settingEntries(settings, words) : []),
    ];
  }, [t, i18n.language, board, activity, settings]);
}
