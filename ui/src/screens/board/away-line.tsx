// The hosts that do not answer, in the bar above the board, with the one thing to do about it.
import { WifiOff } from "lucide-react";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { useAct } from "../../host/context.tsx";
import { Refusal } from "../../host/host.ts";
import { ProblemLine } from "../../parts/problem-line.tsx";
import { useSpans, useTold } from "../../parts/time.tsx";
import type { Away } from "./away.ts";

export function AwayLine({ away }: { away: Away }) {
  const { t } = useTranslation("board");
  const look = useAct("look");
  const { short } = useSpans();
  const { hosts, since, latest, environments } = away;
  const age = useTold((now) => (since ? short(now - Date.parse(since)) : ""));
  const least = useTold((now) => (latest ? short(now - Date.parse(latest)) : ""));
  const [first = "", second = ""] = hosts;
  const count = hosts.length - 2;
  const shape = hosts.length === 1 ? "one" : hosts.length === 2 ? "two" : "many";
  const key = !since
    ? (`away.${shape}Never` as const)
    : age === least || shape === "one"
      ? (`away.${shape}` as const)
      : (`away.${shape}First` as const);
  const isTrying = look.isPending || environments.some(({ isLooking }) => isLooking);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const tryAgain = () => {
    if (isTrying) return;
    setRefusal(null);
    // One that is refused is told, whatever becomes of the others.
    for (const { project, environment } of environments)
      look.mutateAsync({ project, environment }).catch((thrown) => setRefusal(Refusal.of(thrown)));
  };
  return (
    <span className="off">
      <WifiOff className="i" aria-hidden />
      <span className="cut" title={hosts.join(t("joint"))} role="status">
        <Trans t={t} i18nKey={key} values={{ first, second, count, age, least }} components={{ b: <b /> }} />
      </span>
      {refusal && (
        <span className="row fail sm cut" role="alert">
          <ProblemLine problem={refusal.body} />
        </span>
      )}
      <button type="button" className="btn sm" aria-disabled={isTrying || undefined} onClick={tryAgain}>
        {isTrying ? t("away.trying") : t("away.again")}
      </button>
    </span>
  );
}

/** What waits for them, and that the rest does not. */
export function AwayWaits({ away }: { away: Away }) {
  const { t } = useTranslation("board");
  const where = away.environments.map(({ project, environment }) => `${project} ${environment}`);
  return (
    <span className="sm faint hide-narrow cut waits">
      {t("away.waits", { where: where.slice(0, 2).join(t("joint")) + (where.length > 2 ? " …" : "") })}
    </span>
  );
}
