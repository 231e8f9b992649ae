// A sentence of the engine, in which what stands in backticks is code.
import { pieces } from "./code-in.ts";
import { unbroken } from "./unbroken.ts";

export function Sentence({ text }: { text: string }) {
  return pieces(text).map((piece, index) =>
    piece.code ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the sentence.
      <code key={index} className="cmd">
        {piece.text}
      </code>
    ) : (
      unbroken(piece.text)
    ),
  );
}
