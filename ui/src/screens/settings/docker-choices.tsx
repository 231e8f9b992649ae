// Where the Docker Engine of this laptop is, and whether it answers.
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLedByPath } from "../../frame/led-by-path.ts";
import type { Choices } from "../../host/choices.ts";
import { useAnswer } from "../../host/context.tsx";
import { DockerTest } from "./docker-test.tsx";
import { Section, Setting } from "./setting.tsx";

export function DockerChoices({ choices }: { choices: Choices }) {
  const { t } = useTranslation("settings");
  const docker = useAnswer("docker", {});
  const use = (address: string | null) =>
    choices.choose({ docker: address }, { onKept: () => void docker.refetch() });
  const section = useRef<HTMLElement>(null);
  // A path may lead here, and ask whether it answers.
  useLedByPath((search) => {
    if (!search.has("docker")) return false;
    section.current?.scrollIntoView({ block: "start" });
    section.current?.querySelector<HTMLElement>("input:checked")?.focus();
    if (search.get("ask") === "test") void docker.refetch();
    return true;
  });
  return (
    <Section title={t("docker.title")} element={section}>
      <Setting name={t("docker.where")} say={t("docker.whereSay")}>
        <Where key={choices.chosen?.docker ?? ""} address={choices.chosen?.docker ?? null} onUse={use} />
      </Setting>
      <Setting name={t("docker.test")} say={t("docker.testSay")}>
        <DockerTest docker={docker} />
      </Setting>
    </Section>
  );
}

interface WhereProps {
  /** The address that was chosen; null where it is found. */
  address: string | null;
  onUse(address: string | null): void;
}

/** Found, or an address that a person typed. The address holds when it is used, not while it is typed. */
function Where({ address, onUse }: WhereProps) {
  const { t } = useTranslation("settings");
  const [own, setOwn] = useState(address !== null);
  const [typed, setTyped] = useState(address ?? "");
  const field = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") onUse(typed.trim());
  };
  const find = () => {
    setOwn(false);
    if (address !== null) onUse(null);
  };
  return (
    <form className="set-where" onSubmit={submit}>
      <label className={own ? "set-way" : "set-way on"}>
        <input type="radio" className="radio" name="where" checked={!own} onChange={find} />
        <span className="set-named">
          {t("docker.auto")}
          <span className="sm faint">{t("docker.autoSay")}</span>
        </span>
        {address === null && <span className="sm set-in-use">{t("docker.inUse")}</span>}
      </label>
      <div className={own ? "set-way set-own on" : "set-way set-own"}>
        <label className="row">
          <input type="radio" className="radio" name="where" checked={own} onChange={() => setOwn(true)} />
          <span className="set-named">
            {t("docker.own")}
            {!own && <span className="sm faint">{t("docker.example")}</span>}
          </span>
        </label>
        {address !== null && <span className="sm set-in-use">{t("docker.inUse")}</span>}
        {own && (
          <div className="row set-address">
            <label className="sr" htmlFor={field}>
              {t("docker.address")}
            </label>
            <input
              id={field}
              className="field typed mono grow"
              value={typed}
              placeholder={t("docker.example")}
              spellCheck={false}
              autoCapitalize="off"
              onChange={(event) => setTyped(event.target.value)}
            />
            <button type="submit" className="btn" disabled={typed.trim() === "" || typed.trim() === address}>
              {t("docker.use")}
            </button>
          </div>
        )}
      </div>
    </form>
  );
}
