// A channel of `notifications` that could not be told, in the line above the list. Where there are several, one stands
// for them and the others are to hover over.
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { Sentence } from "../../parts/sentence.tsx";
import { useTold } from "../../parts/time.tsx";
import { whenText } from "../../parts/when.tsx";
import type { UntoldChannel } from "../../wire/types.ts";

/** The one to speak of: what is not tried any more waits for a person, otherwise what has waited longest. */
export function foremost(channels: readonly UntoldChannel[]): UntoldChannel | undefined {
  return channels.find(({ given_up }) => given_up) ?? channels[0];
}

interface UntoldProps {
  first: UntoldChannel;
  all: readonly UntoldChannel[];
}

export function Untold({ first, all }: UntoldProps) {
  const { t } = useTranslation("activity");
  const words = useWords();
  const told = useTold((now) => words(first, now));
  const whole = useTold((now) => all.map((one) => words(one, now)).join("\n"));
  const others = all.length - 1;
  return (
    <div className="said" role="status">
      <Glyph shape={first.given_up ? "failed" : "unknown"} />
      <span className="cut problem-line" title={`${whole}\n${t("untold.test", { channel: first.channel })}`}>
        <span className="says">
          <Sentence text={told} />
        </span>
      </span>
      {others > 0 && <span className="faint sm nowrap">{t("untold.more", { count: others })}</span>}
    </div>
  );
}

/** Which channel was not told since when, and why as the channel or the way to it said. */
function useWords(): (channel: UntoldChannel, now: number) => string {
  const { t, i18n } = useTranslation("activity");
  return ({ channel, project, since, why, given_up }, now) => {
    const when = whenText(Date.parse(since), now, i18n.language);
    const told = t(given_up ? "untold.gone" : "untold.waits", { channel, project, when });
    return why === null ? told : t("untold.why", { told, why });
  };
}
