// What the gates of a plan say now: those that are not met first.
import { useTranslation } from "react-i18next";
import { Glyph } from "../parts/glyph.tsx";
import { Sentence } from "../parts/sentence.tsx";
import type { Look } from "../parts/states.ts";
import type { GateDocument, GateReason, GateState } from "../wire/types.ts";
import { useGateWords } from "./gate-words.ts";

const LOOK: Record<GateState, Look> = {
  failed: { shape: "failed", family: "fail" },
  waiting: { shape: "waiting", family: "wait" },
  passed: { shape: "passed", family: "ok" },
};
/** A rule that somebody set is no failure. */
const SET: Look = { shape: "held", family: "rule" };
const ORDER: GateState[] = ["failed", "waiting", "passed"];

interface GatesProps {
  gates: GateDocument[];
  /** Why some let nothing through, in parts. */
  why: Record<string, GateReason | undefined>;
  /** Where the plan goes. */
  environment: string;
  /** What was said already of why it cannot be carried out. */
  said?: string | null;
}

export function Gates({ gates, why, environment, said = null }: GatesProps) {
  const { t } = useTranslation("drawer");
  const words = useGateWords(environment, why);
  const count = (state: GateState) => gates.filter((gate) => gate.state === state).length;
  const counts = { passed: count("passed"), waiting: count("waiting"), count: gates.length };
  if (gates.length === 0) return null;
  return (
    <section>
      <h3 className="sec">
        {t("gates.head")}{" "}
        <span className="faint">{t(counts.waiting > 0 ? "gates.wait" : "gates.pass", counts)}</span>
      </h3>
      <ul>
        {ORDER.flatMap((state) => gates.filter((gate) => gate.state === state)).map((gate) => (
          <Gate key={gate.name} gate={gate} told={gate.reason === said ? null : words(gate)} />
        ))}
      </ul>
    </section>
  );
}

function Gate({ gate, told }: { gate: GateDocument; told: string | null }) {
  const { t } = useTranslation("drawer");
  const nameOf = useGateNames();
  const isRule = gate.name === "open" && gate.state === "failed";
  const { shape, family } = isRule ? SET : LOOK[gate.state];
  return (
    <li className={`gate ${family}`}>
      <Glyph shape={shape} name={t(`gates.state.${gate.state}`)} />
      <span>
        <span className={gate.state === "passed" ? undefined : "unmet"}>{nameOf(gate.name)}</span>
        {told && (
          <span className="sm dim">
            {" "}
            <Sentence text={told} />
          </span>
        )}
      </span>
    </li>
  );
}

const KNOWN = ["commit", "open", "after", "approval"] as const;

/** A gate's name in words; the engine's own where it is one that this window does not know. */
export function useGateNames(): (name: string) => string {
  const { t } = useTranslation("drawer");
  return (name) => {
    const known = KNOWN.find((one) => one === name);
    return known ? t(`gates.name.${known}`) : name;
  };
}
