// Which images a typed filter lets through: `tag:`, `branch:`, `running:`, `platform:` and the like, and plain words.
import { type FilterWord, filterWords } from "../../parts/filter-words.ts";
import type { ImageRow } from "../../wire/types.ts";
import type { Prepared } from "./prepared.ts";

export const KEYS = [
  "tag",
  "branch",
  "running",
  "platform",
  "author",
  "commit",
  "release",
  "since",
  "newer",
] as const;
type Key = (typeof KEYS)[number];

type Test = (image: ImageRow, index: number) => boolean;

/** A test for images; null when everything fits. */
export function filterOf(text: string, prepared: Prepared, now: number): Test | null {
  const tests = filterWords(text, KEYS).flatMap((word) => {
    const test = testOf(word, prepared, now);
    return test === null ? [] : [word.not ? turned(test) : test];
  });
  return tests.length === 0 ? null : (image, index) => tests.every((test) => test(image, index));
}

const turned =
  (test: Test): Test =>
  (image, index) =>
    !test(image, index);

/** A word's test; null while its value is still to be typed. */
function testOf({ key, value }: FilterWord, prepared: Prepared, now: number): Test | null {
  if (value === "") return null;
  const somewhere: Test = (_, index) => prepared.texts[index]?.includes(value) ?? false;
  if (key === null) return somewhere;
  const test = KEYED[key as Key](value, prepared, now);
  // What stands nowhere in an image's text need not be looked for in its parts.
  return test && IN_TEXT.has(key) ? (image, index) => somewhere(image, index) && test(image, index) : test;
}

const IN_TEXT: ReadonlySet<string> = new Set<Key>(["tag", "branch", "author", "commit"]);

const has = (text: string | null, value: string) => text?.toLowerCase().includes(value) ?? false;
const one = (texts: string[], value: string) => texts.some((text) => has(text, value));

const KEYED: Record<Key, (value: string, prepared: Prepared, now: number) => Test | null> = {
  tag: (value) => (image) => one(image.tags, value),
  branch: (value) => (image) => has(image.branch, value),
  running: (value) => (image) =>
    value === "yes" ? image.running_in.length > 0 : one(image.running_in, value),
  platform: (value) => (image) => one(image.platforms, value),
  author: (value) => (image) => has(image.author, value),
  commit: (value) => (image) => image.commit?.startsWith(value) ?? false,
  release: (value) => (image) =>
    value === "none" ? image.release === null : String(image.release) === value,
  newer: (value) => (image) => image.newer === (value === "yes"),
  since: (value, { committed, built }, now) => {
    const span = spanOf(value);
    if (span === null) return null;
    return (_, index) => {
      const time = committed[index] ?? Number.NaN;
      return now - (Number.isNaN(time) ? (built[index] ?? Number.NaN) : time) <= span;
    };
  },
};

const UNITS: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** "14d", "6h", "2w" in milliseconds; null for anything else. */
function spanOf(value: string): number | null {
  const [, count, unit] = /^(\d+)([hdw])$/.exec(value) ?? [];
  return count && unit ? Number(count) * (UNITS[unit] ?? 0) : null;
}
