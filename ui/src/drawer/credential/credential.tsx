// A credential that is put into the keychain, or gets another value there. What is typed is sent once and forgotten.
import { useTranslation } from "react-i18next";
import type { CredentialForm } from "../../frame/drawer.tsx";
import { useAnswer } from "../../host/context.tsx";
import { ProblemAgain } from "../../parts/problem.tsx";
import { Bar } from "../shell.tsx";
import { Waiting } from "../waiting.tsx";
import { Add } from "./add.tsx";
import { Rotate } from "./rotate.tsx";

export function Credential({ form }: { form: CredentialForm }) {
  const { t } = useTranslation("credentials");
  const answer = useAnswer("credentials", {});
  const credentials = answer.data;
  if (!credentials) {
    return (
      <>
        <Bar title={t("form.add")} sub="" />
        <div className="scroll">
          {answer.error ? (
            <ProblemAgain problem={answer.error.body} again={() => void answer.refetch()} />
          ) : (
            <Waiting text={t("asking")} />
          )}
        </div>
      </>
    );
  }
  if (form.is === "add") return <Add wish={form.wish} credentials={credentials} />;
  const row = credentials.bands.flatMap((band) => band.credentials).find(({ id }) => id === form.id);
  const kind = credentials.kinds.find((one) => one.kind === row?.kind);
  if (row && kind) return <Rotate row={row} kind={kind} />;
  return (
    <>
      <Bar title={t("form.rotate", { name: "" })} sub="" />
      <p className="scroll awaited dim">{t("form.gone", { name: form.id })}</p>
    </>
  );
}
