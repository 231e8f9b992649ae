// Which pictures there are. Their names are in links, so they stay.
import { SMALLEST } from "../tests/open.ts";

export interface Picture {
  /** The file's name, without what it ends with. */
  name: string;
  /** What is seen, in a few words. */
  title: string;
  /** Which state it is of: the name of a visit. */
  visit: string;
  theme: "light" | "dark";
  language: "en" | "zh";
  size: { width: number; height: number };
}

/** What belongs together on the page of all pictures. */
export interface Group {
  title: string;
  pictures: Picture[];
}

const WIDE = { width: 1280, height: 800 };

/** The looks that a screen is shown in. */
const LOOKS = [
  { look: "light", told: "light", theme: "light", language: "en", size: WIDE },
  { look: "dark", told: "dark", theme: "dark", language: "en", size: WIDE },
  { look: "narrow", told: "in the smallest window", theme: "light", language: "en", size: SMALLEST },
  { look: "zh", told: "in Chinese", theme: "light", language: "zh", size: WIDE },
] as const;

function inAllLooks(name: string, title: string, visit: string): Picture[] {
  return LOOKS.map(({ look, told, theme, language, size }) => ({
    name: `${name}.${look}`,
    title: `${title}, ${told}`,
    visit,
    theme,
    language,
    size,
  }));
}

function once(name: string, title: string, visit: string, theme: Picture["theme"] = "light"): Picture {
  return { name, title, visit, theme, language: "en", size: WIDE };
}

export const GROUPS: Group[] = [
  {
    title: "Board",
    pictures: [
      ...inAllLooks("board", "Board", "board.ordinary"),
      once("board-empty", "First start", "board.empty"),
      once("board-moving", "A promotion is under way", "board.deploying"),
      once("board-offline", "The network is away", "board.offline", "dark"),
      once("board-many", "Many projects", "board.many"),
      once("board-failure", "The ledger cannot be read", "board.failing"),
    ],
  },
  {
    title: "Plan, progress, verdict",
    pictures: [
      ...inAllLooks("plan", "What a promotion would change", "drawer.plan"),
      once("plan-waits", "A plan that waits for an approval", "drawer.waits"),
      once("plan-held", "A plan that a hold stands in the way of", "drawer.held"),
      once("plan-rollback", "What a rollback would restore", "drawer.rollback"),
      ...inAllLooks("progress", "A promotion as it goes", "drawer.progress"),
      once("progress-many", "Twenty hosts", "drawer.manyHosts", "dark"),
      ...inAllLooks("failure", "A failure with its evidence", "drawer.rolledBack"),
      once("verdict-failed", "A failure that is not taken back yet", "drawer.failed", "dark"),
      once("verdict-succeeded", "A success", "drawer.succeeded"),
      once("verdict-unknown", "An outcome that nobody knows yet", "drawer.unknown"),
    ],
  },
  {
    title: "Environment",
    pictures: [
      ...inAllLooks("environment", "Environment", "environment.ordinary"),
      once("environment-logs", "Live container logs", "environment.ordinary: logs"),
      once("environment-shell", "A shell in a container", "environment.ordinary: a shell", "dark"),
      once("environment-many", "Forty places", "environment.huge"),
      once("environment-empty", "Nothing was deployed yet", "environment.empty"),
    ],
  },
  {
    title: "Images",
    pictures: [
      ...inAllLooks("images", "Images", "images.ordinary"),
      once("images-compared", "Two images compared", "images.ordinary: two are compared"),
      once("images-10000", "10,000 images", "images.huge"),
      once("images-searched", "What a registry found in images", "images.searched: what was found"),
      once("images-empty", "No image yet", "images.empty"),
      once("images-failure", "The registry refuses the login", "images.deniedLater"),
    ],
  },
  {
    title: "Runs",
    pictures: [
      ...inAllLooks("runs", "Runs", "runs.ordinary"),
      once("runs-empty", "No run yet", "runs.empty"),
      ...inAllLooks("run", "A run that failed", "run.failed"),
      once("run-leaked", "An image that shows secrets", "run.leaked"),
      once("run-moving", "A run under way", "run.running", "dark"),
      once("run-million", "A million lines", "run.huge"),
    ],
  },
  {
    title: "Repositories",
    pictures: [
      ...inAllLooks("repositories", "Repositories", "repositories.ordinary"),
      once("repositories-empty", "No repository yet", "repositories.empty"),
      once("repositories-failure", "A repository that is gone", "repositories.partial"),
      once("repositories-many", "Five hundred branches", "repositories.huge"),
    ],
  },
  {
    title: "Credentials",
    pictures: [
      ...inAllLooks("credentials", "Credentials", "credentials.ordinary"),
      once("credentials-key", "A key is added", "credentials.ordinary: a key is added"),
      once("credentials-import", "What this laptop has", "credentials.ordinary: what this laptop has"),
      once("credentials-locked", "The keychain is locked", "credentials.locked"),
      once("credentials-silent", "The keychain does not answer", "credentials.silent", "dark"),
      once("credentials-asked", "An operation asks", "credentials.asked"),
      once("credentials-empty", "No credential yet", "credentials.empty"),
    ],
  },
  {
    title: "Activity",
    pictures: [
      ...inAllLooks("activity", "Activity", "activity.ordinary"),
      once("activity-empty", "Nothing was done yet", "activity.empty"),
      once("activity-10000", "10,000 operations", "activity.huge"),
      once("activity-untold", "A channel that nobody tells any more", "activity.untoldAnyMore"),
      once("activity-failure", "The ledger cannot be read", "activity.failing"),
    ],
  },
  {
    title: "Adding a repository",
    pictures: [
      once("onboarding-start", "Before a folder is chosen", "onboarding.ordinary: before a folder is chosen"),
      ...inAllLooks("onboarding", "What was found and what is proposed", "onboarding.ordinary"),
      once("onboarding-errors", "A draft with errors", "onboarding.erroneousDraft", "dark"),
      once("onboarding-added", "Added", "onboarding.planned: added"),
    ],
  },
  {
    title: "Palette and settings",
    pictures: [
      ...inAllLooks("palette", "Palette", "palette.ordinary: something is typed"),
      once("keys", "The list of keys", "palette.ordinary: the list of keys"),
      ...inAllLooks("settings", "Settings", "settings.ordinary"),
      once("settings-failure", "Docker does not run", "settings.away"),
    ],
  },
];
