// Bringing a line or a heading into sight, opening its section first where it is folded.
import { useCallback, useEffect, useRef } from "react";
import { type Layout, sectionOf } from "./layout.ts";
import type { LinePlace, Section } from "./line.ts";
import type { Reader } from "./reader.ts";

interface Wanted {
  sections: Section[];
  open(section: Section): void;
  reader: Reader;
  layout: Layout;
  /** A section that is to be gone to, in another object each time. */
  goTo: { section: string } | null;
}

export function useReveal({ sections, open, reader, layout, goTo }: Wanted): (place: LinePlace) => void {
  // What could not be shown yet: its section was folded, or has not come to it.
  const line = useRef<LinePlace | null>(null);
  const heading = useRef<string | null>(null);
  const gone = useRef(goTo);
  useEffect(() => {
    if (!goTo || goTo === gone.current) return;
    const section = sections.find(({ id }) => id === goTo.section);
    gone.current = goTo;
    if (!section) return;
    reader.showHeading(section.id);
    // Once more when it is open: before, there may be no room below it.
    heading.current = section.id;
    open(section);
  }, [goTo, sections, open, reader]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows may hold what could not be shown.
  useEffect(() => {
    if (heading.current !== null) reader.showHeading(heading.current);
    heading.current = null;
    if (line.current && reader.show(line.current)) line.current = null;
  }, [layout, reader]);
  return useCallback(
    (place: LinePlace) => {
      line.current = null;
      if (reader.show(place)) return;
      const section = sectionOf(sections, place);
      line.current = place;
      if (section) open(section);
    },
    [reader, sections, open],
  );
}
