// What is wrong with hosts, and what mends it, with its commands to copy.
import { useTranslation } from "react-i18next";
import { commandsIn } from "../../parts/code-in.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { Hint } from "../../parts/hint.tsx";
import { Sentence } from "../../parts/sentence.tsx";
import type { HostFinding } from "./host-words.ts";

export function Fixes({ wrong }: { wrong: HostFinding[] }) {
  if (wrong.length === 0) return null;
  return (
    <ul className="add-fixes">
      {wrong.map((finding) => (
        <Fix key={`${finding.place} ${finding.subject} ${finding.text}`} finding={finding} />
      ))}
    </ul>
  );
}

/** What was found, with its place named once, as a sentence of its own. */
function useNamed(): (finding: HostFinding) => string {
  const { t } = useTranslation("onboarding");
  return ({ place, text }) => {
    const said = text.includes(place) ? text : `${place}${t("colon", { ns: "common" })}${text}`;
    return /[.。]$/.test(said) ? said : `${said}${t("hosts.stop")}`;
  };
}

function Fix({ finding }: { finding: HostFinding }) {
  const { t } = useTranslation("onboarding");
  const named = useNamed();
  const commands = commandsIn(finding.fix ?? "");
  return (
    <li className="because fail">
      <Glyph shape="failed" />
      <p className="grow">
        <b className="strong">
          <Sentence text={named(finding)} />
        </b>{" "}
        {finding.fix && (
          <span className="dim">
            <Hint text={finding.fix} />
          </span>
        )}
      </p>
      {commands && <CopyButton text={commands} word={t("hosts.copy")} />}
    </li>
  );
}
