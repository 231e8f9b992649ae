// What the cells of the table say, and how the service is in each environment.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAnswer } from "../../host/context.tsx";
import type { CellState } from "../../wire/types.ts";
import type { Told } from "./cell.tsx";
import { useFound } from "./found.ts";

export function useTold(project: string, service: string, now: number): Told {
  const { t, i18n } = useTranslation("images");
  const found = useFound();
  const board = useAnswer("board", {});
  const states = useMemo(() => {
    const bands = board.data?.projects.find(({ name }) => name === project)?.bands ?? [];
    return new Map(
      bands.flatMap(({ environment, cells }): [string, CellState][] => {
        const cell = cells[service];
        return cell ? [[environment, cell.state]] : [];
      }),
    );
  }, [board.data, project, service]);
  const words = useMemo(
    () => ({
      none: t("noVersion"),
      copyDigest: t("copy.digest"),
      copyCommit: t("copy.commit"),
      newer: (count: number) => t("newer", { count }),
      found,
      state: (state: CellState) => t(`state.${state}`, { ns: "common" }),
    }),
    [t, found],
  );
  return useMemo(
    () => ({ words, language: i18n.language, now, states }),
    [words, i18n.language, now, states],
  );
}
