// What a band says: the first that applies of what moves, waits or does not answer, was decided, or is the rule.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { closedUp } from "../../parts/closed-up.ts";
import { useDoing } from "../../parts/doing.ts";
import type { Family, Shape } from "../../parts/glyph.tsx";
import { isAlone, placeNow } from "../../parts/moving.ts";
import { whole } from "../../parts/narrowing.tsx";
import { personName } from "../../parts/person.ts";
import { useToldAs } from "../../parts/problem-words.ts";
import { useSpans, useTold } from "../../parts/time.tsx";
import { whenText } from "../../parts/when.tsx";
import type { Band, StepNow } from "../../wire/types.ts";

export interface BandWord {
  shape: Shape | "off" | null;
  family: Family;
  /** With the marks of what it may leave out. */
  text: string;
  /** All of it, with why. */
  title: string;
}

type Said = Omit<BandWord, "title"> & { why?: string | null | undefined };

export function useBandWord(band: Band): BandWord {
  const { t, i18n } = useTranslation("board");
  const { short } = useSpans();
  const since = band.lock?.since ?? band.hold?.since;
  const age = useTold((now) => (since ? short(now - Date.parse(since)) : ""));
  const words: Words = { t, age, language: i18n.language, doing: useDoing(), told: useToldAs() };
  const { why, ...word } = said(band, words);
  const text = whole(word.text);
  return { ...word, title: why ? `${text}\n${why}` : text };
}

interface Words {
  t: TFunction<"board">;
  /** How long the lock or the hold is there. */
  age: string;
  language: string;
  doing(step: StepNow): string;
  told: ToldAs;
}

type ToldAs = ReturnType<typeof useToldAs>;

function said(band: Band, { t, age, language, doing, told }: Words): Said {
  const { moving, lock, hold, freeze } = band;
  if (band.state === "deploying" && moving && !isAlone(moving)) {
    const isOne = moving.places < 2;
    const place = { n: placeNow(moving), of: moving.places };
    const text = isOne ? t("state.deploying", { ns: "common" }) : t("band.host", place);
    return { shape: "moving", family: "move", text, why: moving.step && doing(moving.step) };
  }
  if (band.state === "waiting") {
    const count = band.approvals;
    const isReady = band.actions[0]?.verb === "resume";
    const text = isReady ? t("band.ready") : count > 0 ? t("band.waitsFor", { count }) : t("band.waits");
    return { shape: "waiting", family: "wait", text };
  }
  if (band.unreachable.length > 0) return unreachable(t, band, told);
  if (lock && band.state !== "deploying") {
    const text = t(lock.stale ? "band.staleLock" : "band.locked", { who: personName(lock.owner), age });
    return { shape: "locked", family: lock.stale ? "doubt" : "rule", text, why: lock.message };
  }
  if (hold) {
    const text = t("band.held", { who: personName(hold.by), age });
    return { shape: "held", family: "rule", text, why: hold.reason };
  }
  if (freeze) {
    const when = freeze.until && whenText(Date.parse(freeze.until), Date.now(), language);
    const text = when ? closedUp(t("band.frozenUntil", { when })) : t("band.frozen");
    return { shape: "frozen", family: "rule", text, why: freeze.reason };
  }
  return { shape: null, family: "none", text: rules(t, band) };
}

function unreachable(t: TFunction<"board">, band: Band, told: ToldAs): Said {
  const count = band.unreachable.length;
  const place = band.unreachable[0]?.name ?? "";
  const text = count > 1 ? t("band.unreachableMore", { count }) : t("band.unreachable", { place });
  return {
    shape: "off",
    family: "none",
    text,
    why: band.unreachable.map(({ name, reason, code }) => `${name}: ${told(reason, code)}`).join("\n"),
  };
}

/** Which branches it takes, and what has to happen before. */
function rules(t: TFunction<"board">, band: Band): string {
  const conditions = [
    band.automatic ? t("band.automatic") : "",
    band.approvals > 0 ? t("band.approvals", { count: band.approvals }) : "",
  ].filter(Boolean);
  const branches = band.branches.join(t("joint"));
  if (!branches || conditions.length === 0) return branches || conditions.join(t("joint"));
  return `⟪${branches}${t("joint")}⟫${conditions.join(t("joint"))}`;
}
