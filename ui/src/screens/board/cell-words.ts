// How a service is, in words, with its first cause.
import type { TFunction } from "i18next";
import { createElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCause } from "../../parts/cause.ts";
import { isAlone, placeNow } from "../../parts/moving.ts";
import { Narrowing, whole } from "../../parts/narrowing.tsx";
import { useWholeOf } from "../../parts/problem-words.ts";
import { useSpans, useTold } from "../../parts/time.tsx";
import type { Cell, Moving } from "../../wire/types.ts";
import type { Where } from "./acts.tsx";

interface CellWords {
  text: ReactNode;
  /** All of it, where it may have to be cut. */
  title: string | null;
  /** The commit that stands behind it. */
  commit: string | null;
}

export function useCellWords(where: Where, cell: Cell): CellWords {
  const { t } = useTranslation("board");
  const { short } = useSpans();
  const wholeOf = useWholeOf();
  const why = useCause()(cell);
  const { sight, moving } = where.band;
  const age = useTold((now) => (sight.at ? short(now - Date.parse(sight.at)) : ""));
  if (sight.stale && !cell.needs) {
    const text = sight.at ? t("cell.asOf", { age }) : t("cell.never");
    return { text, title: wholeOf(sight.problem) ?? null, commit: cell.commit };
  }
  const text = sentence(t, cell, moving, why);
  const commit = cell.state === "healthy" || cell.state === "starting" ? cell.commit : null;
  return { text: createElement(Narrowing, { text }), title: why && whole(text), commit };
}

/** With the marks of what it may leave out. */
function sentence(t: TFunction<"board">, cell: Cell, moving: Moving | null, why: string | null): string {
  const { state } = cell;
  if (state === "deploying") return deploying(t, cell, moving);
  // What it waited for has come, or was denied, and nobody has carried it on.
  const isReady = cell.actions[0]?.verb === "resume";
  if (state === "waiting") return t(isReady ? "cell.ready" : "cell.waiting");
  if (state === "not_deployed") return why ?? "";
  const broke = state === "failed" && cell.to !== null;
  const word = broke ? t("cell.broke", { version: cell.to }) : t(`state.${state}`, { ns: "common" });
  return why ? t("cell.because", { word, why }) : word;
}

function deploying(t: TFunction<"board">, cell: Cell, moving: Moving | null): string {
  const word = cell.removing ? t("cell.removing") : t("state.deploying", { ns: "common" });
  if (!moving || moving.places < 2) return word;
  if (isAlone(moving)) return t("cell.alone", { n: placeNow(moving), of: moving.places });
  return t("cell.done", { word, n: cell.places[0], of: cell.places[1] });
}
