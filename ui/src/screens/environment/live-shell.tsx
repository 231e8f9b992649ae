// A shell that is open: a terminal on the one side, a stream on the other.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHost } from "../../host/context.tsx";
import { type OpenStream, openStream } from "../../host/stream.ts";
import type { ErrorBody } from "../../wire/types.ts";
import type { Screen } from "./terminal.ts";
import type { Where } from "./where.ts";

/** How a shell ended. */
export interface Ended {
  code: number | null;
  problem: ErrorBody | null;
}

interface LiveShellProps {
  where: Where;
  service: string;
  place: string | null;
  /** It has printed something. */
  onOpened(): void;
  onEnded(ended: Ended): void;
  onLeave(): void;
}

export function LiveShell({ where, service, place, onOpened, onEnded, onLeave }: LiveShellProps) {
  const { t } = useTranslation("environment");
  const host = useHost();
  const element = useRef<HTMLDivElement>(null);
  // What the terminal calls stays the same while the screen is drawn anew.
  const told = useRef({ onOpened, onEnded, onLeave });
  told.current = { onOpened, onEnded, onLeave };
  const [label] = useState(() =>
    t("shell.label", { service, place: place ?? "", environment: `${where.project} ${where.environment}` }),
  );
  const { project, environment } = where;
  useEffect(() => {
    let gone = false;
    let screen: Screen | null = null;
    let stream: OpenStream | null = null;
    // The terminal is loaded by those who use it only.
    void import("./terminal.ts").then(({ openTerminal }) => {
      if (gone || !element.current) return;
      screen = openTerminal(element.current, label, {
        type: (text) => stream?.say({ what: "type", text }),
        resize: (columns, rows) => stream?.say({ what: "resize", columns, rows }),
        leave: () => told.current.onLeave(),
      });
      const { columns, rows } = screen;
      stream = openStream(
        host,
        "shell",
        { project, environment, service, place, columns, rows },
        {
          output(output) {
            told.current.onOpened();
            if (output.output === "text") screen?.print(output.base64);
            if (output.output === "ended")
              told.current.onEnded({ code: output.code, problem: output.problem });
          },
          refused: (refusal) => told.current.onEnded({ code: null, problem: refusal.body }),
        },
      );
      screen.focus();
    });
    return () => {
      gone = true;
      stream?.close();
      screen?.dispose();
    };
  }, [host, project, environment, service, place, label]);
  return <div className="shell-screen" ref={element} data-over />;
}
