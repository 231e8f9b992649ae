// The exact commands of a plan, place by place, and all of them as text.
import type { ActionDocument } from "../wire/types.ts";

/** What is done at one place, in order. */
export interface PlaceCommands {
  /** Null for the laptop. */
  place: string | null;
  /** What is done in any case. */
  always: string[];
  /** What is done only where something fails. */
  otherwise: string[];
  /** It does the same as this place before. */
  like: string | null;
}

/** What an action is called that has no command. */
type NameOf = (action: ActionDocument) => string;

/** The commands by place, in the order in which places are first touched. */
export function byPlace(actions: ActionDocument[], nameOf: NameOf): PlaceCommands[] {
  const places = new Map<string | null, PlaceCommands>();
  for (const action of actions) {
    const { place, when } = action;
    const here = places.get(place) ?? { place, always: [], otherwise: [], like: null };
    places.set(place, here);
    const among = when === "failure" || when === "undo" ? here.otherwise : here.always;
    among.push(action.command ?? nameOf(action));
  }
  const all = [...places.values()];
  return all.map((here, index) => ({ ...here, like: likeOne(all.slice(0, index), here) }));
}

/** The first of some places that does the same but for its name. */
function likeOne(before: PlaceCommands[], here: PlaceCommands): string | null {
  const { place } = here;
  if (place === null) return null;
  const found = before.find((one) => one.place !== null && nameless(one) === nameless(here));
  return found?.place ?? null;
}

/** The commands with the place's name taken out. */
function nameless({ place, always, otherwise }: PlaceCommands): string {
  const text = [...always, "", ...otherwise].join("\n");
  return place ? text.replaceAll(place, "\0") : text;
}

/** A command with digests that a person can read. */
export function shortened(command: string): string {
  return command.replace(/sha256:([0-9a-f]{6})[0-9a-f]{58}/g, "sha256:$1…");
}

/** All commands in full, in the order in which they stand in the plan. */
export function asText(
  actions: ActionDocument[],
  words: { laptop: string; otherwise: string; nameOf: NameOf },
): string {
  const [always, failing] = [
    actions.filter(({ when }) => when === "success" || when === "always"),
    actions.filter(({ when }) => when === "failure" || when === "undo"),
  ];
  const line = (action: ActionDocument) =>
    `${action.place ?? words.laptop}: ${action.command ?? words.nameOf(action)}`;
  const lines = always.map(line);
  if (failing.length > 0) lines.push("", `# ${words.otherwise}`, ...failing.map(line));
  return `${lines.join("\n")}\n`;
}
