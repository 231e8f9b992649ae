// Credentials by their names, and what is done with them. No value is ever here: what is typed is typed in the drawer.
import {
  FlaskConical,
  HardDriveDownload,
  KeyRound,
  type LucideIcon,
  RefreshCw,
  Trash2,
  Unlock,
} from "lucide-react";
import type { CredentialForm } from "../frame/drawer.tsx";
import { paths } from "../frame/paths.ts";
import { OUTCOME } from "../screens/credentials/look.ts";
import type { CredentialRow, CredentialsDocument, KeychainDocument } from "../wire/types.ts";
import type { Effect, Entry } from "./entry.ts";
import type { Words } from "./entry-words.ts";

/** What is done about no credential in particular. */
export function keychainEntries(keychain: KeychainDocument | undefined, words: Words): Entry[] {
  const { t } = words;
  const entry = (word: "addCredential" | "importCredentials" | "unlock", icon: LucideIcon, path: string) => ({
    id: `manage/credentials/${word}`,
    group: "manage" as const,
    icon,
    label: t(`manage.${word}`),
    asked: t(`manage.asked.${word}`),
    effect: { what: "go" as const, path },
  });
  return [
    entry("addCredential", KeyRound, paths.addCredential()),
    entry("importCredentials", HardDriveDownload, paths.importCredentials()),
    ...(keychain?.state === "locked" ? [entry("unlock", Unlock, paths.credentials())] : []),
  ];
}

export function credentialEntries({ bands }: CredentialsDocument, words: Words): Entry[] {
  const rows = bands.flatMap((band) => band.credentials);
  const { t } = words;
  const all: Entry = {
    id: "credential/test_all",
    group: "manage",
    icon: FlaskConical,
    label: t("credential.testAll"),
    asked: t("credential.asked.test"),
    words: t("credential.words"),
    effect: { what: "go", path: paths.testCredentials() },
  };
  return [
    ...(rows.some(({ can_be_tested }) => can_be_tested) ? [all] : []),
    ...rows.flatMap((row) => ofRow(row, words)),
  ];
}

function ofRow(row: CredentialRow, { t }: Words): Entry[] {
  const { id, name, kind, test, added, can_be_tested } = row;
  const where = [row.project, row.environment].filter(Boolean).join(" ") || t("credential.everywhere");
  const act = (verb: "test" | "rotate" | "set" | "remove", icon: LucideIcon, effect: Effect): Entry => ({
    id: `credential/${id}/${verb}`,
    group: "manage",
    icon,
    label: t(`credential.${verb}`, { name }),
    about: where,
    asked: t(`credential.asked.${verb}`),
    words: t("credential.words"),
    single: true,
    effect,
  });
  const object: Entry = {
    id: `credential/${id}`,
    group: "credentials",
    icon: OUTCOME[test.outcome],
    label: name,
    about: where,
    words: `${kind} ${t("credential.words")}`,
    effect: { what: "go", path: paths.credential(id) },
  };
  if (added === null) return [object, act("set", KeyRound, drawn({ is: "add", wish: wishOf(row) }))];
  return [
    object,
    ...(can_be_tested ? [act("test", FlaskConical, { what: "go", path: paths.credential(id, "test") })] : []),
    act("rotate", RefreshCw, drawn({ is: "rotate", id })),
    act("remove", Trash2, { what: "go", path: paths.credential(id, "remove") }),
  ];
}

const drawn = (form: CredentialForm): Effect => ({ what: "draw", drawn: { about: "credential", form } });

const wishOf = ({ kind, name, project, environment }: CredentialRow) => ({
  kind,
  name,
  project,
  environment,
});
