// What a band says: the first that applies of what moves, waits or does not answer, was decided, or is the rule.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { timeFormat } from "../../parts/formats.ts";
import type { Family, Shape } from "../../parts/glyph.tsx";
import { isAlone, placeNow } from "../../parts/moving.ts";
import { whole } from "../../parts/narrowing.tsx";
import { useToldAs } from "../../parts/problem-words.ts";
import { useSpans, useTold } from "../../parts/time.tsx";
import { calendarLanguage, clock, day } from "../../parts/when.tsx";
import type { Band } from "../../wire/types.ts";

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
  const told = useToldAs();
  const { why, ...word } = said(t, band, age, i18n.language, told);
  const text = whole(word.text);
  return { ...word, title: why ? `${text}\n${why}` : text };
}

type ToldAs = ReturnType<typeof useToldAs>;

function said(t: TFunction<"board">, band: Band, age: string, language: string, told: ToldAs): Said {
  const { moving, lock, hold, freeze } = band;
  if (band.state === "deploying" && moving && !isAlone(moving)) {
    const isOne = moving.places < 2;
    const place = { n: placeNow(moving), of: moving.places };
    const text = isOne ? t("state.deploying", { ns: "common" }) : t("band.host", place);
    return { shape: "moving", family: "move", text, why: moving.step?.action };
  }
  if (band.state === "waiting") {
    const count = band.approvals;
    const isReady = band.actions[0]?.verb === "resume";
    const text = isReady ? t("band.ready") : count > 0 ? t("band.waitsFor", { count }) : t("band.waits");
    return { shape: "waiting", family: "wait", text };
  }
  if (band.unreachable.length > 0) return unreachable(t, band, told);
  if (lock && band.state !== "deploying") {
    const text = t(lock.stale ? "band.staleLock" : "band.locked", { who: lock.owner, age });
    return { shape: "locked", family: lock.stale ? "doubt" : "rule", text, why: lock.message };
  }
  if (hold) {
    return { shape: "held", family: "rule", text: t("band.held", { who: hold.by, age }), why: hold.reason };
  }
  if (freeze) {
    const when = freeze.until && untilText(Date.parse(freeze.until), Date.now(), language);
    const text = when ? t("band.frozenUntil", { when }) : t("band.frozen");
    return { shape: "frozen", family: "rule", text, why: freeze.reason };
  }
  return { shape: null, family: "none", text: rules(t, band) };
}

const WEEK = 6 * 86_400_000;

/** An end that comes: its day, and within a week the time. */
export function untilText(at: number, now: number, language: string): string {
  if (at - now > WEEK) return day(at, now, language);
  const weekday = timeFormat(calendarLanguage(language), { weekday: "short" }).format(at);
  return `${weekday} ${clock(at, language)}`;
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
