// What a person chooses of how the window is. It holds at once; what cannot be kept is taken back.
import { useQueryClient } from "@tanstack/react-query";
import type { SettingsDocument } from "../wire/types.ts";
import { useAct, useAnswer } from "./context.tsx";
import type { Answer } from "./host.ts";

const KEY = ["settings", {}] as const;

export type Choices = ReturnType<typeof useChoices>;

export function useChoices() {
  const client = useQueryClient();
  const settings = useAnswer("settings", {});
  // Each choice holds all of them, so that the last one has to be kept last.
  const act = useAct("choose", { inTurn: true });
  const show = (value: SettingsDocument) =>
    client.setQueryData<Answer<"settings">>(KEY, (before) => before && { ...before, value });
  const choose = (change: Partial<SettingsDocument>, { onKept }: { onKept?(): void } = {}) => {
    const before = client.getQueryData<Answer<"settings">>(KEY)?.value;
    if (!before) return;
    const next = { ...before, ...change };
    const kept = (value: SettingsDocument) => {
      show(value);
      onKept?.();
    };
    show(next);
    // Who chose may be gone before the answer comes, as the palette is: what cannot be kept is taken back all the same.
    void act.mutateAsync(next).then(kept, () => show(before));
  };
  return { chosen: settings.data, choose, error: act.error };
}
