// How far a step is, in the window's words.
import { useTranslation } from "react-i18next";
import type { HowFar, Lack } from "../wire/types.ts";
import { useToldAs } from "./problem-words.ts";

export function useHowFar(): (far: HowFar) => string {
  const { t } = useTranslation();
  const toldAs = useToldAs();
  const lacksWords = useLacks();
  return (far) => {
    switch (far.is) {
      case "pulling":
      case "pushing":
        return t(`far.${far.is}`, { percent: far.percent });
      case "sending":
        return t("far.sending", { size: far.size });
      case "building":
        return t("far.building", { step: far.step, instruction: far.instruction });
      case "layers":
        return t("far.layers", { new: far.new, of: far.of });
      case "pausing":
        return t("far.pausing", { seconds: far.seconds });
      case "command":
        return far.name;
      case "container":
        return t("far.container", { name: far.name });
      case "service":
        return lacksWords(far.service, far.lacks);
      case "problem":
        return toldAs(far.message, far.code);
    }
  };
}

function useLacks(): (service: string, lacks: Lack) => string {
  const { t } = useTranslation();
  return (service, lacks) => {
    switch (lacks.is) {
      case "ended":
        return t("far.lack.ended", { service, code: lacks.code });
      case "running":
        return t("far.lack.running", { service, state: lacks.state });
      default:
        return t(`far.lack.${lacks.is}`, { service });
    }
  };
}
