// The credentials of this laptop's keychain that a plan would be carried out with: which one, and why that one of its name.
import { useTranslation } from "react-i18next";
import type { UsedCredentialDocument } from "../wire/types.ts";
import { Fold } from "./fold.tsx";

/** More than so many are folded. */
const FEW = 4;

export function UsedCredentials({ credentials }: { credentials: UsedCredentialDocument[] }) {
  const { t } = useTranslation("drawer");
  if (credentials.length === 0) return null;
  const count = credentials.length;
  if (count > FEW) {
    return (
      <Fold head={t("credentials.head")} note={t("credentials.count", { count })}>
        <Names credentials={credentials} />
      </Fold>
    );
  }
  return (
    <section>
      <h3 className="sec">
        {t("credentials.head")} <span className="faint">{t("credentials.note")}</span>
      </h3>
      <Names credentials={credentials} />
    </section>
  );
}

function Names({ credentials }: { credentials: UsedCredentialDocument[] }) {
  const { t } = useTranslation("drawer");
  return (
    <ul>
      {credentials.map(({ name, kind, scope }) => (
        <li className="ln" key={`${kind}/${name}`}>
          <span className="mono cut" title={name}>
            {name}
          </span>
          <span className="sm faint cut">{t(`kind.${kind}`, { ns: "credentials" })}</span>
          <span className="grow" />
          <span className="sm dim nowrap">{t(`credentials.scope.${scope}`)}</span>
        </li>
      ))}
    </ul>
  );
}
