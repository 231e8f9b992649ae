// The branches that can be run: typed to find one, moved over with the arrows.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { short } from "../../parts/hash.tsx";
import { When } from "../../parts/when.tsx";
import type { RepositoryDocument } from "../../wire/types.ts";

interface BranchesProps {
  repository: RepositoryDocument;
  chosen: string | null;
  /** The field has the focus at once. */
  takesFocus: boolean;
  choose(branch: string): void;
  /** Enter in the field begins with what is chosen. */
  begin(): void;
}

export function Branches({ repository, chosen, takesFocus, choose, begin }: BranchesProps) {
  const { t } = useTranslation("runs");
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const sought = text.trim().toLowerCase();
  const branches = repository.branches.filter(
    ({ name, subject }) => name.toLowerCase().includes(sought) || subject.toLowerCase().includes(sought),
  );
  const at = branches.findIndex(({ name }) => name === chosen);
  const find = (next: string) => {
    setText(next);
    const fits = repository.branches.find(({ name }) =>
      name.toLowerCase().includes(next.trim().toLowerCase()),
    );
    if (fits && next.trim() !== "") choose(fits.name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = branches[Math.max(0, Math.min(branches.length - 1, at + by))];
    if (event.key === "Enter") begin();
    else if (by !== 0 && next) choose(next.name);
    else return;
    event.preventDefault();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it comes.
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is to be seen.
  useEffect(() => {
    list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
  }, [chosen, text]);
  return (
    <div className="f">
      <label htmlFor={id}>{t("begin.branch")}</label>
      <input
        ref={field}
        id={id}
        className="field"
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        placeholder={t("begin.find")}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => find(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="branches" id={`${id}-list`} role="listbox" aria-label={t("begin.branch")} ref={list}>
        {branches.map((branch, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: as above; it names the option as its active descendant.
          <div
            key={branch.name}
            id={`${id}-${index}`}
            role="option"
            aria-selected={branch.name === chosen}
            className="branch-row"
            onClick={() => choose(branch.name)}
          >
            <span className="mono cut">{branch.name}</span>
            {branch.checked_out && <span className="chip">{t("begin.checkedOut")}</span>}
            <span className="faint cut grow">{branch.subject}</span>
            <span className="mono faint">{short(branch.commit)}</span>
            <When at={branch.time} className="sm faint num" />
          </div>
        ))}
        {branches.length === 0 && <p className="faint none-fits">{t("begin.noBranch")}</p>}
      </div>
      {repository.more > 0 && <p className="say">{t("begin.more", { count: repository.more })}</p>}
    </div>
  );
}
