// A sentence of the engine, as it is, but for two things: what it quotes in backticks is set as code, and times are
// told as the rest of the window tells them.
import { When } from "../parts/when.tsx";

const PARTS = /(`[^`]+`|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

export function Sentence({ text }: { text: string }) {
  return text.split(PARTS).map((part, index) => {
    // What was found stands between what was not.
    if (index % 2 === 0) return part;
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never move
    if (part.startsWith("`")) return <code key={index}>{part.slice(1, -1)}</code>;
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    return <When key={index} at={part} />;
  });
}
