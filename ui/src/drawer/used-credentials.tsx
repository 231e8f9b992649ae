// What a plan would be carried out with: the account, credentials of this laptop's keychain, and secrets of sealed files in the
// commit.
import { useTranslation } from "react-i18next";
import { short } from "../parts/hash.tsx";
import type {
  PlanDocument,
  PlannedAccount,
  PlannedSealedFile,
  UsedCredentialDocument,
} from "../wire/types.ts";
import { Fold } from "./fold.tsx";
import { useNames } from "./names.ts";

/** More than so many are folded. */
const FEW = 4;

type Used = Pick<PlanDocument, "account" | "credentials" | "sealed">;

export function UsedCredentials({ account, credentials, sealed }: Used) {
  const { t } = useTranslation("drawer");
  const count = credentials.length + sealed.length;
  if (count === 0 && account === null) return null;
  if (count > FEW) {
    return (
      <Fold head={t("credentials.head")} note={t("credentials.count", { count })}>
        <Lines account={account} credentials={credentials} sealed={sealed} />
      </Fold>
    );
  }
  return (
    <section>
      <h3 className="sec">
        {t("credentials.head")} <span className="faint">{t("credentials.note")}</span>
      </h3>
      <Lines account={account} credentials={credentials} sealed={sealed} />
    </section>
  );
}

function Lines({ account, credentials, sealed }: Used) {
  return (
    <ul>
      {account && <Acting account={account} />}
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

/** With whose rights, where the environment belongs to an account. */
function Acting({ account: { account, name, credential } }: { account: PlannedAccount }) {
  const { t } = useTranslation("drawer");
  const from = credential
    ? t("credentials.with", {
        kind: t(`kind.${credential.kind}`, { ns: "credentials" }),
        name: credential.name,
      })
    : t("credentials.own");
  return (
    <li className="ln">
      <span className="mono cut" title={name}>
        {name}
      </span>
      <span className="sm faint cut" title={from}>
        {from}
      </span>
      <span className="grow" />
      <span className="sm dim nowrap">{t("credentials.account", { account })}</span>
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
