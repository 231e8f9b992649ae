// Where the palette leads: what is under way, environments, services, projects, screens, what was done.
import {
  Activity,
  FolderGit2,
  GitPullRequestArrow,
  KeyRound,
  Layers,
  LayoutPanelTop,
  type LucideIcon,
  Play,
  Plus,
  Settings,
} from "lucide-react";
import { paths } from "../frame/paths.ts";
import { GO } from "../frame/shortcut-keys.ts";
import { doingText } from "../parts/doing.ts";
import { operationLook, versionOf } from "../parts/operation.ts";
import { personName } from "../parts/person.ts";
import { CELL, ENVIRONMENT, STEP } from "../parts/states.ts";
import { whenText } from "../parts/when.tsx";
import type { ActivityDocument, Band, BoardDocument, BoardProject, Moving } from "../wire/types.ts";
import type { Entry } from "./entry.ts";
import type { Words } from "./entry-words.ts";

const SCREENS: Record<(typeof GO)[keyof typeof GO], LucideIcon> = {
  board: LayoutPanelTop,
  requests: GitPullRequestArrow,
  repositories: FolderGit2,
  images: Layers,
  runs: Play,
  activity: Activity,
  credentials: KeyRound,
  settings: Settings,
  add: Plus,
};

/** Every screen, with the keys that lead there. */
export function screenEntries({ t }: Words): Entry[] {
  return Object.entries(GO).map(([letter, screen]) => ({
    id: `screen/${screen}`,
    group: "screens",
    icon: SCREENS[screen],
    label: t(`common:screens.${screen === "add" ? "onboarding" : screen}`),
    keys: ["G", letter.toUpperCase()],
    effect: { what: "go", path: paths[screen]() },
  }));
}

/** What is under way, and what stands on the board. */
export function boardEntries(board: BoardDocument, words: Words): Entry[] {
  return board.projects.flatMap((project) => [
    projectEntry(project, words),
    ...project.services.map((service) => serviceEntry(project, service, words)),
    ...project.bands.map((band) => environmentEntry(project, band)),
    ...project.bands.flatMap(({ environment, moving }) =>
      moving ? [movingEntry(project, environment, moving, words)] : [],
    ),
  ]);
}

function projectEntry({ name, state }: BoardProject, { t }: Words): Entry {
  return {
    id: `project/${name}`,
    group: "projects",
    icon: CELL[state],
    label: name,
    end: { text: t(`common:state.${state}`) },
    effect: { what: "go", path: `${paths.board()}?project=${encodeURIComponent(name)}` },
  };
}

function serviceEntry({ name, bands }: BoardProject, service: string, { t }: Words): Entry {
  const versions = bands.flatMap(({ cells }) => cells[service]?.versions ?? []);
  return {
    id: `service/${name}/${service}`,
    group: "services",
    icon: Layers,
    label: `${name} ${service}`,
    words: t("common:screens.images"),
    end: { text: [...new Set(versions)].join(" · ") },
    effect: { what: "go", path: paths.images(name, service) },
  };
}

function environmentEntry({ name }: BoardProject, { environment, state, branches }: Band): Entry {
  return {
    id: `environment/${name}/${environment}`,
    group: "environments",
    icon: ENVIRONMENT[state],
    label: `${name} ${environment}`,
    about: branches.join(", "),
    effect: { what: "go", path: paths.environment(name, environment) },
  };
}

function movingEntry({ name }: BoardProject, environment: string, moving: Moving, { t }: Words): Entry {
  const { operation, kind, services, busy, waits, step, actor } = moving;
  return {
    id: `operation/${operation}`,
    group: "open",
    icon: busy ? STEP.running : waits ? STEP.waiting : STEP.unknown,
    label: `${t(`common:kind.${kind}`)} ${[name, ...services].join(" ")} → ${environment}`,
    about: step ? doingText(step, (known, name) => t(`common:doing.${known}`, { name })) : "",
    end: { text: personName(actor) },
    effect: { what: "draw", drawn: { about: "operation", project: name, operation } },
  };
}

/** What was done, newest first. */
export function activityEntries(activity: ActivityDocument, { t, language, now }: Words): Entry[] {
  return activity.rows.map((row) => {
    const { family, shape, word } = operationLook(row);
    const { project, operation, environment, actor, branch, busy } = row;
    const isRun = row.kind === "run";
    const what = [project, versionOf(row.versions)].filter(Boolean).join(" ");
    const where = environment ?? branch;
    return {
      id: `activity/${operation}`,
      // What is executed in an environment stands among what is under way by its band.
      group: isRun && busy ? "open" : "activity",
      icon: { family, shape },
      label: where === null ? what : `${what} → ${where}`,
      about: t(`common:operation.${word}`),
      words: operation,
      end: { text: `${personName(actor)}, ${whenText(Date.parse(row.started_at), now, language)}` },
      effect: isRun
        ? { what: "go", path: paths.run(project, operation) }
        : { what: "draw", drawn: { about: "operation", project, operation } },
    };
  });
}
