// A sentence of the engine, in which what stands in backticks is code, and times and people are told as the rest of the
// window tells them.
import { Fragment, type ReactNode } from "react";
import { pieces } from "./code-in.ts";
import { withoutAddresses } from "./person.ts";
import { TIME } from "./times-in.ts";
import { unbroken } from "./unbroken.ts";
import { When } from "./when.tsx";

interface SentenceProps {
  text: string;
  /** It begins a paragraph. The engine begins its sentences small, since they may stand after a colon. */
  begins?: boolean;
}

/**
 * What a sentence begins with that is no name: a name is written as it is. What could be the name of a service or a job
 * is known by what follows it.
 */
const BEGIN =
  /^(?:goes(?= out )|job(?= \S+ failed:)|release(?= #)|secrets(?= keep )|(?:an?|another|the|this|that|these|those|there|it|its|one|no|not|nothing|nobody|some|every|all|what|who|where|when|while|if|add|ask|check|choose|commit|compare|find|free|give|install|join|look|make|mend|open|push|put|remove|run|see|set|start|take|talk|try|use|wait)(?= ))/;

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
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the sentence.
          <Fragment key={index}>{withTimes(piece.text)}</Fragment>
        ),
      )}
    </>
  );
}

function withTimes(text: string): ReactNode {
  return text.split(TIME).map((part, index) => {
    const isTime = index % 2 === 1;
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the sentence.
    return isTime ? <When key={index} at={part} /> : unbroken(withoutAddresses(part));
  });
}
