// What came of trying a credential, in words. The engine speaks English: to others the outcome says it alone.
import { useTranslation } from "react-i18next";
import { isEngines } from "../../parts/problem-words.ts";
import type { CredentialTest } from "../../wire/types.ts";

export function useOutcomeWord(): (test: CredentialTest) => string {
  const { t, i18n } = useTranslation("credentials");
  return ({ outcome, said }) => {
    const spoken = isEngines(i18n.language) && outcome !== "present" ? said : null;
    return spoken ? begun(spoken) : t(`outcome.${outcome}`);
  };
}

/** The engine's sentences begin small. */
function begun(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
