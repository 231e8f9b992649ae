// What was found in a repository, beside the slipway.yml that is proposed for it, above what its hosts say.
import { useState } from "react";
import type { AddedDocument, RepositoryFindings } from "../../wire/types.ts";
import { CommitBar } from "./commit-bar.tsx";
import { useDraft } from "./draft.ts";
import { DraftFile } from "./draft-file.tsx";
import { Found } from "./found.tsx";
import { Hosts } from "./hosts.tsx";
import { carried, notesOf } from "./notes.ts";
import { useDraftCheck } from "./use-draft-check.ts";

interface Props {
  findings: RepositoryFindings;
  looking: boolean;
  onLook(): void;
  onAdded(added: AddedDocument): void;
}

export function Proposal({ findings, looking, onLook, onAdded }: Props) {
  const draft = useDraft();
  const [marked, setMarked] = useState<string | null>(null);
  const proposed = findings.proposal?.yaml ?? findings.existing ?? "";
  const yaml = draft.yaml ?? proposed;
  const notes = carried(notesOf(findings.proposal?.notes ?? []), proposed, yaml);
  const check = useDraftCheck(findings.folder, yaml);
  return (
    <>
      <div className="adding">
        <Found
          findings={findings}
          notes={notes}
          marked={marked}
          onMark={setMarked}
          looking={looking}
          onLook={onLook}
        />
        <DraftFile
          findings={findings}
          yaml={yaml}
          notes={notes}
          marked={marked}
          check={check}
          onWrite={(text) => draft.write(text === proposed ? null : text)}
        />
        <Hosts folder={findings.folder} yaml={yaml} usable={check.project !== null} />
      </div>
      <CommitBar findings={findings} yaml={yaml} check={check} onAdded={onAdded} />
    </>
  );
}
