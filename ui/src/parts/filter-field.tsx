// The field that a list is filtered with: text that can be typed, its keys marked. Escape empties it.
import { ListFilter, X } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { filterWords } from "./filter-words.ts";
import { useSuggestions } from "./suggestions.tsx";

interface Props {
  value: string;
  onChange(value: string): void;
  /** What it is called for those who do not see it. */
  label: string;
  /** Shown while it is empty: an example. */
  example: string;
  keys: readonly string[];
  /** Arrow down leaves it for the list. */
  onLeave(): void;
  /** What the word that is being typed may become. */
  suggest?: (word: string) => string[];
}

export function FilterField({ value, onChange, label, example, keys, onLeave, suggest }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const under = useRef<HTMLSpanElement>(null);
  const suggestions = useSuggestions({ value, onChange, input, label, suggest });
  const onKeyDown = (event: KeyboardEvent) => {
    // What a word is composed with is not for the list.
    if (event.nativeEvent.isComposing) return;
    if (!suggestions.onKeyDown(event)) {
      if (event.key === "ArrowDown" || (event.key === "Escape" && value === "")) onLeave();
      else if (event.key === "Escape") onChange("");
      else return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const follow = () => {
    if (under.current && input.current) under.current.scrollLeft = input.current.scrollLeft;
  };
  return (
    <div className="field typed filter-field">
      <ListFilter className="i" aria-hidden />
      <span className="typing">
        <span className="under" ref={under} aria-hidden>
          {marked(value, keys)}
        </span>
        <input
          ref={input}
          type="text"
          aria-label={label}
          aria-keyshortcuts="/"
          data-search
          placeholder={example}
          value={value}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            onChange(event.target.value);
            suggestions.typed(event.target.selectionStart);
          }}
          onScroll={follow}
          onKeyDown={onKeyDown}
          {...suggestions.combobox}
        />
      </span>
      {suggestions.element}
      {value === "" ? (
        <kbd>/</kbd>
      ) : (
        <button
          type="button"
          className="clear"
          aria-label={t("clearFilter")}
          title={t("clearFilter")}
          onClick={() => {
            onChange("");
            input.current?.focus();
          }}
        >
          <X className="i i-12" aria-hidden />
        </button>
      )}
    </div>
  );
}

/** The text again, with a ground under the words that have a key. */
function marked(text: string, keys: readonly string[]) {
  const pieces = [];
  let at = 0;
  for (const word of filterWords(text, keys)) {
    if (word.key === null) continue;
    pieces.push(text.slice(at, word.from), <i key={word.from}>{text.slice(word.from, word.to)}</i>);
    at = word.to;
  }
  return [...pieces, text.slice(at)];
}
