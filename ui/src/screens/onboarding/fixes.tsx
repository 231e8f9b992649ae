// What is wrong with hosts, and what mends it, with its commands to copy.
import { useTranslation } from "react-i18next";
import { commandsIn } from "../../parts/code-in.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { Hint } from "../../parts/hint.tsx";
import { Sentence } from "../../parts/sentence.tsx";
import type { HostFindingDocument } from "../../wire/types.ts";

export function Fixes({ wrong }: { wrong: HostFindingDocument[] }) {
  if (wrong.length === 0) return null;
  return (
    <ul className="add-fixes">
      {wrong.map((finding) => (
        <Fix key={`${finding.place} ${finding.subject} ${finding.text}`} finding={finding} />
      ))}
    </ul>
  );
}

/** What was found, with its place named once. */
function named({ place, text }: HostFindingDocument): string {
  const said = text.startsWith(place) ? text : `${place}: ${text}`;
  return said.endsWith(".") ? said : `${said}.`;
}

function Fix({ finding }: { finding: HostFindingDocument }) {
  const { t } = useTranslation("onboarding");
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
