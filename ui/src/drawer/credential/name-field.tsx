// What a credential is called, and what the host says of that.
import { type RefObject, useId } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../../frame/drawer.tsx";
import { ProblemText } from "../../parts/problem-line.tsx";
import type { CredentialKind, CredentialWishDocument } from "../../wire/types.ts";

interface NameFieldProps {
  kind: CredentialKind;
  field: RefObject<HTMLInputElement | null>;
  name: string;
  onName(name: string): void;
  said: CredentialWishDocument | undefined;
}

export function NameField({ kind, field, name, onName, said }: NameFieldProps) {
  const { t } = useTranslation("credentials");
  const { draw } = useDrawer();
  const [id, about] = [useId(), useId()];
  const known = said?.known ?? null;
  const problem = name === "" ? null : (said?.problem ?? null);
  return (
    <div className="f">
      <label htmlFor={id}>{kind === "registry" ? t("form.registry") : t("form.name")}</label>
      <span className="field typed tall">
        <input
          ref={field}
          id={id}
          className="grow mono"
          value={name}
          required
          aria-describedby={about}
          aria-invalid={problem !== null || known !== null}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onName(event.target.value)}
        />
      </span>
      <p className={problem || known ? "say fail" : "say"} id={about} role="status">
        {problem && <ProblemText problem={problem} unadvised />}
        {!problem && known !== null && (
          <span className="row">
            <span className="word">{t("form.known")}</span>
            <button
              type="button"
              className="btn sm"
              onClick={() => draw({ about: "credential", form: { is: "rotate", id: known } })}
            >
              {t("form.rotateKnown")}
            </button>
          </span>
        )}
        {!problem && known === null && kind === "registry" && t("form.registrySay")}
        {!problem && known === null && kind === "plain" && t("form.plainSay")}
      </p>
    </div>
  );
}
