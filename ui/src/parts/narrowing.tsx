// Sentences that drop words where there is little room. In the words of a language `⟨…⟩` goes first and `⟪…⟫` last;
// styles/board.css says how narrow that is.
import { Fragment } from "react";

const OPTIONAL = /(⟨[^⟩]*⟩|⟪[^⟫]*⟫)/;

/** A sentence with everything that it can drop. */
export function whole(text: string): string {
  return text.replace(/[⟨⟩⟪⟫]/g, "");
}

export function Narrowing({ text }: { text: string }) {
  return text.split(OPTIONAL).map((part, at) => {
    const optional = part.startsWith("⟨") ? "opt" : part.startsWith("⟪") ? "opt2" : null;
    // biome-ignore lint/suspicious/noArrayIndexKey: a sentence's parts have nothing else that tells them apart.
    if (!optional) return <Fragment key={at}>{part}</Fragment>;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <span key={at} className={optional}>
        {part.slice(1, -1)}
      </span>
    );
  });
}
