// What a path that leads to an environment asks there, before anything is done.
import type { AskedRule } from "../../frame/paths.ts";
import type { Band, EnvironmentPage } from "../../wire/types.ts";

export type AskedByPath = { is: "rule"; rule: AskedRule } | { is: "restart"; service: string };

/** What each is about, and whether that has to be set already. */
const RULES: Record<AskedRule, { of: keyof Pick<Band, "hold" | "freeze" | "lock">; isSet: boolean }> = {
  hold: { of: "hold", isSet: false },
  unhold: { of: "hold", isSet: true },
  freeze: { of: "freeze", isSet: false },
  unfreeze: { of: "freeze", isSet: true },
  lock: { of: "lock", isSet: false },
  unlock: { of: "lock", isSet: true },
};

function isRule(text: string): text is AskedRule {
  return Object.hasOwn(RULES, text);
}

/** Null where nothing is asked, or where there is nothing left to ask. */
export function askedByPath(search: URLSearchParams, page: EnvironmentPage): AskedByPath | null {
  const { band, services } = page;
  const ask = search.get("ask") ?? "";
  if (ask === "restart") {
    const service = services.find(({ name }) => name === search.get("service"))?.name;
    return service === undefined ? null : { is: "restart", service };
  }
  if (!isRule(ask)) return null;
  const { of, isSet } = RULES[ask];
  return (band[of] !== null) === isSet ? { is: "rule", rule: ask } : null;
}
