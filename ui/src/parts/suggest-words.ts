// What a word of a filter may become: a key, then one of the values that there are.
const MOST = 8;

/** The keys that begin with a word, or the values that its key has here. */
export function suggestWords<Key extends string>(
  word: string,
  keys: readonly Key[],
  values: (key: Key) => readonly string[],
): string[] {
  const [, minus = "", typed = ""] = /^(-?)(.*)$/.exec(word) ?? [];
  if (typed === "") return [];
  const key = keys.find((one) => typed.toLowerCase().startsWith(`${one}:`));
  if (key === undefined)
    return keys.filter((one) => one.startsWith(typed.toLowerCase())).map((one) => `${minus}${one}:`);
  const begun = typed
    .slice(key.length + 1)
    .replace(/^"/, "")
    .toLowerCase();
  const fit = values(key).filter((value) => value.toLowerCase().includes(begun));
  return fit.slice(0, MOST).map((value) => `${minus}${key}:${/\s/.test(value) ? `"${value}"` : value}`);
}
