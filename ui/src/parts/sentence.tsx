// A sentence of the engine, in which what stands in backticks is code.
import { pieces } from "./code-in.ts";
import { unbroken } from "./unbroken.ts";

interface SentenceProps {
  text: string;
  /** It begins a paragraph. The engine begins its sentences small, since they may stand after a colon. */
  begins?: boolean;
}

/** What a sentence begins with that is no name: a name is written as it is. */
const BEGIN =
  /^(?:an?|the|this|that|these|those|there|it|its|one|no|not|nothing|nobody|some|every|all|what|who|where|when|while|if|add|ask|check|choose|commit|compare|find|free|give|install|join|look|make|mend|open|push|put|remove|run|see|set|start|take|talk|try|use|wait)(?= )/;

export function Sentence({ text, begins = false }: SentenceProps) {
  const [begin = ""] = (begins && BEGIN.exec(text)) || [];
  return (
    <>
      {begin && <span className="begins">{begin}</span>}
      {pieces(text.slice(begin.length)).map((piece, index) =>
        piece.code ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the sentence.
          <code key={index} className="cmd">
            {piece.text}
          </code>
        ) : (
          unbroken(piece.text)
        ),
      )}
    </>
  );
}
