// Which sections are open: what failed, what goes on, what a person opened.
import { useCallback, useState } from "react";
import type { Section } from "./line.ts";

/** A log with fewer lines than this is shown whole. */
const FEW = 400;

export interface Folds {
  isOpen(section: Section): boolean;
  toggle(section: Section): void;
  open(section: Section): void;
}

export function useFolds(sections: Section[]): Folds {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  // What was open by itself stays so: a section that ends is not folded under whoever reads it.
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const fresh = sections.filter((section) => opensByItself(section, sections) && !opened.has(section.id));
  if (fresh.length > 0) setOpened(new Set([...opened, ...fresh.map(({ id }) => id)]));
  const isOpen = useCallback(({ id }: Section) => chosen.get(id) ?? opened.has(id), [chosen, opened]);
  const set = useCallback(
    (id: string, isOpen: boolean) => setChosen((before) => new Map(before).set(id, isOpen)),
    [],
  );
  return {
    isOpen,
    toggle: useCallback((section) => set(section.id, !isOpen(section)), [set, isOpen]),
    open: useCallback(({ id }) => set(id, true), [set]),
  };
}

function opensByItself(section: Section, sections: Section[]): boolean {
  if (section.grows || section.look.family === "fail") return true;
  const isFine = !sections.some((one) => one.grows || one.look.family === "fail");
  const total = sections.reduce((sum, { lines }) => sum + lines, 0);
  return (
    isFine && section.lines > 0 && (total < FEW || sections.filter(({ lines }) => lines > 0).length === 1)
  );
}
