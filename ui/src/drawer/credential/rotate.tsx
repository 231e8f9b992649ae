// Another value for a credential that is there. Its name, its scope and what is not secret stay unless they are changed.
import { type FormEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import { useDrawer } from "../../frame/drawer.tsx";
import { useConfided } from "../../host/confided.ts";
import type { CredentialRow, KindDocument } from "../../wire/types.ts";
import { Bar, TITLE } from "../shell.tsx";
import { AskChoice } from "./ask-choice.tsx";
import { Footer } from "./footer.tsx";
import { Parts } from "./parts.tsx";
import { focusMissing, useForm, useMissing } from "./use-form.ts";

export function Rotate({ row, kind }: { row: CredentialRow; kind: KindDocument }) {
  const { t } = useTranslation("credentials");
  const { close } = useDrawer();
  const id = useId();
  const form = useForm(row.ask);
  const rotate = useConfided("rotate_credential");
  const missingOf = useMissing();
  // Open parts stand in their fields from the beginning.
  const given = new Set(Object.keys(row.fields));
  const missing = missingOf(kind, form, given);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (rotate.pending) return;
    if (missing !== null) return focusMissing(kind, form, given);
    const { file, ask, typed } = form;
    if ((await rotate.send({ id: row.id, values: typed.values(), file, ask })) === null) return;
    form.forget();
    close();
  };
  return (
    <>
      <Bar title={t("form.rotate", { name: row.name })} sub={t(`kind.${row.kind}`)} />
      <form
        className="scroll"
        id={id}
        aria-labelledby={TITLE}
        noValidate
        onSubmit={(event) => void submit(event)}
      >
        <Parts kind={kind} typed={form.typed} file={form.file} onFile={form.setFile} now={row.fields} first />
        <AskChoice ask={form.ask} onAsk={form.setAsk} />
      </form>
      <footer role="presentation">
        <Footer
          form={id}
          verb={t("form.rotate", { name: row.name })}
          missing={missing}
          refusal={rotate.error}
          pending={rotate.pending}
        />
      </footer>
    </>
  );
}
