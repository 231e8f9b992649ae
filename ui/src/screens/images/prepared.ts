// The images of a service, read once, so that sorting and filtering ten thousand only walk over numbers and texts.
import type { ImageRow } from "../../wire/types.ts";

export interface Prepared {
  /** As the host gave them: the highest version first, then those without one, newest first. */
  images: readonly ImageRow[];
  /** Per image what a plain word of the filter looks in, in lower case. */
  texts: readonly string[];
  /** Per image the moments in milliseconds; NaN where they are not known. */
  committed: Float64Array;
  built: Float64Array;
  pushed: Float64Array;
  /** Per image how much was found in it, the larger the worse; NaN where that is not known. */
  found: Float64Array;
  /** Where an image stands, by digest. */
  places: ReadonlyMap<string, number>;
  /** How many characters the longest version has. */
  longestVersion: number;
  /** How many are newer than all that runs. */
  newer: number;
  /** Orders by what they are of, made when they are first wanted. */
  orders: Map<string, Int32Array>;
}

export function prepare(images: readonly ImageRow[]): Prepared {
  const committed = new Float64Array(images.length);
  const built = new Float64Array(images.length);
  const pushed = new Float64Array(images.length);
  const found = new Float64Array(images.length);
  const texts = images.map((image, index) => {
    committed[index] = moment(image.commit_time);
    built[index] = moment(image.created);
    pushed[index] = moment(image.pushed);
    found[index] = weight(image.found);
    return text(image);
  });
  const places = new Map(images.map(({ digest }, index) => [digest, index]));
  const longestVersion = images.reduce((most, { semver }) => Math.max(most, semver?.length ?? 0), 0);
  const newer = images.filter((image) => image.newer).length;
  const orders = new Map<string, Int32Array>();
  return { images, texts, committed, built, pushed, found, places, longestVersion, newer, orders };
}

function moment(time: string | null): number {
  return time === null ? Number.NaN : Date.parse(time);
}

/** One of a rank weighs more than all that is less bad, however many there are. */
function weight(found: ImageRow["found"]): number {
  if (found === null) return Number.NaN;
  return found.reduce((sum, { rank, count }) => sum + Math.min(count, 999) / 1000 ** rank, 0);
}

function text(image: ImageRow): string {
  const { semver, tags, digest, commit, subject, author, branch } = image;
  return [semver, ...tags, digest, commit, subject, author, branch].join("\n").toLowerCase();
}

/** The tags beside the one that repeats the version, in which a plus is written as another sign. */
export function otherTags({ semver, tags }: ImageRow): string[] {
  return semver === null
    ? tags
    : tags.filter(
        (tag) => tag !== semver && tag !== semver.replace(/\+/g, "-") && tag !== semver.replace(/\+/g, "_"),
      );
}

/** What people call an image: its version, otherwise a tag. */
export function nameOf(image: ImageRow): string {
  return image.semver ?? image.tags[0] ?? image.digest.slice(7, 14);
}

/** How many images the host puts above one; null for an image without a version, which has no place among them. */
export function newerThan({ images }: Prepared, place: number): number | null {
  return images[place]?.semver == null ? null : place;
}
