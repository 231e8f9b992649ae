// Where a secret was seen and why it is taken for one, in the window's words; null for what it has no words for.
import { useTranslation } from "react-i18next";
import { FILE_WHY, HIDDEN, MADE_BY, MAKER, OF_FILE, PLACE, WHAT, WHY } from "./leak-sentences.ts";
import { partsOf, whichOf } from "./sentence-forms.ts";

interface LeakWords {
  why(sentence: string): string | null;
  place(sentence: string): string | null;
}

export function useLeakWords(): LeakWords {
  const { t } = useTranslation("problem");
  /** The parts with the kind of secret in words; null where that has none. */
  const worded = (parts: Record<string, string>) => {
    if (parts.what === undefined) return parts;
    const kind = whichOf(parts.what, WHAT);
    return kind && { ...parts, what: t(`leak.what.${kind.name}`) };
  };
  const ofFile = (sentence: string) => {
    const file = partsOf(sentence, OF_FILE);
    const found = file?.why === undefined ? null : whichOf(file.why, FILE_WHY);
    const parts = found && worded(found.parts);
    return found && parts && t(`leak.file.${found.name}`, { ...parts, path: file?.path });
  };
  const maker = (said: string) => {
    const known = whichOf(said, MAKER);
    return known ? t(`leak.maker.${known.name}`) : said;
  };
  return {
    why: (sentence) => {
      const found = whichOf(sentence, WHY);
      if (!found) return ofFile(sentence);
      const parts = worded(found.parts);
      return parts && t(`leak.why.${found.name}`, { ...parts, name: parts.name });
    },
    place: (sentence) => {
      const hidden = sentence.endsWith(HIDDEN);
      const seen = hidden ? sentence.slice(0, -HIDDEN.length) : sentence;
      const made = partsOf(seen, `{layer}${MADE_BY}`);
      const found = whichOf(made?.layer ?? seen, PLACE);
      if (!found) return null;
      const where = t(`leak.place.${found.name}`, { ...found.parts, path: found.parts.path });
      const by = made?.maker === undefined ? where : t("leak.madeBy", { where, maker: maker(made.maker) });
      return hidden ? t("leak.hidden", { where: by }) : by;
    },
  };
}
