// In what a service differs from what was deployed. The engine says it place by place; here those that are alike are
// told at once, from what was seen of them.
import type { TFunction } from "i18next";
import { short } from "../../parts/hash.tsx";
import type { ServiceHere } from "../../wire/types.ts";
import { listed } from "./words.ts";

export function driftText(t: TFunction<"environment">, service: ServiceHere): string {
  const { name, places, expected, drift } = service;
  // After an operation that failed the ledger promises nothing, and then nothing is drift.
  if (drift.length === 0) return "";
  const differing = places.filter(({ differs }) => differs);
  const alike = new Map<string | null, string[]>();
  for (const { name: place, version, digest } of differing) {
    const runs = version ?? (digest === null ? null : short(digest));
    alike.set(runs, [...(alike.get(runs) ?? []), place]);
  }
  const said = [...alike].map(([version, at]) => {
    const where = listed(t, at);
    if (version === null) return t("drift.absent", { service: name, places: where });
    return t("drift.runs", { places: where, count: at.length, version, expected: expected?.version ?? "" });
  });
  // What has the image and is told all the same has it with other settings.
  const configured = drift.length - differing.length;
  if (configured > 0) said.push(t("drift.configuration", { count: configured }));
  return said.join(t("names.space"));
}
