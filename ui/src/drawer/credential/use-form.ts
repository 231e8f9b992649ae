// What both forms share: the parts that are typed, and which of them are still to be given.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KindDocument } from "../../wire/types.ts";
import { usePartWords } from "./part-word.ts";
import { type Typed, useTyped } from "./typed.ts";

export interface Form {
  typed: Typed;
  file: string | null;
  setFile(file: string | null): void;
  ask: boolean;
  setAsk(ask: boolean): void;
  /** Forgets all that was given. */
  forget(): void;
}

export function useForm(ask: boolean): Form {
  const typed = useTyped();
  const [file, setFile] = useState<string | null>(null);
  const [isAsking, setAsk] = useState(ask);
  const forget = () => {
    typed.clear();
    setFile(null);
  };
  return { typed, file, setFile, ask: isAsking, setAsk, forget };
}

/** The names of the parts that are needed and not given, as a sentence; null where none is. */
export function useMissing(): (kind: KindDocument, form: Form, given: ReadonlySet<string>) => string | null {
  const { t } = useTranslation("credentials");
  const word = usePartWords();
  return (kind, { typed, file }, given) => {
    const isGiven = (name: string) =>
      typed.has(name) || given.has(name) || (file !== null && name === kind.file);
    const missing = kind.fields.filter(({ name, required }) => required && !isGiven(name));
    if (missing.length === 0) return null;
    return t("form.missing", { fields: missing.map(({ name }) => word(name)).join(t("comma")) });
  };
}

/** Puts the focus where the first part is missing. */
export function focusMissing(kind: KindDocument, { typed }: Form, given: ReadonlySet<string>) {
  const first = kind.fields.find(({ name, required }) => required && !typed.has(name) && !given.has(name));
  if (first) typed.focus(first.name);
}
