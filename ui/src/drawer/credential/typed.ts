// What is typed or pasted of a credential. It stands in its fields and in what holds a pasted text, never in a state of the
// page, and is read once: when it is sent. Only which parts have something, and how much, is known beside that.
import { useCallback, useEffect, useRef, useState } from "react";

export type Field = HTMLInputElement | HTMLTextAreaElement;

export interface Typed {
  /** Attaches the field of a part. */
  attach(name: string): (field: Field | null) => void;
  /** Something was typed into the field of a part. */
  typed(name: string): void;
  /** Takes a text that was pasted, out of sight. */
  hold(name: string, text: string): void;
  /** Forgets what was pasted. */
  drop(name: string): void;
  /** The bytes of what was pasted; undefined where nothing was. */
  held(name: string): number | undefined;
  has(name: string): boolean;
  /** Puts the focus into the field of a part. */
  focus(name: string): void;
  /** The text of a part, for whoever sends it. */
  read(name: string): string;
  /** All parts that have something, for whoever sends them. */
  values(): Record<string, string>;
  /** Forgets everything. */
  clear(): void;
}

const NOTHING: ReadonlyMap<string, number> = new Map();
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

export function useTyped(): Typed {
  const fields = useRef(new Map<string, Field>());
  const pasted = useRef(new Map<string, string>());
  const [sizes, setSizes] = useState(NOTHING);
  const [filled, setFilled] = useState<ReadonlySet<string>>(new Set());

  const read = useCallback(
    (name: string) => pasted.current.get(name) ?? fields.current.get(name)?.value ?? "",
    [],
  );
  const look = useCallback(
    (name: string) =>
      setFilled((before) => {
        const has = read(name) !== "";
        if (has === before.has(name)) return before;
        const now = new Set(before);
        if (has) now.add(name);
        else now.delete(name);
        return now;
      }),
    [read],
  );
  const attach = useCallback(
    (name: string) => (field: Field | null) => {
      if (field) fields.current.set(name, field);
      else fields.current.delete(name);
    },
    [],
  );
  const hold = useCallback(
    (name: string, text: string) => {
      pasted.current.set(name, text);
      setSizes((before) => new Map(before).set(name, bytesOf(text)));
      look(name);
    },
    [look],
  );
  const drop = useCallback(
    (name: string) => {
      pasted.current.delete(name);
      setSizes((before) => {
        const now = new Map(before);
        now.delete(name);
        return now;
      });
      look(name);
    },
    [look],
  );
  const values = useCallback(() => {
    const names = new Set([...fields.current.keys(), ...pasted.current.keys()]);
    const given = [...names].map((name): [string, string] => [name, read(name)]);
    return Object.fromEntries(given.filter(([, text]) => text !== ""));
  }, [read]);
  const clear = useCallback(() => {
    for (const field of fields.current.values()) field.value = "";
    pasted.current.clear();
    setSizes(NOTHING);
    setFilled(new Set());
  }, []);
  // Whoever leaves the form leaves nothing in it.
  useEffect(() => clear, [clear]);

  return {
    attach,
    typed: look,
    hold,
    drop,
    held: (name) => sizes.get(name),
    has: (name) => filled.has(name),
    focus: (name) => fields.current.get(name)?.focus(),
    read,
    values,
    clear,
  };
}
