// What the steps of an operation say while they are under way: what was answered, and what was heard since.
import { useEffect, useState } from "react";
import { useHost } from "../host/context.tsx";
import type { HowFar, StepDocument } from "../wire/types.ts";
import { useHowFar } from "./how-far-words.ts";

/** The newest word of each step that said one. */
export function useStepWords(
  operation: string,
  steps: readonly Pick<StepDocument, "step" | "told">[],
): ReadonlyMap<string, string> {
  const host = useHost();
  const inWords = useHowFar();
  const [heard, setHeard] = useState<ReadonlyMap<string, HowFar>>(new Map());
  useEffect(
    () =>
      host.listen((event) => {
        if (event.event !== "told" || event.operation !== operation) return;
        setHeard((before) => new Map(before).set(event.step, event.far));
      }),
    [host, operation],
  );
  const answered = steps.flatMap(({ step, told }) => (told ? [[step, told] as const] : []));
  return new Map([...answered, ...heard].map(([step, far]) => [step, inWords(far)]));
}
