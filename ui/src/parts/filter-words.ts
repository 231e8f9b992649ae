// What a person types into a filter: words, and `key:value`, each with a minus before it for "not". A value with
// blanks stands in quotes.

export interface FilterWord {
  /** What stands before the colon; null for a plain word. */
  key: string | null;
  /** What is looked for, in lower case. */
  value: string;
  /** What has it is left out. */
  not: boolean;
  /** Where it stands in the text. */
  from: number;
  to: number;
}

const WORD = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))?/giy;

/** The words of a text. Only the keys count as keys, so that "fix: x" stays what it is. */
export function filterWords<Key extends string>(text: string, keys: readonly Key[]): FilterWord[] {
  const words: FilterWord[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    WORD.lastIndex = at;
    const [whole = "", minus = "", key, quoted, plain] = WORD.exec(text) ?? [];
    const to = at + Math.max(whole.length, 1);
    words.push(word({ whole, minus, key, value: quoted ?? plain ?? "", from: at, to }, keys));
    at = to;
  }
  return words;
}

interface Found {
  whole: string;
  minus: string;
  key: string | undefined;
  value: string;
  from: number;
  to: number;
}

function word({ whole, minus, key, value, from, to }: Found, keys: readonly string[]): FilterWord {
  const known = key !== undefined && keys.includes(key.toLowerCase());
  const plain = key !== undefined && !known ? whole.slice(minus.length) : value;
  return {
    key: known ? key.toLowerCase() : null,
    value: plain.toLowerCase(),
    not: minus !== "",
    from,
    to,
  };
}
