// What a plan would be carried out with: credentials of this laptop's keychain, and secrets of sealed files in the commit.
import { useTranslation } from "react-i18next";
import { short } from "../parts/hash.tsx";
import type { PlanDocument, PlannedSealedFile, UsedCredentialDocument } from "../wire/types.ts";
import { Fold } from "./fold.tsx";
import { useNames } from "./names.ts";

/** More than so many are folded. */
const FEW = 4;

type Used = Pick<PlanDocument, "credentials" | "sealed">;

export function UsedCredentials({ credentials, sealed }: Used) {
  const { t } = useTranslation("drawer");
  const count = credentials.length + sealed.length;
  if (count === 0) return null;
  if (count > FEW) {
    return (
      <Fold head={t("credentials.head")} note={t("credentials.count", { count })}>
        <Lines credentials={credentials} sealed={sealed} />
      </Fold>
    );
  }
  return (
    <section>
      <h3 className="sec">
        {t("credentials.head")} <span className="faint">{t("credentials.note")}</span>
      </h3>
      <Lines credentials={credentials} sealed={sealed} />
    </section>
  );
}

function Lines({ credentials, sealed }: Used) {
  return (
    <ul>
      {sealed.map((file) => (
        <Sealed key={file.file} file={file} />
      ))}
      {credentials.map((credential) => (
        <One key={`${credential.kind}/${credential.name}`} credential={credential} />
      ))}
    </ul>
  );
}

function One({ credential: { name, kind, scope } }: { credential: UsedCredentialDocument }) {
  const { t } = useTranslation("drawer");
  return (
    <li className="ln">
      <span className="mono cut" title={name}>
        {name}
      </span>
      <span className="sm faint cut">{t(`kind.${kind}`, { ns: "credentials" })}</span>
      <span className="grow" />
      <span className="sm dim nowrap">{t(`credentials.scope.${scope}`)}</span>
    </li>
  );
}

/** A file with the secrets that are taken from it, and its version. */
function Sealed({ file: { file, version, secrets } }: { file: PlannedSealedFile }) {
  const { t } = useTranslation("drawer");
  const names = useNames();
  return (
    <li className="ln">
      <span className="mono cut" title={secrets.join("\n")}>
        {names(secrets)}
      </span>
      <span className="sm faint cut" title={file}>
        {t("credentials.sealed", { file })}
      </span>
      <span className="grow" />
      <span className="sm mono faint nowrap" title={version}>
        {short(version)}
      </span>
    </li>
  );
}
