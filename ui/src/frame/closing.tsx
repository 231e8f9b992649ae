// The window is to be closed, or the program to be quit, while it executes something: it asks whether that goes on in the
// tray, or is left in the middle.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHost } from "../host/context.tsx";
import { Refusal } from "../host/host.ts";
import { Question } from "../parts/dialog.tsx";
import { useSaid } from "./said.ts";
import { useUnderWay } from "./under-way.ts";

export function Closing() {
  const host = useHost();
  const [operations, ask] = useState<string[] | null>(null);
  useEffect(
    () =>
      host.listen((event) => {
        if (event.event === "closing") ask(event.operations);
      }),
    [host],
  );
  return operations && <Asked operations={operations} onClose={() => ask(null)} />;
}

function Asked({ operations, onClose }: { operations: string[]; onClose(): void }) {
  const { t } = useTranslation();
  const host = useHost();
  const said = useSaid();
  const [refusal, refuse] = useState<Refusal | null>(null);
  // One of which the board knows nothing yet is under way all the same.
  const known = useUnderWay().filter(({ operation }) => operations.includes(operation));
  const answer = (answered: Promise<void>) => {
    void answered.then(onClose, (thrown) => refuse(Refusal.of(thrown)));
  };
  return (
    <Question
      title={t("closing.title")}
      about={
        <>
          {known.map((one) => (
            <p key={one.operation}>{said.underWay(one)}</p>
          ))}
          <p>{t("closing.about")}</p>
          <p>{t("closing.quitting")}</p>
        </>
      }
      verb={t("closing.close")}
      leave={t("closing.stay")}
      refusal={refusal}
      pending={false}
      onAnswer={() => answer(host.closeWindow())}
      otherwise={{ verb: t("closing.quit"), onAnswer: () => answer(host.quit()) }}
      onClose={onClose}
    />
  );
}
