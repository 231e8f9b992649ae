// What a button of the board says, and its full name: a cell's only moves its service, a band's the release.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { whole } from "../../parts/narrowing.tsx";
import type { Action } from "../../wire/types.ts";
import type { Where } from "./acts.tsx";

export interface ActionWords {
  /** With the marks of what it may leave out. */
  text: string;
  /** In full, with why it cannot be done now. */
  name: string;
}

const MOVES = ["promote", "deploy", "rollback"] as const;
type Move = (typeof MOVES)[number];

function moves(verb: Action["verb"]): verb is Move {
  return (MOVES as readonly string[]).includes(verb);
}

/** The release's number where nobody gave it a version. */
function versionOf({ version, release }: Action): string {
  return version ?? (release === null ? "" : `#${release}`);
}

export function useActionWords(): (where: Where, action: Action) => ActionWords {
  const { t } = useTranslation("board");
  return useCallback(
    ({ project, band }, action) => {
      const values = {
        version: versionOf(action),
        service: action.service ?? "",
        environment: band.environment,
      };
      const text = textOf();
      const name = nameOf();
      if (!action.blocked) return { text, name };
      const why = t(`why.${action.blocked}`, values);
      return { text, name: t("named.blocked", { act: name, why }) };

      function textOf(): string {
        const { verb, service } = action;
        if (!service && (verb === "promote" || verb === "deploy")) return t(`act.${verb}Whole`, values);
        return t(`act.${verb}`, values);
      }

      function nameOf(): string {
        const { verb, service } = action;
        if (moves(verb)) return t(service ? `named.${verb}` : `named.${verb}Whole`, values);
        return t("named.other", { act: whole(text), what: service ?? project, ...values });
      }
    },
    [t],
  );
}
