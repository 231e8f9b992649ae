// The parts of a credential, each in its own field.
import { useTranslation } from "react-i18next";
import { useAnswer } from "../../host/context.tsx";
import { useKeychainName } from "../../screens/credentials/keychain-name.ts";
import type { CredentialRow, KindDocument } from "../../wire/types.ts";
import { KeyField } from "./key-field.tsx";
import { PartField } from "./part-field.tsx";
import type { Typed } from "./typed.ts";

interface PartsProps {
  kind: KindDocument;
  typed: Typed;
  file: string | null;
  onFile(file: string | null): void;
  /** What the open ones are now. */
  now?: CredentialRow["fields"];
  /** The first secret has the focus when the form opens. */
  first?: boolean;
}

export function Parts({ kind, typed, file, onFile, now = {}, first = false }: PartsProps) {
  const { t } = useTranslation("credentials");
  const keychain = useAnswer("keychain", {});
  const name = useKeychainName(keychain.data);
  // A key's passphrase is asked for beside it.
  const fields = kind.fields.filter((one) => kind.file === null || one.name === kind.file || !one.secret);
  const firstSecret = fields.find(({ secret }) => secret)?.name ?? fields[0]?.name;
  return (
    <>
      {fields.map((field) =>
        field.name === kind.file ? (
          <KeyField
            key={field.name}
            name={field.name}
            typed={typed}
            file={file}
            onFile={onFile}
            first={first && field.name === firstSecret}
          />
        ) : (
          <PartField
            key={field.name}
            field={field}
            typed={typed}
            now={now[field.name] ?? ""}
            first={first && field.name === firstSecret}
          />
        ),
      )}
      <p className="say">
        {fields.some(({ secret }) => secret) ? t("form.in", { keychain: name }) : t("form.noSecret")}
        {file !== null && ` ${t("form.file.delete")}`}
      </p>
    </>
  );
}
