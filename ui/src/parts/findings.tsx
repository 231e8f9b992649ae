// Secrets that were found: where each is, why it is taken for one, what to do about it, and the name to accept it by.
import { useTranslation } from "react-i18next";
import { CopyButton } from "./copy-button.tsx";
import { hintText } from "./hint.tsx";
import { useLeakWords } from "./leak-words.ts";
import { acceptance, kindOf, type Leak, toDo } from "./leaks.ts";
import { isEngines } from "./problem-words.ts";
import { Sentence } from "./sentence.tsx";

export function Findings({ leaks }: { leaks: readonly Leak[] }) {
  const { t } = useTranslation("problem");
  return (
    <ul className="findings" aria-label={t("leak.list")}>
      {leaks.map((leak) => (
        <Finding key={leak.finding} leak={leak} />
      ))}
    </ul>
  );
}

function Finding({ leak }: { leak: Leak }) {
  const { t, i18n } = useTranslation("problem");
  const { finding, place, why, hint } = leak;
  const kind = kindOf(finding);
  const known = toDo(hint);
  const words = useLeakWords();
  const because = words.why(why);
  // The engine's reason says more than the kind of place; to others that introduces it.
  const about = because !== null || kind === null || isEngines(i18n.language) ? null : t(`leak.kind.${kind}`);
  return (
    <li>
      <div className="row">
        <code className="strong cut" title={finding}>
          {finding}
        </code>
        <span className="grow" />
        <CopyButton ghost text={acceptance(finding)} word={t("leak.accept")} />
      </div>
      <p>
        {about !== null && `${about}${t("colon", { ns: "common" })}`}
        <Sentence text={because ?? why} begins={about === null} />{" "}
        <span className="dim">
          (<Sentence text={words.place(place) ?? place} />)
        </span>
      </p>
      <p className="dim">
        <Sentence text={known === null ? hintText(hint) : t(`leak.do.${known}`)} />
      </p>
    </li>
  );
}
