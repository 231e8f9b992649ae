// Why a gate lets nothing through: in the window's words where the parts of it are known.
import { useTranslation } from "react-i18next";
import { personName } from "../parts/person.ts";
import { useSpans } from "../parts/time.tsx";
import type { GateDocument, GateReason } from "../wire/types.ts";
import { useNames } from "./names.ts";

/** What gates say of a plan to an environment; null of one that says nothing. */
export function useGateWords(
  environment: string,
  why: Record<string, GateReason | undefined>,
): (gate: GateDocument) => string | null {
  const words = useReasonWords(environment);
  return ({ name, reason }) => {
    const known = why[name];
    return known && reason !== null ? words(known) : reason;
  };
}

interface Asked {
  environment: string;
  gates: GateDocument[];
}

/** A sentence that one of a plan's gates said, in the window's words; null where it is no gate's, or has no parts. */
export function useGateSaid(
  { environment, gates }: Asked,
  why: Record<string, GateReason | undefined>,
): (message: string | undefined) => string | null {
  const words = useReasonWords(environment);
  return (message) => {
    const gate = gates.find(({ reason }) => reason !== null && reason === message);
    const known = gate && why[gate.name];
    return known ? words(known) : null;
  };
}

/** Times are left as they are: a sentence of the drawer tells them as the rest of the window does. */
function useReasonWords(environment: string): (reason: GateReason) => string {
  const { t } = useTranslation("drawer");
  const { long } = useSpans();
  const names = useNames();
  const because = (reason: string | null) => (reason ? `${t("colon", { ns: "common" })}${reason}` : "");
  return (one) => {
    switch (one.is) {
      case "dirty":
      case "unpushed":
        return t(`gates.why.${one.is}`);
      case "held":
        return t("gates.why.held", { environment, by: personName(one.by), why: because(one.reason) });
      case "frozen": {
        const values = { environment, until: one.until ?? t("gates.why.lifted"), why: because(one.reason) };
        return one.by === null
          ? t("gates.why.frozenByFile", values)
          : t("gates.why.frozen", { ...values, by: personName(one.by) });
      }
      case "unverified": {
        const { release, environment: before, services } = one;
        return services.length === 0
          ? t("gates.why.unverified", { release, before })
          : t("gates.why.unverifiedServices", { release, before, services: names(services) });
      }
      case "soaking":
        return t("gates.why.soaking", { before: one.environment, until: one.until });
      case "too_short": {
        const { release, service, environment: before } = one;
        const [ran, of] = [long(one.ran * 1000), long(one.of * 1000)];
        return t("gates.why.tooShort", { release, service, before, ran, of });
      }
      case "approvals": {
        const { missing, of } = one;
        return t(one.not_author ? "gates.why.approvalsOfOthers" : "gates.why.approvals", { missing, of });
      }
      case "denied":
        return t("gates.why.denied", { by: personName(one.by), why: because(one.reason) });
    }
  };
}
