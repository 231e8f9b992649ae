// Adding a credential: what it is, what it is for, what it is called, and what it is made of.
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../../frame/drawer.tsx";
import { useConfided } from "../../host/confided.ts";
import { useAnswer } from "../../host/context.tsx";
import { useDelayed } from "../../parts/delayed.ts";
import type {
  AddCredentialArgs,
  CredentialKind,
  CredentialsDocument,
  CredentialWish,
  CredentialWishDocument,
} from "../../wire/types.ts";
import { Bar, TITLE } from "../shell.tsx";
import { AskChoice } from "./ask-choice.tsx";
import { Footer } from "./footer.tsx";
import { NameField } from "./name-field.tsx";
import { Parts } from "./parts.tsx";
import { type Scope, ScopeChoice } from "./scope-choice.tsx";
import { focusMissing, useForm, useMissing } from "./use-form.ts";

const NONE: ReadonlySet<string> = new Set();

interface AddProps {
  /** What is known of it already. */
  wish: Partial<CredentialWish>;
  credentials: CredentialsDocument;
}

export function Add({ wish, credentials: { kinds, projects } }: AddProps) {
  const { t } = useTranslation("credentials");
  const { close } = useDrawer();
  const id = useId();
  const nameField = useRef<HTMLInputElement>(null);
  const [word, setWord] = useState<CredentialKind>(wish.kind ?? "ssh-key");
  const [name, setName] = useState(wish.name ?? "");
  const [scope, setScope] = useState<Scope>({
    project: wish.project ?? null,
    environment: wish.environment ?? null,
  });
  const form = useForm(false);
  const add = useConfided("add_credential");
  const tried = useConfided("try_credential");
  const keychain = useAnswer("keychain", {});
  const missingOf = useMissing();
  const kind = kinds.find((one) => one.kind === word) ?? kinds[0];
  const credential = { kind: word, name: name.trim(), ...scope };
  const said = useSaid(credential);
  const say = useInsteadOf(scope, said);
  if (!kind) return null;

  const isUnnamed = name.trim() === "";
  const missing = isUnnamed ? t("form.missing", { fields: t("form.name") }) : missingOf(kind, form, NONE);
  const isBad = said?.problem != null || said?.known != null;
  const args = (): AddCredentialArgs => ({
    credential,
    values: form.typed.values(),
    file: form.file,
    ask: form.ask,
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (add.pending || isBad) return;
    if (isUnnamed) return nameField.current?.focus();
    if (missing !== null) return focusMissing(kind, form, NONE);
    if ((await add.send(args())) === null) return;
    form.forget();
    close();
  };
  // What was tried was what was there then.
  const untried = () => {
    if (tried.value !== null || tried.error !== null) tried.reset();
  };
  const choose = (chosen: CredentialKind) => {
    form.forget();
    tried.reset();
    setWord(chosen);
  };
  const put = keychain.data?.file ? "form.putFile" : "form.put";
  const isNamed = wish.name !== undefined;
  return (
    <>
      <Bar title={isNamed ? t("form.set") : t("form.add")} sub={t(`kind.${word}`)} />
      <form
        className="scroll"
        id={id}
        aria-labelledby={TITLE}
        noValidate
        onInput={untried}
        onSubmit={(event) => void submit(event)}
      >
        <Kinds kinds={kinds.map((one) => one.kind)} kind={word} onKind={choose} first={!isNamed} />
        <ScopeChoice scope={scope} projects={projects} onScope={setScope} say={say} />
        <NameField kind={word} field={nameField} name={name} onName={setName} said={said} />
        <Parts
          key={word}
          kind={kind}
          typed={form.typed}
          file={form.file}
          onFile={(file) => {
            untried();
            form.setFile(file);
          }}
          first={isNamed}
        />
        <AskChoice ask={form.ask} onAsk={form.setAsk} />
      </form>
      <footer role="presentation">
        <Footer
          form={id}
          verb={isUnnamed ? t("form.putUnnamed") : t(put, { name: name.trim() })}
          tried={kind.can_be_tested ? tried : null}
          onTry={() => void tried.send(args())}
          missing={missing}
          refusal={add.error}
          pending={add.pending || isBad}
        />
      </footer>
    </>
  );
}

/** What the host says of a name and a scope, once nothing is typed for a moment. */
function useSaid(credential: CredentialWish): CredentialWishDocument | undefined {
  const name = useDelayed(credential.name);
  const { data, isPlaceholderData } = useAnswer(
    "check_credential",
    { ...credential, name },
    { enabled: name !== "" },
  );
  return name === "" || isPlaceholderData ? undefined : data;
}

/** What a credential of that scope is used instead of. */
function useInsteadOf({ project }: Scope, said: CredentialWishDocument | undefined): string {
  const { t } = useTranslation("credentials");
  const wider = said?.instead_of;
  if (!wider) return project === null ? t("form.everywhere") : "";
  return wider.project === null
    ? t("form.insteadOfEvery", { name: wider.name })
    : t("form.insteadOf", { name: wider.name, project: wider.project });
}

interface KindsProps {
  kinds: readonly CredentialKind[];
  kind: CredentialKind;
  onKind(kind: CredentialKind): void;
  first: boolean;
}

function Kinds({ kinds, kind, onKind, first }: KindsProps) {
  const { t } = useTranslation("credentials");
  const field = useId();
  return (
    <div className="f">
      <label htmlFor={field}>{t("form.kind")}</label>
      <select
        id={field}
        className="field typed tall"
        value={kind}
        data-first={first || undefined}
        onChange={(event) => onKind(event.target.value as CredentialKind)}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {t(`kindLong.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
