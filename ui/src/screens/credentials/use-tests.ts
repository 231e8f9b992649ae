// Trying credentials: one at a time from its row, or all of them. What came of it is said, and stands in the rows once the
// host says that they have changed.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../../host/context.tsx";
import type { Refusal } from "../../host/host.ts";
import type { CredentialRow, TriedAllDocument } from "../../wire/types.ts";
import { useOutcomeWord } from "./outcome-word.ts";

export interface Tests {
  /** The id of the one that is tried now; null where none is. */
  testing: string | null;
  isTestingAll: boolean;
  /** What came of the last, in a sentence. */
  said: string | null;
  refusal: Refusal | null;
  test(row: CredentialRow): void;
  testAll(): void;
}

export function useTests(): Tests {
  const { t } = useTranslation("credentials");
  const wordOf = useOutcomeWord();
  const one = useAct("test_credential");
  const all = useAct("test_credentials");
  const [said, say] = useState<string | null>(null);
  const told = ({ refused, untried }: TriedAllDocument) => {
    const names = refused.map(({ name }) => name).join(t("comma"));
    const said =
      refused.length === 0 ? t("tested.all") : t("tested.refused", { count: refused.length, names });
    return untried === 0 ? said : t("tested.untried", { count: untried, said });
  };
  const test = ({ id, name }: CredentialRow) => {
    if (one.isPending) return;
    say(null);
    all.reset();
    one.mutate({ id }, { onSuccess: (tried) => say(t("tested.one", { name, outcome: wordOf(tried.test) })) });
  };
  const testAll = () => {
    say(null);
    one.reset();
    all.mutate({}, { onSuccess: (tried) => say(told(tried)) });
  };
  return {
    testing: one.isPending ? one.variables.id : null,
    isTestingAll: all.isPending,
    said,
    refusal: one.error ?? all.error,
    test,
    testAll,
  };
}
