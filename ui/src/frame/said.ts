// What an operation is, in a few words, for the line at the bottom: "recipes web 0.3.3 to sandbox".
import { useTranslation } from "react-i18next";
import type { Kind, LastDone } from "../wire/types.ts";
import type { UnderWay } from "./under-way.ts";

interface Named {
  project: string;
  kind: Kind;
  environment: string | null;
  what: string;
}

export function useSaid(): { underWay(one: UnderWay): string; last(done: LastDone, age: string): string } {
  const { t } = useTranslation();
  const said = ({ project, kind, environment, what }: Named) => {
    const values = { what: [project, what].filter(Boolean).join(" "), environment: environment ?? "" };
    return environment ? t(`status.moving.${kind}`, values) : t("status.moving.nowhere", values);
  };
  return {
    underWay: said,
    last: (done, age) =>
      t("status.last", {
        what: said({ ...done, what: versionsOf(done) }),
        did: t(`status.did.${done.verdict}`),
        age,
      }),
  };
}

/** A version that all share, with the service where there is one only. */
function versionsOf({ versions }: LastDone): string {
  const services = Object.entries(versions);
  const different = new Set(services.map(([, version]) => version));
  const [version] = different.size === 1 ? different : [];
  return [services.length === 1 ? services[0]?.[0] : null, version].filter(Boolean).join(" ");
}
