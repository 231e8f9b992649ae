// A host: how far it is, phase by phase, and what it took or runs.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Glyph } from "../parts/glyph.tsx";
import { STEP } from "../parts/states.ts";
import { useNow, useSpans } from "../parts/time.tsx";
import type { Phase, PlaceProgress, StepDocument, StepState } from "../wire/types.ts";
import type { FleetProps } from "./fleet.tsx";
import { stepOf } from "./fleet-rows.ts";
import { RunsNow } from "./runs-now.tsx";

/** So many phases leave room for a time: while it goes, and beside what runs in the end. */
const ROOM = { going: 5, ended: 4 };
/** Up to here seconds are shorter than minutes: "60 s". */
const SHORT = 100_000;

export function PlaceRow(
  props: FleetProps & { place: PlaceProgress; isOpen: boolean; onToggle: () => void },
) {
  const { t } = useTranslation("drawer");
  const { page, place, isOpen, ended } = props;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const count = place.phases.length;
  // In the end only what went wrong still says how long it took.
  const isTold = (state: StepState) =>
    ended ? ["failed", "unknown"].includes(state) && count <= ROOM.ended : count <= ROOM.going;
  const toggle = t(isOpen ? "fleet.foldHost" : "fleet.unfoldHost", { host: place.name });
  return (
    <tr className={isOpen ? "open" : undefined}>
      <th scope="row">
        <button
          type="button"
          className="hn"
          aria-expanded={isOpen}
          aria-label={toggle}
          title={place.name}
          onClick={props.onToggle}
        >
          <Chevron className="i i-12" aria-hidden />
          <span className="cut">{place.name}</span>
        </button>
      </th>
      {place.phases.map((phase) => (
        <td key={phase.name}>
          <PhaseCell phase={phase} step={stepOf(page, place.name, phase.name)} isTold={isTold(phase.state)} />
        </td>
      ))}
      {ended ? (
        <td>
          <RunsNow {...props} />
        </td>
      ) : (
        <Took place={place} />
      )}
    </tr>
  );
}

function PhaseCell({
  phase,
  step,
  isTold,
}: {
  phase: Phase;
  step: StepDocument | undefined;
  isTold: boolean;
}) {
  const { t } = useTranslation();
  const { shape, family } = STEP[phase.state];
  return (
    <span className={`st ${family}`}>
      <Glyph shape={shape} name={t(`state.${phase.state}`)} />
      {isTold && step?.began_at && <StepSpan step={step} began={step.began_at} />}
    </span>
  );
}

function StepSpan({ step, began }: { step: StepDocument; began: string }) {
  const { t } = useTranslation();
  const { short } = useSpans();
  if (step.ended_at) {
    const took = Date.parse(step.ended_at) - Date.parse(began);
    return took < SHORT ? `${Math.round(took / 1000)} ${t("time.units.s")}` : short(took);
  }
  return step.state === "running" ? <Ticking since={Date.parse(began)} /> : null;
}

function Ticking({ since }: { since: number }) {
  const { short } = useSpans();
  const now = useNow(1000);
  return short(now - since);
}

function Took({ place }: { place: PlaceProgress }) {
  const { short } = useSpans();
  if (place.millis === null) return <td className="num" />;
  if (place.state !== "running") return <td className="num dim">{short(place.millis)}</td>;
  return (
    <td className="num strong">
      <Counting key={place.millis} from={place.millis} />
    </td>
  );
}

/** Counts on from what the host said last. */
function Counting({ from }: { from: number }) {
  const [since] = useState(() => Date.now() - from);
  return <Ticking since={since} />;
}
