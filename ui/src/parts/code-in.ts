// Sentences of the engine hold code in backticks.

/** A piece of a sentence. */
export interface Piece {
  text: string;
  code: boolean;
}

export function pieces(sentence: string): Piece[] {
  return sentence
    .split(/`([^`]*)`/)
    .map((text, index) => ({ text, code: index % 2 === 1 }))
    .filter(({ text }) => text !== "");
}

/** The commands of a sentence, one a line: code that is more than a word. */
export function commandsIn(sentence: string): string {
  return pieces(sentence)
    .filter(({ text, code }) => code && text.includes(" "))
    .map(({ text }) => text)
    .join("\n");
}
