// Small sentences that several parts of the screen say.
import type { TFunction } from "i18next";
import type { Action, Band } from "../../wire/types.ts";

type T = TFunction<"environment">;

/** "host-1, host-2 and 3 more": never a list that nobody reads. */
export function listed(t: T, names: string[], most = 3): string {
  const separator = t("names.separator");
  if (names.length <= 1) return names[0] ?? "";
  if (names.length > most) {
    return t("names.more", {
      names: names.slice(0, most - 1).join(separator),
      count: names.length - most + 1,
    });
  }
  return t("names.and", { names: names.slice(0, -1).join(separator), last: names.at(-1) });
}

/** What a button says that does it. */
export function verbOf(t: T, action: Action): string {
  const version =
    action.version ?? (action.release === null ? "" : t("act.release", { release: action.release }));
  const { verb, service } = action;
  if (service && (verb === "promote" || verb === "deploy" || verb === "rollback")) {
    return t(`act.only.${verb}`, { service, version });
  }
  return t(`act.${verb}`, { version }).trim();
}

/** What is open in the environment: "The promotion of 0.1.47". */
export function movingOf(t: T, moving: NonNullable<Band["moving"]>): string {
  return t(`moves.${moving.kind}`);
}
