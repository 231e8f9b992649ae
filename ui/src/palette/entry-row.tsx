// One line of the palette.
import { Command } from "cmdk";
import { useTranslation } from "react-i18next";
import { Glyph } from "../parts/glyph.tsx";
import { type Entry, marked } from "./entry.ts";

interface Props {
  entry: Entry;
  /** What was typed. */
  words: string[];
  onTake(entry: Entry): void;
}

export function EntryRow({ entry, words, onTake }: Props) {
  const { t } = useTranslation("palette");
  const { label, about, end, keys, blocked, effect } = entry;
  const plans = effect.what === "draw" && effect.drawn.about === "plan";
  return (
    <Command.Item className={blocked ? "o not" : "o"} value={entry.id} onSelect={() => onTake(entry)}>
      <Sign icon={entry.icon} />
      <span className="cut label">
        {marked(label, words).map(({ text, mark }, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the label.
          mark ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </span>
      {about && <span className="sm faint cut">{about}</span>}
      <span className="end">
        {end?.look && (
          <span className={end.look.family}>
            <Glyph shape={end.look.shape} />
          </span>
        )}
        {end && <span className="cut">{end.text}</span>}
        {keys?.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
        {plans && !end && <span className="on">{t("opensPlan")}</span>}
        <kbd className="on" aria-hidden>
          Enter
        </kbd>
      </span>
    </Command.Item>
  );
}

function Sign({ icon: Icon }: { icon: Entry["icon"] }) {
  if ("shape" in Icon) {
    return (
      <span className={`sign ${Icon.family}`}>
        <Glyph shape={Icon.shape} />
      </span>
    );
  }
  return <Icon className="i" aria-hidden />;
}
