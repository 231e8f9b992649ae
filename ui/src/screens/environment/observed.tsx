// What was seen of a service at a place.
import { useTranslation } from "react-i18next";
import type { Family, Shape } from "../../parts/glyph.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { Hash } from "../../parts/hash.tsx";
import { CELL, HEALTH } from "../../parts/states.ts";
import type { ServiceAtPlace } from "../../wire/types.ts";

export interface Seen {
  shape: Shape;
  family: Family;
  word: "healthy" | "starting" | "unhealthy" | "stopped" | "unknown" | "differs" | "unreachable" | "absent";
}

/** How a service stands at a place. What does not answer keeps its last shape, and says so. */
export function seenOf(at: ServiceAtPlace | undefined, silent: boolean): Seen {
  if (!at || (at.digest === null && !at.differs)) return { ...CELL.not_deployed, word: "absent" };
  const look = at.differs ? CELL.differs : HEALTH[at.health];
  return { ...look, word: silent ? "unreachable" : at.differs ? "differs" : at.health };
}

interface ObservedProps {
  at: ServiceAtPlace | undefined;
  /** The place does not answer now. */
  silent: boolean;
  /** The service needs a person. */
  needs: boolean;
}

/** A cell of the table: shape, version, digest, word. */
export function Observed({ at, silent, needs }: ObservedProps) {
  const { t } = useTranslation("environment");
  const seen = seenOf(at, silent);
  const bad = seen.family === "doubt" || seen.family === "fail";
  const tinted = needs && bad && !silent;
  return (
    <div className={`ob ${seen.family} ${silent ? "stale" : ""}`} data-needs={tinted || undefined}>
      <Glyph shape={seen.shape} />
      {at?.version && <span className="ver">{at.version}</span>}
      {at?.digest && <Hash hash={at.digest} what={t("running.digest")} />}
      <span className={`sm cut ${bad && !silent ? "word" : "faint"}`}>{t(`health.${seen.word}`)}</span>
    </div>
  );
}
