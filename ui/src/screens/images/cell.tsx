// A cell of an image. There are hundreds on the screen and all change with each sort, so they are plain elements:
// what copies says so with `data-copy`, and the table listens.
import { ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { Glyph } from "../../parts/glyph.tsx";
import { short } from "../../parts/hash.tsx";
import { platform } from "../../parts/platform.ts";
import { CELL } from "../../parts/states.ts";
import { exact } from "../../parts/time.tsx";
import { whenText } from "../../parts/when.tsx";
import type { CellState, ImageRow } from "../../wire/types.ts";
import type { Column } from "./columns.ts";
import { otherTags } from "./prepared.ts";
import { megabytes, signedMegabytes } from "./sizes.ts";

/** What all cells need beside their image. */
export interface Told {
  words: {
    none: string;
    copyDigest: string;
    copyCommit: string;
    newer(count: number): string;
    found(image: ImageRow): string | null;
    state(state: CellState): string;
  };
  language: string;
  now: number;
  /** How the service is in each environment. */
  states: ReadonlyMap<string, CellState>;
}

export interface Row {
  image: ImageRow;
  committed: number;
  built: number;
  pushed: number;
  /** By how much it is larger than the version below it; null where that is not known. */
  change: number | null;
  /** How many images are newer, where it runs. */
  newer: number | null;
}

export function cell(column: Column, row: Row, told: Told): ReactNode {
  const { image } = row;
  switch (column.id) {
    case "version":
      return image.semver ? (
        <span className="ver">{image.semver}</span>
      ) : (
        <span className="faint">{told.words.none}</span>
      );
    case "tags":
      return few(otherTags(image), 1, (tag) => <span className="chip">{tag}</span>);
    case "build":
      return image.build_number;
    case "digest":
      return copied(image.digest, told.words.copyDigest);
    case "commit":
      return image.commit && copied(image.commit, told.words.copyCommit);
    case "subject":
      return image.subject;
    case "branch":
      return image.branch;
    case "author":
      return image.author;
    case "committed":
      return time(row.committed, told);
    case "built":
      return time(row.built, told);
    case "pushed":
      return time(row.pushed, told);
    case "size":
      return image.size_bytes !== null && megabytes(image.size_bytes);
    case "change":
      return row.change !== null && signedMegabytes(row.change);
    case "platforms":
      return image.platforms.map(platform).join(", ");
    case "found":
      return told.words.found(image);
    case "running":
      return running(image, column, told);
    case "newer":
      return row.newer !== null && row.newer > 0 && newer(row.newer, told);
  }
}

/** What a narrow cell shows when it is hovered over: all of it. */
export function title(column: Column, { image }: Row, { words }: Told): string | undefined {
  const texts: Partial<Record<Column["id"], string | null>> = {
    version: image.semver,
    tags: image.tags.join("\n"),
    subject: image.subject,
    branch: image.branch,
    author: image.author,
    platforms: image.platforms.join("\n"),
    found: column.id === "found" ? words.found(image) : null,
    running: image.running_in.join("\n"),
  };
  return texts[column.id] || undefined;
}

function copied(hash: string, words: string) {
  return (
    <button type="button" tabIndex={-1} className="hash mono" data-copy={hash} title={`${hash}\n${words}`}>
      {short(hash)}
    </button>
  );
}

function time(at: number, { now, language }: Told) {
  if (Number.isNaN(at)) return null;
  return <time title={exact(at, language)}>{whenText(at, now, language)}</time>;
}

function running({ running_in }: ImageRow, { width }: Column, { states, words }: Told) {
  const draw = (environment: string) => {
    const state = states.get(environment);
    const look = state && CELL[state];
    return (
      <span className={`chip line ${look?.family ?? "none"}`}>
        {look && <Glyph shape={look.shape} name={words.state(state)} />}
        <span className="cut">{environment}</span>
      </span>
    );
  };
  return few(running_in, (width ?? 0) > 200 ? 2 : 1, draw);
}

function newer(count: number, { words }: Told) {
  return (
    <span className="newer" title={words.newer(count)}>
      <ArrowUp className="i i-12" aria-hidden />
      {count}
    </span>
  );
}

/** The first of several; how many more there are stands behind them, and which they are is what hovering shows. */
function few(texts: string[], most: number, draw: (text: string) => ReactNode) {
  if (texts.length === 0) return null;
  return (
    <span className="few">
      {texts.slice(0, most).map((text) => (
        <span className="one" key={text}>
          {draw(text)}
        </span>
      ))}
      {texts.length > most && <span className="sm faint">+{texts.length - most}</span>}
    </span>
  );
}
