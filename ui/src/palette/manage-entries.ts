// What is done by hand in an environment or with a project, and what is looked at in a running container. There is much
// of it, so it is found by its verb only.
import {
  FolderMinus,
  History,
  Lock,
  Pause,
  Play,
  RotateCcw,
  ScrollText,
  Snowflake,
  SquareTerminal,
} from "lucide-react";
import { paths } from "../frame/paths.ts";
import type { Band, BoardDocument } from "../wire/types.ts";
import type { Entry } from "./entry.ts";
import type { Words } from "./entry-words.ts";

const RULES = { hold: Pause, freeze: Snowflake, lock: Lock } as const;
const INSIDE = { logs: ScrollText, shell: SquareTerminal, restart: RotateCcw } as const;

export function manageEntries(board: BoardDocument, words: Words): Entry[] {
  return board.projects.flatMap(({ name, bands, problem }) => [
    ...(problem === null ? [runEntry(name, words)] : []),
    ...bands.flatMap((band) => [
      ...ruleEntries(name, band, words),
      ...insideEntries(name, band, words),
      ...olderEntries(name, band, words),
    ]),
    takeOutEntry(name, words),
  ]);
}

/** What begins a release. Which branch is asked where it begins. */
function runEntry(project: string, { t }: Words): Entry {
  return {
    id: `manage/${project}/run`,
    group: "manage",
    icon: Play,
    label: t("manage.run", { project }),
    asked: t("manage.asked.run"),
    effect: { what: "go", path: paths.beginRun(project) },
  };
}

/** Also of a project that cannot be read. */
function takeOutEntry(project: string, { t }: Words): Entry {
  return {
    id: `manage/${project}/takeOut`,
    group: "manage",
    icon: FolderMinus,
    label: t("manage.takeOut", { project }),
    asked: t("manage.asked.takeOut"),
    effect: { what: "go", path: paths.takeOut(project) },
  };
}

/** The way back further than to the deployment before, where there are any: which one is chosen where they stand. */
function olderEntries(project: string, { environment, cells }: Band, { t }: Words): Entry[] {
  if (!Object.values(cells).some((cell) => (cell?.versions.length ?? 0) > 0)) return [];
  return [
    {
      id: `manage/${project}/${environment}/older`,
      group: "manage",
      icon: History,
      label: t("manage.older", { project, environment }),
      asked: t("manage.asked.older"),
      effect: { what: "go", path: paths.deployments(project, environment) },
    },
  ];
}

/** What can be set and is not. */
function ruleEntries(project: string, band: Band, { t }: Words): Entry[] {
  const { environment } = band;
  return (Object.keys(RULES) as (keyof typeof RULES)[])
    .filter((rule) => band[rule] === null)
    .map((rule) => ({
      id: `manage/${project}/${environment}/${rule}`,
      group: "manage",
      icon: RULES[rule],
      label: t(`manage.${rule}`, { project, environment }),
      asked: t(`manage.asked.${rule}`),
      effect: { what: "go", path: paths.ask(project, environment, rule) },
    }));
}

/** What can be done with what runs. */
function insideEntries(project: string, { environment, cells }: Band, { t }: Words): Entry[] {
  const running = Object.entries(cells).filter(([, cell]) => (cell?.versions.length ?? 0) > 0);
  return running.flatMap(([service]) =>
    (Object.keys(INSIDE) as (keyof typeof INSIDE)[]).map(
      (what): Entry => ({
        id: `manage/${project}/${environment}/${service}/${what}`,
        group: "manage",
        icon: INSIDE[what],
        label: t(`manage.${what}`, { project, service, environment }),
        asked: t(`manage.asked.${what}`),
        single: true,
        effect: { what: "go", path: paths[what](project, environment, service) },
      }),
    ),
  );
}
