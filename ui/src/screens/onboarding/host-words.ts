// What hosts were found to be like, and what mends it, in the window's words where the parts of it are known.
import { useTranslation } from "react-i18next";
import { problemWords } from "../../parts/problem-words.ts";
import type {
  BuiltFor,
  DraftHostsDocument,
  HostFindingDocument,
  HostSign,
  NoAnswer,
} from "../../wire/types.ts";

/** A finding as the window says it. */
export interface HostFinding extends HostFindingDocument {
  /** The same where a column's head says already what it is about. */
  brief: string;
}

export interface HostsSaid {
  environments: { name: string; findings: HostFinding[] }[];
}

/** What a column's head says already is left out: a program's name. */
function withoutName(text: string): string {
  return text.replace(/^docker([ -]compose)? (?=\d)/i, "");
}

export function useHostWords(): (said: DraftHostsDocument) => HostsSaid {
  const found = useFound();
  const fixes = useFixes();
  return ({ hosts, signs }) => {
    const one = (finding: HostFindingDocument): HostFinding => {
      const sign = signs[finding.text];
      if (!sign) return { ...finding, brief: withoutName(finding.text) };
      const text = found(sign);
      const brief = sign.is === "room" ? sign.free : text;
      return { ...finding, text, brief, fix: finding.fix && fixes(sign, finding.fix) };
    };
    const environments = hosts.environments.map(({ name, findings }) => ({
      name,
      findings: findings.map(one),
    }));
    return { environments };
  };
}

/** What was found. */
function useFound(): (sign: HostSign) => string {
  const { t } = useTranslation("onboarding");
  const away = useAway();
  const builtFor = ({ service, platforms }: BuiltFor) =>
    t("hosts.found.builtFor", { service, platforms: platforms.join(t("hosts.found.comma")) });
  const why = (no: NoAnswer) =>
    no.is === "said" ? no.text : t("hosts.found.silence", { seconds: no.seconds });
  return (sign) => {
    switch (sign.is) {
      case "away":
        return away(sign).text;
      case "docker_silent":
        return t("hosts.found.docker_silent", { seconds: sign.seconds });
      case "docker_denied":
        return t("hosts.found.docker_denied", { account: sign.account });
      case "docker_fails":
        return t("hosts.found.docker_fails", { said: sign.said });
      case "compose_old":
        return t("hosts.found.compose_old", { version: sign.version, docker: sign.docker });
      case "answers":
        return t("hosts.found.answers", { address: sign.address });
      case "program":
      case "no_program":
        return t(`hosts.found.${sign.is}`, { name: sign.name });
      case "directory":
        return t("hosts.found.directory", { directory: sign.directory });
      case "directory_denied":
        return t("hosts.found.directory_denied", { directory: sign.directory, account: sign.account });
      case "unfit": {
        const services = sign.services.map(builtFor).join(t("hosts.found.semicolon"));
        return t("hosts.found.unfit", { platform: sign.platform, services });
      }
      case "room":
        return t("hosts.found.room", { free: sign.free, root: sign.root });
      case "clock_apart":
        return t("hosts.found.clock_apart", { seconds: sign.seconds });
      case "registry":
        return t("hosts.found.registry", { registry: sign.registry });
      case "registry_away": {
        const { registry, place } = sign;
        return t("hosts.found.registry_away", { registry, place, why: why(sign.why) });
      }
      case "no_docker":
      case "no_compose":
      case "platform_unknown":
      case "room_unknown":
      case "clocks_agree":
        return t(`hosts.found.${sign.is}`);
    }
  };
}

/** What mends it; `said` where the window knows nothing better. */
function useFixes(): (sign: HostSign, said: string) => string {
  const { t } = useTranslation("onboarding");
  const away = useAway();
  return (sign, said) => {
    switch (sign.is) {
      case "away":
        return away(sign).fix ?? t("hosts.fix.away");
      case "docker_denied":
        return t("hosts.fix.docker_denied", { account: sign.account });
      case "no_program":
        return t("hosts.fix.no_program", { package: sign.package });
      case "directory_denied":
        return t("hosts.fix.directory_denied", { directory: sign.directory, account: sign.account });
      case "unfit": {
        const services = sign.services.map(({ service }) => service).join(t("hosts.found.comma"));
        return t("hosts.fix.unfit", { platform: sign.platform, services });
      }
      case "room_unknown":
        return t("hosts.fix.room_unknown", { root: sign.root });
      case "registry_away":
        return t("hosts.fix.registry_away", { name: sign.name, port: sign.port });
      case "docker_silent":
      case "docker_fails":
      case "no_docker":
      case "compose_old":
      case "no_compose":
      case "room":
      case "clock_apart":
        return t(`hosts.fix.${sign.is}`);
      default:
        return said;
    }
  };
}

/** Why a host cannot be asked, as problems are told everywhere. */
function useAway(): (sign: Extract<HostSign, { is: "away" }>) => { text: string; fix: string | null } {
  const { t, i18n } = useTranslation("problem");
  return ({ code, message, hint }) => {
    const told = problemWords({ code, message, hint, details: null }, t, i18n.language);
    const text =
      told.title === null ? told.message : `${told.title}${t("colon", { ns: "common" })}${told.message}`;
    return { text, fix: told.hint };
  };
}
