// A shell in a running container: said where it will be before it is opened, and all the time that it is.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../parts/problem.tsx";
import { useSlow } from "../../parts/slow.ts";
import { type Ended, LiveShell } from "./live-shell.tsx";
import { Pick } from "./pick.tsx";
import type { Where } from "./where.ts";

interface ShellProps {
  where: Where;
  services: string[];
  places: string[];
  service: string;
  place: string | null;
  onPick(service: string, place: string | null): void;
}

/** Where a shell is. */
interface Spot {
  service: string;
  place: string | null;
}

/**
 * What is open stays where it was opened, whatever is picked after that. How one ended is told until another is picked
 * than when it ended.
 */
type Now = { is: "closed" } | { is: "open"; at: Spot } | { is: "over"; at: Spot; ended: Ended; picked: Spot };

const CLOSED: Now = { is: "closed" };

const isSame = (one: Spot, other: Spot) => one.service === other.service && one.place === other.place;

export function Shell(props: ShellProps) {
  const { t } = useTranslation("environment");
  const { where } = props;
  const picked: Spot = { service: props.service, place: props.place ?? props.places[0] ?? null };
  const [now, setNow] = useState<Now>(CLOSED);
  const [attempt, setAttempt] = useState(0);
  // The attempt that has printed something. A container on a host that is far away takes its time.
  const [answered, setAnswered] = useState(0);
  const open = () => {
    setAttempt(attempt + 1);
    setNow({ is: "open", at: picked });
  };
  if (now.is === "over" && !isSame(now.picked, picked)) setNow(CLOSED);
  const end = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const isOpen = now.is === "open";
  const slow = useSlow(isOpen && answered !== attempt);
  const wasOpen = useRef(false);
  useEffect(() => {
    // The terminal that had the focus is gone.
    if (wasOpen.current && !isOpen && document.activeElement === document.body) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  if (props.services.length === 0 && !isOpen) return <p className="pad row dim">{t("logs.none")}</p>;
  return (
    <section className="panel" aria-label={t("tabs.shell")}>
      <div className="panel-tools">
        {now.is === "open" ? (
          <>
            <span className="strong nowrap">{t("shell.where", { ...now.at })}</span>
            <span className="dim cut" role="status">
              {!isSame(now.at, picked)
                ? t("shell.endFirst", { ...picked })
                : slow
                  ? t("shell.opening", { ...now.at })
                  : `${where.project} ${where.environment}`}
            </span>
            <span className="grow" />
            <span className="sm faint nowrap">
              <kbd>Shift Esc</kbd> {t("shell.leave")}
            </span>
            <button ref={end} type="button" className="btn sm" onClick={() => setNow(CLOSED)}>
              {t("shell.end")}
            </button>
          </>
        ) : (
          <>
            <Pick {...props} place={picked.place} anyPlace={false} />
            <button ref={opener} type="button" className="btn sm act" onClick={open}>
              {t(now.is === "over" && isSame(now.at, picked) ? "shell.again" : "shell.open")}
            </button>
            <span className="grow" />
          </>
        )}
      </div>
      {now.is === "open" ? (
        <LiveShell
          key={attempt}
          where={where}
          {...now.at}
          onOpened={() => setAnswered(attempt)}
          onEnded={(ended) => setNow({ is: "over", at: now.at, ended, picked })}
          onLeave={() => end.current?.focus()}
        />
      ) : (
        <Closed now={now} picked={picked} />
      )}
    </section>
  );
}

function Closed({ now, picked }: { now: Now; picked: Spot }) {
  const { t } = useTranslation("environment");
  if (now.is !== "over") return <p className="pad row dim">{t("shell.about", { ...picked })}</p>;
  const { code, problem } = now.ended;
  if (problem) return <Problem problem={problem} />;
  return (
    <p className="pad row dim" role="status">
      {code === null ? t("shell.ended") : t("shell.endedCode", { code })}
    </p>
  );
}
