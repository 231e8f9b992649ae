// The field of the palette, and below it what fits.
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChoices } from "../host/choices.ts";
import { Glyph } from "../parts/glyph.tsx";
import { Problem } from "../parts/problem.tsx";
import { ProblemLine } from "../parts/problem-line.tsx";
import { useSlow } from "../parts/slow.ts";
import { useActs } from "../screens/board/acts.tsx";
import { type Effect, type Entry, type Shown, shownOf, wordsOf } from "./entry.ts";
import { EntryRow } from "./entry-row.tsx";
import { useEntries } from "./use-entries.ts";

interface Props {
  /** What leads away from the palette. */
  onTake(effect: Effect): void;
  onClose(): void;
}

export function PaletteList({ onTake, onClose }: Props) {
  const { t } = useTranslation("palette");
  const [typed, setTyped] = useState("");
  const [selected, setSelected] = useState("");
  const { entries, isAsking, problem } = useEntries(typed);
  const shown = useMemo(() => shownOf(entries, typed), [entries, typed]);
  // What was chosen may go while it is looked at; the best is chosen then, so that Enter never does nothing.
  const best = shown[0]?.entries[0]?.id ?? "";
  const at = has(shown, selected) ? selected : best;
  // The best is chosen anew for what is typed now, and stays while more is answered: Enter does what was seen.
  if (selected === "" && best !== "") setSelected(best);
  const isSlow = useSlow(isAsking);
  const acts = useActs();
  const { choose } = useChoices();
  // What was done at once is seen where it was done.
  useEffect(() => {
    if (acts.done) onClose();
  }, [acts.done, onClose]);
  const take = ({ effect }: Entry) => {
    if (effect.what === "act") return acts.act(effect.where, effect.action);
    if (effect.what !== "choose") return onTake(effect);
    choose(effect.change);
    onClose();
  };
  const type = (text: string) => {
    setTyped(text);
    setSelected("");
  };
  const toNextGroup = (event: KeyboardEvent) => {
    if (event.key !== "Tab" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    setSelected(inNextGroup(shown, at, event.shiftKey ? -1 : 1));
  };
  return (
    <Command
      label={t("name")}
      shouldFilter={false}
      value={at}
      onValueChange={setSelected}
      onKeyDown={toNextGroup}
      loop
    >
      <div className="q">
        <Search className="i" aria-hidden />
        <Command.Input value={typed} onValueChange={type} placeholder={t("placeholder")} />
        <kbd>Esc</kbd>
      </div>
      {acts.refusal && <Problem problem={acts.refusal.body} />}
      <Command.List className="list">
        {shown.map(({ group, entries: some, all }) => (
          <Command.Group
            key={group}
            heading={
              <span className="gh">
                {t(`group.${group}`)}
                <span className="grow" />
                {some.length < all ? t("of", { shown: some.length, all }) : all}
              </span>
            }
          >
            {some.map((entry) => (
              <EntryRow key={entry.id} entry={entry} words={wordsOf(typed)} onTake={take} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
      {problem ? (
        <p className="told row fail sm" role="status">
          <Glyph shape="failed" />
          <ProblemLine problem={problem} />
        </p>
      ) : (
        isSlow && (
          <p className="told faint sm" role="status">
            {t("asking")}
          </p>
        )
      )}
      {shown.length === 0 && !isAsking && (
        <div className="nothing" role="status">
          <p>{t("nothing", { typed })}</p>
          <p className="faint sm">{t("nothingHint")}</p>
        </div>
      )}
      <Foot />
    </Command>
  );
}

function has(shown: Shown[], id: string): boolean {
  return shown.some(({ entries }) => entries.some((entry) => entry.id === id));
}

/** The first entry of the group after or before that of an entry. */
function inNextGroup(shown: Shown[], selected: string, by: 1 | -1): string {
  const at = shown.findIndex(({ entries }) => entries.some(({ id }) => id === selected));
  const next = shown[(at + by + shown.length) % shown.length];
  return next?.entries[0]?.id ?? selected;
}

function Foot() {
  const { t } = useTranslation("palette");
  return (
    <div className="foot" aria-hidden>
      <span className="grow cut">{t("foot")}</span>
      <kbd>↑</kbd>
      <kbd>↓</kbd>
      <span>{t("choose")}</span>
      <span className="gap" />
      <kbd>Tab</kbd>
      <span>{t("nextGroup")}</span>
    </div>
  );
}
