// What the filter of images offers while it is typed.
import { suggestWords } from "../../parts/suggest-words.ts";
import type { ImageRow } from "../../wire/types.ts";
import { KEYS } from "./filter.ts";
import type { Prepared } from "./prepared.ts";

type Key = (typeof KEYS)[number];

/** Offers the words that fit images that are there. What there is of each key is looked up when it is first typed. */
export function suggestFor({ images }: Prepared): (word: string) => string[] {
  const known = new Map<Key, readonly string[]>();
  const values = (key: Key) => {
    const before = known.get(key);
    if (before) return before;
    const now = FIXED[key] ?? [...new Set(images.flatMap((image) => OF[key]?.(image) ?? []))];
    known.set(key, now);
    return now;
  };
  return (word) => suggestWords(word, KEYS, values);
}

const FIXED: Partial<Record<Key, readonly string[]>> = {
  newer: ["yes", "no"],
  since: ["24h", "7d", "14d", "4w"],
  commit: [],
  release: ["none"],
};

const OF: Partial<Record<Key, (image: ImageRow) => string[]>> = {
  tag: ({ tags, semver }) => tags.filter((tag) => tag !== semver),
  branch: ({ branch }) => (branch === null ? [] : [branch]),
  running: ({ running_in }) => running_in,
  platform: ({ platforms }) => platforms,
  author: ({ author }) => (author === null ? [] : [author]),
};
