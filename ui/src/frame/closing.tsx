// The window is to be closed, or the program to be quit, while it executes something. Closed, it goes on in the tray; quit,
// it is left in the middle. Each has a question of its own, and leads to the other.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHost } from "../host/context.tsx";
import { Refusal } from "../host/host.ts";
import { Question } from "../parts/dialog.tsx";
import { useSaid } from "./said.ts";
import { useUnderWay } from "./under-way.ts";

interface Asks {
  operations: string[];
  /** The program is to be quit. */
  ends: boolean;
}

export function Closing() {
  const host = useHost();
  const [asks, ask] = useState<Asks | null>(null);
  useEffect(
    () =>
      host.listen((event) => {
        if (event.event === "closing") ask({ operations: event.operations, ends: event.ends });
      }),
    [host],
  );
  return asks && <Asked {...asks} onQuit={() => ask({ ...asks, ends: true })} onClose={() => ask(null)} />;
}

function Asked({ operations, ends, onQuit, onClose }: Asks & { onQuit(): void; onClose(): void }) {
  const { t } = useTranslation();
  const host = useHost();
  const said = useSaid();
  const [refusal, refuse] = useState<Refusal | null>(null);
  // One of which the board knows nothing yet is under way all the same.
  const known = useUnderWay().filter(({ operation }) => operations.includes(operation));
  const answer = (answered: Promise<void>) => {
    void answered.then(onClose, (thrown) => refuse(Refusal.of(thrown)));
  };
  const close = () => answer(host.closeWindow());
  const quit = () => answer(host.quit());
  const asked = ends ? "quitting" : "closing";
  return (
    <Question
      title={t(`${asked}.title`)}
      about={
        <>
          {known.map((one) => (
            <p key={one.operation}>{said.underWay(one)}</p>
          ))}
          <p>{t(`${asked}.about`)}</p>
        </>
      }
      verb={t(`${asked}.verb`)}
      leave={t(`${asked}.stay`)}
      refusal={refusal}
      pending={false}
      onAnswer={ends ? quit : close}
      otherwise={{ verb: t(`${asked}.otherwise`), onAnswer: ends ? close : onQuit }}
      onClose={onClose}
    />
  );
}
