// What to do, as the engine says it: a sentence of its own, whatever stands before it.
import { Sentence } from "./sentence.tsx";

/** A word that is no name: those of hosts, files and services go on with these signs or hold no more than them. */
const WORD = /^[a-z]+(?=[ ,:;]|$)/;

/** With a capital and a stop. A hint begins with what is to be done, so that its first word is none that has a case. */
export function hintText(hint: string): string {
  const begun = WORD.test(hint) ? hint.charAt(0).toUpperCase() + hint.slice(1) : hint;
  return /[.!?。！？]$/.test(begun) ? begun : `${begun}.`;
}

export function Hint({ text }: { text: string }) {
  return <Sentence text={hintText(text)} />;
}
