// All that the palette offers, of what is known.
import type {
  ActivityDocument,
  BoardDocument,
  CredentialsDocument,
  KeychainDocument,
  RepositoriesDocument,
  SettingsDocument,
} from "../wire/types.ts";
import { branchEntries } from "./branch-entries.ts";
import { credentialEntries, keychainEntries } from "./credential-entries.ts";
import { doEntries } from "./do-entries.ts";
import type { Entry } from "./entry.ts";
import type { Words } from "./entry-words.ts";
import { imageActEntries, imageEntries, type Stock } from "./image-entries.ts";
import { manageEntries } from "./manage-entries.ts";
import { activityEntries, boardEntries, screenEntries } from "./place-entries.ts";
import { runEntries } from "./run-entries.ts";
import { settingEntries } from "./setting-entries.ts";

/** What was answered so far. */
export interface Known {
  board?: BoardDocument | undefined;
  activity?: ActivityDocument | undefined;
  settings?: SettingsDocument | undefined;
  repositories?: RepositoriesDocument | undefined;
  credentials?: CredentialsDocument | undefined;
  keychain?: KeychainDocument | undefined;
}

/** What does not depend on what is typed. */
export function entriesOf(known: Known, words: Words): Entry[] {
  const { board, activity, settings, repositories, credentials, keychain } = known;
  return [
    ...(board
      ? [...doEntries(board, words), ...manageEntries(board, words), ...boardEntries(board, words)]
      : []),
    ...keychainEntries(keychain, words),
    ...(credentials ? credentialEntries(credentials, words) : []),
    ...(repositories ? branchEntries(repositories.repositories, words) : []),
    ...screenEntries(words),
    ...(activity ? [...activityEntries(activity, words), ...runEntries(activity, words)] : []),
    ...(settings ? settingEntries(settings, words) : []),
  ];
}

/** What images there are; there are so many that what can be done with them is offered of those that were typed alone. */
export function entriesOfImages(
  stock: readonly Stock[],
  board: BoardDocument | undefined,
  words: Words,
): (typed: string) => Entry[] {
  const objects = imageEntries(stock);
  return (typed) =>
    typed === "" || !board ? [] : [...objects, ...imageActEntries(stock, board, typed, words)];
}
