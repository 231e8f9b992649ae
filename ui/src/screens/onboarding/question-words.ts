// What the engine asks of a proposal, in the window's words; its own where they are not known.
import { useTranslation } from "react-i18next";
import { whichOf } from "../../parts/sentence-forms.ts";
import { listed } from "./listed.ts";
import { QUESTION, REGISTRY } from "./question-sentences.ts";

export function useQuestionWords(): (question: string) => string {
  const { t } = useTranslation("proposal");
  return (question) => {
    const found = whichOf(question, QUESTION);
    if (!found) return question;
    const { what, names, ...parts } = found.parts;
    const told = { ...parts, name: parts.name, names: names && listed(names, t) };
    if (what === undefined) return t(`question.${found.name}`, told);
    const proposed = whichOf(what, REGISTRY);
    if (!proposed) return question;
    const words = t(`registry.${proposed.name}`, { address: proposed.parts.address });
    return t(`question.${found.name}`, { ...told, what: words });
  };
}
