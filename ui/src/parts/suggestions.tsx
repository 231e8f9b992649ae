// What may be typed next in a field of words: a list below it that the keyboard chooses from without leaving the field.
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";

export interface Suggesting {
  value: string;
  onChange(value: string): void;
  input: RefObject<HTMLInputElement | null>;
  label: string;
  /** What the word that is being typed may become; none where it is not known. */
  suggest: ((word: string) => string[]) | undefined;
}

/** The word that ends at the caret. */
export function wordAt(text: string, caret: number): { from: number; to: number; word: string } {
  const from = Math.max(text.lastIndexOf(" ", caret - 1), text.lastIndexOf("\n", caret - 1)) + 1;
  const blank = text.indexOf(" ", caret);
  const to = blank < 0 ? text.length : blank;
  return { from, to, word: text.slice(from, caret) };
}

/** The text with a word put in. A key is followed by its value at once, anything else by a blank. */
export function withWord(text: string, caret: number, word: string): { text: string; caret: number } {
  const { from, to } = wordAt(text, caret);
  const after = text.slice(to).replace(/^ +/, "");
  const put = word.endsWith(":") ? word : `${word} `;
  return { text: `${text.slice(0, from)}${put}${after}`, caret: from + put.length };
}

export function useSuggestions({ value, onChange, input, label, suggest }: Suggesting) {
  const list = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [caret, setCaret] = useState(value.length);
  const { word } = wordAt(value, caret);
  const words = open && suggest ? suggest(word).filter((one) => one !== word) : [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another word has other suggestions.
  useEffect(() => setActive(-1), [word]);
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const choose = (chosen: string) => {
    const put = withWord(value, caret, chosen);
    onChange(put.text);
    setCaret(put.caret);
    // A key asks for its value next.
    setOpen(chosen.endsWith(":"));
    requestAnimationFrame(() => input.current?.setSelectionRange(put.caret, put.caret));
  };
  /** True where the key was for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (words.length === 0) return false;
    const chosen = words[active];
    if (event.key === "ArrowDown") setActive((active + 1) % words.length);
    else if (event.key === "ArrowUp") setActive((active <= 0 ? words.length : active) - 1);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && chosen !== undefined) choose(chosen);
    else return false;
    return true;
  };
  const element = words.length > 0 && (
    <div className="suggestions menu" role="listbox" id={list} aria-label={label}>
      {words.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field.
        <div
          key={one}
          id={`${list}-${index}`}
          role="option"
          aria-selected={index === active}
          data-selected={index === active}
          className="menu-item mono"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(one)}
        >
          {one}
        </div>
      ))}
    </div>
  );
  const combobox = suggest && {
    role: "combobox" as const,
    "aria-autocomplete": "list" as const,
    "aria-expanded": words.length > 0,
    "aria-controls": words.length > 0 ? list : undefined,
    "aria-activedescendant": words.length > 0 && active >= 0 ? `${list}-${active}` : undefined,
    onBlur: close,
    onSelect: () => setCaret(input.current?.selectionStart ?? value.length),
  };
  /** Something was typed: what fits is offered. */
  const typed = (at: number | null) => {
    setCaret(at ?? value.length);
    setOpen(true);
  };
  return { element, combobox, onKeyDown, typed };
}
