// A private key: chosen as a file, which the host reads, or pasted. What may be shown of it is.
import { type ClipboardEvent, type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Confided, useConfided } from "../../host/confided.ts";
import { useHost } from "../../host/context.tsx";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { Problem } from "../../parts/problem.tsx";
import type { KeyDocument } from "../../wire/types.ts";
import { Held } from "./held.tsx";
import { usePartWord } from "./part-word.ts";
import type { Typed } from "./typed.ts";

/** How long nothing is typed before a passphrase is tried, in milliseconds. */
const PAUSE = 400;
const PASSPHRASE = "passphrase";

interface KeyFieldProps {
  /** The part that holds the key. */
  name: string;
  typed: Typed;
  /** The file that was chosen. */
  file: string | null;
  onFile(file: string | null): void;
  /** Where the focus goes when the form opens. */
  first?: boolean;
}

export function KeyField({ name, typed, file, onFile, first }: KeyFieldProps) {
  const look = useConfided("look_at_key");
  const label = usePartWord(name);
  const held = typed.held(name);
  const isGiven = file !== null || held !== undefined;
  const { send, reset } = look;
  const { read } = typed;
  const ask = (passphrase: string | null) =>
    void send({ file, text: file === null ? read(name) : null, passphrase });
  const now = useRef(ask);
  now.current = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is looked at anew
  useEffect(() => {
    if (isGiven) now.current(read(PASSPHRASE) || null);
    else reset();
  }, [file, held, isGiven, read, reset]);
  const again = () => {
    typed.drop(name);
    onFile(null);
  };
  if (!isGiven)
    return <Give name={name} label={label} typed={typed} onFile={onFile} first={first ?? false} />;
  const key = look.value;
  return (
    <>
      <Held
        label={label}
        bytes={key?.bytes ?? held ?? null}
        file={file === null ? null : (key?.file ?? fileName(file))}
        onAgain={again}
      >
        <Shown look={look} />
      </Held>
      {look.error && <Problem problem={look.error.body} />}
      <Passphrase typed={typed} look={look} onPause={ask} />
    </>
  );
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

interface GiveProps extends Pick<KeyFieldProps, "name" | "typed" | "onFile"> {
  label: string;
  first: boolean;
}

/** Nothing is there yet: a file is chosen, or the key is pasted. */
function Give({ name, label, typed, onFile, first }: GiveProps) {
  const { t } = useTranslation("credentials");
  const host = useHost();
  const field = useId();
  const choose = async () => {
    const chosen = await host.chooseFile();
    if (chosen !== null) onFile(chosen);
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text");
    if (text.trim() === "") return;
    event.preventDefault();
    typed.hold(name, text);
  };
  // What comes otherwise than by pasting, such as by being dropped, is taken as soon as it has lines.
  const input = (event: FormEvent<HTMLTextAreaElement>) => {
    const { value } = event.currentTarget;
    if (!value.trim().includes("\n")) return typed.typed(name);
    event.currentTarget.value = "";
    typed.hold(name, value);
  };
  return (
    <div className="f">
      <label htmlFor={field}>{label}</label>
      <div className="key give">
        <button type="button" className="btn" data-first={first || undefined} onClick={() => void choose()}>
          {t("form.file.choose")}
        </button>
        <textarea
          id={field}
          ref={typed.attach(name)}
          className="paste mono"
          rows={1}
          placeholder={t("form.file.paste")}
          autoComplete="off"
          spellCheck={false}
          onPaste={paste}
          onInput={input}
        />
      </div>
    </div>
  );
}

/** What people may compare of a key. */
function Shown({ look: { value: key, pending } }: { look: Confided<"look_at_key"> }) {
  const { t } = useTranslation("credentials");
  const typeOf = useTypeWord();
  if (!key) return <p className="kv sm faint">{pending && t("form.file.looking")}</p>;
  return (
    <dl>
      <Fact name={t("form.file.type")}>{typeOf(key)}</Fact>
      {key.fingerprint && (
        <Fact name={t("form.file.fingerprint")}>
          <span className="mono cut" title={key.fingerprint}>
            {key.fingerprint}
          </span>
        </Fact>
      )}
      {key.public && (
        <Fact name={t("form.file.public")}>
          <span className="mono cut" title={key.public}>
            {key.public}
          </span>
          <CopyButton text={key.public} word={t("form.file.copyPublic")} ghost />
        </Fact>
      )}
    </dl>
  );
}

function useTypeWord(): (key: KeyDocument) => string {
  const { t } = useTranslation("credentials");
  return ({ algorithm, protected: isProtected }) => {
    const type = algorithm?.replace(/^ssh-/, "") ?? "";
    if (!isProtected) return type;
    return type === "" ? t("form.file.protectedUnknown") : t("form.file.protected", { type });
  };
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="kv">
      <dt>{name}</dt>
      <dd className="row">{children}</dd>
    </div>
  );
}

interface PassphraseProps {
  typed: Typed;
  look: Confided<"look_at_key">;
  /** Nothing was typed for a moment. */
  onPause(passphrase: string | null): void;
}

/** Only a key that one protects is asked for it. */
function Passphrase({ typed, look: { value: key }, onPause }: PassphraseProps) {
  const { t } = useTranslation("credentials");
  const label = usePartWord(PASSPHRASE);
  const [field, said] = [useId(), useId()];
  const timer = useRef(0);
  const shown = useRef(false);
  // Once it was asked for it stays while the key is looked at again.
  if (key) shown.current = key.protected;
  useEffect(() => () => window.clearTimeout(timer.current), []);
  if (!shown.current) return null;
  const input = () => {
    typed.typed(PASSPHRASE);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onPause(typed.read(PASSPHRASE) || null), PAUSE);
  };
  const opens = key?.opens ?? null;
  return (
    <div className="f">
      <label htmlFor={field}>{label}</label>
      <span className="field typed tall">
        <input
          id={field}
          ref={typed.attach(PASSPHRASE)}
          className="grow"
          type="password"
          autoComplete="new-password"
          aria-describedby={said}
          aria-invalid={opens === false}
          onInput={input}
        />
        <span id={said} role="status" className={opens === false ? "fail row sm" : "ok row sm"}>
          {opens !== null && (
            <>
              <Glyph shape={opens ? "passed" : "failed"} />
              <span className="word">{t(opens ? "form.opens" : "form.opensNot")}</span>
            </>
          )}
        </span>
      </span>
    </div>
  );
}
