// What is searched for, and where it was found; asked again now and then while a log grows.
import { useCallback, useEffect, useRef, useState } from "react";
import { Refusal } from "../../host/host.ts";
import { type Hits, hitsOf, logsOf, NONE } from "./hits.ts";
import type { Search, Section } from "./line.ts";

/** How long someone has to pause while typing. */
const PAUSE = 200;
/** How often a growing log is searched again. */
const AGAIN = 3000;

export interface Sought {
  /** What these hits are of; empty where nothing is searched for. */
  text: string;
  hits: Hits;
  isAsking: boolean;
  problem: Refusal | null;
}

/** Looks for a text in all logs of the sections. `arrived` hears of the hits of each new text. */
export function useHits(
  text: string,
  sections: Section[],
  search: Search,
  arrived: (hits: Hits) => void,
): Sought {
  const [sought, setSought] = useState<Sought>({ text: "", hits: NONE, isAsking: false, problem: null });
  const logs = logsOf(sections).join("\n");
  const grows = sections.some((section) => section.grows);
  const told = useRef(arrived);
  told.current = arrived;
  // A log that ends, or another one beside it, is searched again; whoever reads a hit stays there.
  const toldOf = useRef("");
  useEffect(() => {
    if (text === "") {
      toldOf.current = "";
      setSought({ text, hits: NONE, isAsking: false, problem: null });
      return;
    }
    let isOver = false;
    const ask = async () => {
      const found = await searchAll(logs.split("\n"), text, false, search).catch(Refusal.of);
      if (isOver) return;
      const isFound = !(found instanceof Refusal);
      setSought({ text, hits: isFound ? found : NONE, isAsking: false, problem: isFound ? null : found });
      if (!isFound || toldOf.current === text) return;
      toldOf.current = text;
      told.current(found);
    };
    setSought((before) => ({ ...before, isAsking: true }));
    const pause = window.setTimeout(() => void ask(), PAUSE);
    const timer = grows ? window.setInterval(() => void ask(), AGAIN) : undefined;
    return () => {
      isOver = true;
      window.clearTimeout(pause);
      window.clearInterval(timer);
    };
  }, [text, logs, grows, search]);
  return sought;
}

/** The lines that read like errors. They are asked for where the log stands still, and otherwise when `refresh` says. */
export function useErrors(sections: Section[], search: Search) {
  const [errors, setErrors] = useState<Hits | null>(null);
  const logs = logsOf(sections).join("\n");
  const grows = sections.some((section) => section.grows);
  const hasLines = sections.some((section) => section.lines > 0);
  const refresh = useCallback(async () => {
    // Without them there is still the log: its first line is as good a place to begin.
    const found = await searchAll(logs.split("\n"), "", true, search).catch(() => NONE);
    setErrors(found);
    return found;
  }, [logs, search]);
  useEffect(() => {
    if (!grows && hasLines) void refresh();
  }, [grows, hasLines, refresh]);
  return { errors, refresh };
}

async function searchAll(logs: string[], text: string, errors: boolean, search: Search): Promise<Hits> {
  const found = await Promise.all(
    logs.map(async (log) => [log, await search(log, text, errors)] as [string, Awaited<ReturnType<Search>>]),
  );
  return hitsOf(found);
}
