// A sentence of the engine, as it is, with what it quotes in backticks set as what it is: code.
export function Sentence({ text }: { text: string }) {
  return text.split(/`([^`]+)`/).map((part, index) =>
    // Every other part was quoted.
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never move
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
