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
  const act = useAct("choose");
  const show = (value: SettingsDocument) =>
    client.setQueryData<Answer<"settings">>(KEY, (before) => before && { ...before, value });
  const choose = (change: Partial<SettingsDocument>, { onKept }: { onKept?(): void } = {}) => {
    const before = settings.data;
    if (!before) return;
    const next = { ...before, ...change };
    const kept = (value: SettingsDocument) => {
      show(value);
      onKept?.();
    };
    show(next);
    act.mutate(next, { onSuccess: kept, onError: () => show(before) });
  };
  return { chosen: settings.data, choose, error: act.error };
}
