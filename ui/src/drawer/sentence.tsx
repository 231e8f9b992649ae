// A sentence of the engine, as it is, but that times in it are told as the rest of the window tells them.
import { Sentence as WithCode } from "../parts/sentence.tsx";
import { When } from "../parts/when.tsx";

const TIME = /(\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

export function Sentence({ text, begins = false }: { text: string; begins?: boolean }) {
  return text.split(TIME).map(
    (part, index) =>
      // Every other part is a time.
      // biome-ignore-start lint/suspicious/noArrayIndexKey: a part is its place in the sentence
      index % 2 === 1 ? (
        <When key={index} at={part} />
      ) : (
        <WithCode key={index} text={part} begins={begins && index === 0} />
      ),
    // biome-ignore-end lint/suspicious/noArrayIndexKey: a part is its place in the sentence
  );
}
