// Every action that the board offers, in words that say where.
import { ArrowRight, type LucideIcon, RefreshCw, RotateCcw, Square, Undo2, Unlock } from "lucide-react";
import { drawnBy } from "../frame/drawn-by.ts";
import { paths } from "../frame/paths.ts";
import { closedUp } from "../parts/closed-up.ts";
import { personName } from "../parts/person.ts";
import { ENVIRONMENT, type Look, NEED } from "../parts/states.ts";
import { whenText } from "../parts/when.tsx";
import { leadsTo, type Where } from "../screens/board/acts.tsx";
import type { Action, Band, Blocked, BoardDocument, Verb } from "../wire/types.ts";
import type { Effect, Entry } from "./entry.ts";
import type { Words } from "./entry-words.ts";

const ICONS: Partial<Record<Verb, LucideIcon>> = {
  rollback: Undo2,
  cancel: Square,
  again: RotateCcw,
  resume: RotateCcw,
  look: RefreshCw,
  unlock: Unlock,
  unhold: Unlock,
  unfreeze: Unlock,
};

const BLOCKED: Record<Blocked, Look> = {
  held: ENVIRONMENT.held,
  frozen: ENVIRONMENT.frozen,
  locked: ENVIRONMENT.locked,
  busy: ENVIRONMENT.deploying,
  open: ENVIRONMENT.unknown,
  unreachable: ENVIRONMENT.unreachable,
  image_gone: NEED.unknown,
};

/** Releases first, then what is about one service; within them in the board's order. */
export function doEntries(board: BoardDocument, words: Words): Entry[] {
  const places = board.projects.flatMap(({ name, bands }) => bands.map((band) => ({ project: name, band })));
  const whole = places.flatMap((where) => where.band.actions.map((action) => entryOf(where, action, words)));
  const single = places.flatMap((where) =>
    Object.values(where.band.cells)
      .flatMap((cell) => cell?.actions ?? [])
      .filter((action) => !isSaid(where.band, action))
      .map((action) => entryOf(where, action, words)),
  );
  return [...new Map([...whole, ...single].map((entry) => [entry.id, entry])).values()];
}

function entryOf(where: Where, action: Action, words: Words): Entry {
  const { project, band } = where;
  const { service, verb, operation, release } = action;
  const about = service === null ? servicesOf(band, action) : "";
  const end = endOf(band, action, words);
  return {
    id: ["do", project, band.environment, service, verb, operation, release].join("/"),
    group: "do",
    icon: ICONS[verb] ?? ArrowRight,
    label: labelOf(where, action, words),
    ...(about && { about }),
    ...(end && { end }),
    needed: band.needs,
    single: service !== null,
    blocked: action.blocked !== null,
    effect: effectOf(where, action),
  };
}

function labelOf({ project, band }: Where, action: Action, { t }: Words): string {
  const { verb, service, release } = action;
  const version = action.version ?? (release === null ? "" : `#${release}`);
  const what = [project, service, version].filter(Boolean).join(" ");
  const values = { project, service, version, what, environment: band.environment };
  return t(verb === "rollback" && service ? "verb.rollbackService" : `verb.${verb}`, values);
}

function endOf(band: Band, { verb, blocked }: Action, words: Words): Entry["end"] {
  const { t } = words;
  if (blocked) return { look: BLOCKED[blocked], text: reasonOf(band, blocked, words) };
  if (verb === "review") return { look: NEED.waiting, text: t("waits") };
  const moves = verb === "promote" || verb === "deploy";
  return moves && band.approvals > 0 ? { text: t("approvals", { count: band.approvals }) } : undefined;
}

function reasonOf({ hold, lock, freeze }: Band, blocked: Blocked, { t, language, now }: Words): string {
  if (blocked === "held" && hold) return t("blocked.heldBy", { who: personName(hold.by) });
  if (blocked === "locked" && lock) return t("blocked.lockedBy", { who: personName(lock.owner) });
  if (blocked === "frozen" && freeze?.until) {
    return closedUp(t("blocked.frozenUntil", { when: whenText(Date.parse(freeze.until), now, language) }));
  }
  return t(`blocked.${blocked}`);
}

/** What cannot be done now shows where it stands why. */
function effectOf(where: Where, action: Action): Effect {
  const { project, band } = where;
  const { environment } = band;
  if (action.blocked !== null) return { what: "go", path: paths.environment(project, environment) };
  const there = leadsTo({ project, environment }, action);
  if (there) return { what: "go", path: there };
  const drawn = drawnBy({ project, environment }, action);
  return drawn ? { what: "draw", drawn } : { what: "act", where, action };
}

/** The services that a band's action is about, as far as their cells offer the same. */
function servicesOf(band: Band, { verb, release }: Action): string {
  return Object.entries(band.cells)
    .filter(([, cell]) => cell?.actions.some((own) => own.verb === verb && own.release === release))
    .map(([service]) => service)
    .join(", ");
}

/** A cell's action about an operation that the band offers for all of them. */
function isSaid(band: Band, { verb, operation }: Action): boolean {
  return operation !== null && band.actions.some((own) => own.verb === verb && own.operation === operation);
}
