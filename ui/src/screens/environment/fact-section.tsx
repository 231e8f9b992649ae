// A part of what stands beside an environment's services.
import type { ReactNode } from "react";
import { Glyph } from "../../parts/glyph.tsx";
import type { Look } from "../../parts/states.ts";

interface SectionProps {
  title: ReactNode;
  look?: Look;
  note?: ReactNode;
  end?: ReactNode;
  tinted?: boolean;
  children: ReactNode;
}

export function Section({ title, look, note, end, tinted, children }: SectionProps) {
  return (
    <section className={look?.family} data-needs={tinted || undefined}>
      <div className="sec">
        {look && <Glyph shape={look.shape} />}
        <h2 className="cut">{title}</h2>
        {note !== undefined && <span className="faint cut">{note}</span>}
        <span className="grow" />
        {end}
      </div>
      {children}
    </section>
  );
}
