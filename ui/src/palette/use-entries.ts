// All that the palette offers now. Asked for when it opens, and not before.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAnswer } from "../host/context.tsx";
import type { ErrorBody } from "../wire/types.ts";
import { entriesOf, entriesOfImages } from "./entries.ts";
import type { Entry } from "./entry.ts";
import { useStock } from "./use-stock.ts";

/** So many of what was done last can be found. */
const REMEMBERED = 100;

interface Offered {
  entries: Entry[];
  /** Something that may fit is still asked for. */
  isAsking: boolean;
  /** Why something that may fit is not known. */
  problem: ErrorBody | null;
}

export function useEntries(typed: string): Offered {
  const { t, i18n } = useTranslation(["palette", "common"]);
  const answers = [
    useAnswer("board", {}),
    useAnswer("activity", { limit: REMEMBERED }),
    useAnswer("settings", {}),
    useAnswer("repositories", {}),
    useAnswer("credentials", {}),
    useAnswer("keychain", {}),
  ] as const;
  const [{ data: board }, { data: activity }, { data: settings }, ...others] = answers;
  const [{ data: repositories }, { data: credentials }, { data: keychain }] = others;
  const { stock, ...images } = useStock(board, typed);
  const words = useMemo(() => ({ t, language: i18n.language, now: Date.now() }), [t, i18n.language]);
  const always = useMemo(
    () => entriesOf({ board, activity, settings, repositories, credentials, keychain }, words),
    [board, activity, settings, repositories, credentials, keychain, words],
  );
  const ofImages = useMemo(() => entriesOfImages(stock, board, words), [stock, board, words]);
  const entries = useMemo(() => [...always, ...ofImages(typed)], [always, ofImages, typed]);
  const failed = answers.find(({ data, error }) => error && !data);
  return {
    entries,
    isAsking: images.isAsking || answers.some(({ data, isFetching }) => isFetching && !data),
    problem: failed?.error?.body ?? images.problem,
  };
}
