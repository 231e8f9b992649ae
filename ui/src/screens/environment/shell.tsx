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

/** Closed, open for the nth time, or over. */
type Now = { is: "closed" } | { is: "open"; attempt: number } | { is: "over"; ended: Ended; attempt: number };

export function Shell(props: ShellProps) {
  const { t } = useTranslation("environment");
  const { where, service } = props;
  const place = props.place ?? props.places[0] ?? null;
  const [now, setNow] = useState<Now>({ is: "closed" });
  const attempt = now.is === "closed" ? 0 : now.attempt;
  // The attempt that has printed something. A container on a host that is far away takes its time.
  const [answered, setAnswered] = useState(0);
  const open = () => setNow({ is: "open", attempt: attempt + 1 });
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
  return (
    <section className="panel" aria-label={t("tabs.shell")}>
      <div className="panel-tools">
        {isOpen ? (
          <>
            <span className="strong nowrap">{t("shell.where", { service, place })}</span>
            <span className="dim cut" role="status">
              {slow ? t("shell.opening", { service, place }) : `${where.project} ${where.environment}`}
            </span>
            <span className="grow" />
            <span className="sm faint nowrap">
              <kbd>Shift Esc</kbd> {t("shell.leave")}
            </span>
            <button ref={end} type="button" className="btn sm" onClick={() => setNow({ is: "closed" })}>
              {t("shell.end")}
            </button>
          </>
        ) : (
          <>
            <Pick {...props} place={place} anyPlace={false} />
            <button ref={opener} type="button" className="btn sm act" onClick={open}>
              {t(now.is === "over" ? "shell.again" : "shell.open")}
            </button>
            <span className="grow" />
          </>
        )}
      </div>
      {isOpen ? (
        <LiveShell
          key={attempt}
          where={where}
          service={service}
          place={place}
          onOpened={() => setAnswered(attempt)}
          onEnded={(ended) => setNow({ is: "over", ended, attempt })}
          onLeave={() => end.current?.focus()}
        />
      ) : (
        <Closed now={now} service={service} place={place} />
      )}
    </section>
  );
}

function Closed({ now, service, place }: { now: Now; service: string; place: string | null }) {
  const { t } = useTranslation("environment");
  if (now.is !== "over") return <p className="pad row dim">{t("shell.about", { service, place })}</p>;
  const { code, problem } = now.ended;
  if (problem) return <Problem problem={problem} />;
  return (
    <p className="pad row dim" role="status">
      {code === null ? t("shell.ended") : t("shell.endedCode", { code })}
    </p>
  );
}
