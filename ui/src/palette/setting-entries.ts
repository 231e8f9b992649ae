// What of the settings can be chosen without going there.
import { Bell, Container, Keyboard, Languages, type LucideIcon, MoonStar, Rows3 } from "lucide-react";
import { paths } from "../frame/paths.ts";
import type { SettingsDocument } from "../wire/types.ts";
import type { Entry } from "./entry.ts";
import type { Words } from "./entry-words.ts";

const CHOICES = {
  appearance: ["system", "light", "dark"],
  language: ["system", "en", "zh"],
  density: ["ordinary", "compact"],
  notifications: ["all", "failures", "none"],
} as const satisfies { [Name in keyof SettingsDocument]?: readonly SettingsDocument[Name][] };

type Name = keyof typeof CHOICES;

const ICONS: Record<Name, LucideIcon> = {
  appearance: MoonStar,
  language: Languages,
  density: Rows3,
  notifications: Bell,
};

// A language is looked for by its name in either.
const ALSO: Partial<Record<Name, string>> = { language: "language 语言", appearance: "theme 主题 外观" };

export function settingEntries(chosen: SettingsDocument, { t }: Words): Entry[] {
  const label = t as (key: string) => string;
  const choices = (Object.keys(CHOICES) as Name[]).flatMap((name) =>
    CHOICES[name].map((value): Entry => {
      const also = ALSO[name];
      return {
        id: `setting/${name}/${value}`,
        group: "settings",
        icon: ICONS[name],
        label: label(`setting.${name}.${value}`),
        ...(also && { words: also }),
        ...(chosen[name] === value && { end: { text: t("isSo") } }),
        effect: { what: "choose", change: { [name]: value } },
      };
    }),
  );
  return [...choices, ...dockerEntries(chosen, t), listEntry(t("listShortcuts"))];
}

/** Where Docker is, and whether it answers. */
function dockerEntries({ docker }: SettingsDocument, t: Words["t"]): Entry[] {
  const entry = { group: "settings", icon: Container } as const;
  const address = docker === null ? {} : { about: docker };
  return [
    {
      ...entry,
      ...address,
      id: "docker",
      label: t("docker.where"),
      words: t("docker.words"),
      effect: { what: "go", path: paths.docker() },
    },
    {
      ...entry,
      id: "docker/test",
      label: t("docker.test"),
      words: t("docker.words"),
      effect: { what: "go", path: paths.docker("test") },
    },
  ];
}

function listEntry(label: string): Entry {
  return { id: "list", group: "settings", icon: Keyboard, label, keys: ["?"], effect: { what: "list" } };
}
