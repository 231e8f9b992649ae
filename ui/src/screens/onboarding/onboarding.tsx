// Adding a repository: choose a folder, read what is proposed for it, commit it, see the first plan.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { keepFocus } from "../../frame/focus-back.ts";
import { TopBar } from "../../frame/top-bar.tsx";
import { useAnswer, useHost } from "../../host/context.tsx";
import { Problem } from "../../parts/problem.tsx";
import type { AddedDocument, RepositoryFindings } from "../../wire/types.ts";
import { Added } from "./added.tsx";
import { useDraft } from "./draft.ts";
import { Looking } from "./looking.tsx";
import { Proposal } from "./proposal.tsx";
import { Start, useChoose, useChooseFolder } from "./start.tsx";

export function Onboarding() {
  const { folder, forget } = useDraft();
  const choose = useChoose();
  const [added, setAdded] = useState<AddedDocument | null>(null);
  const host = useHost();
  useEffect(
    () =>
      host.listenDrops((dropped) => {
        setAdded(null);
        choose(dropped);
      }),
    [host, choose],
  );
  // What is added is no draft any more: whoever comes back adds another.
  useEffect(() => {
    if (added) forget();
  }, [added, forget]);
  if (added) {
    return (
      <Page>
        <Added added={added} onAnother={() => setAdded(null)} />
      </Page>
    );
  }
  if (folder === null) {
    return (
      <Page>
        <Start />
      </Page>
    );
  }
  return <Folder key={folder} folder={folder} onAdded={setAdded} />;
}

function Page({ findings, children }: { findings?: RepositoryFindings; children: React.ReactNode }) {
  const { t } = useTranslation();
  // The button that led here is gone with what was there before.
  useEffect(keepFocus, []);
  return (
    <main className="content">
      <TopBar title={t("screens.onboarding")} beside={findings && <About findings={findings} />} />
      {children}
    </main>
  );
}

function About({ findings }: { findings: RepositoryFindings }) {
  return (
    <>
      <span className="mono faint cut" title={findings.folder}>
        {findings.folder}
      </span>
      {findings.branch && <span className="faint hide-narrow nowrap">{findings.branch}</span>}
    </>
  );
}

/** A folder that was chosen: being looked at, refused, or with what was found in it. */
function Folder({ folder, onAdded }: { folder: string; onAdded(added: AddedDocument): void }) {
  const { t } = useTranslation("onboarding");
  const chooseFolder = useChooseFolder();
  const looked = useAnswer("inspect_folder", { folder });
  if (looked.error && !looked.data) {
    return (
      <Page>
        <Problem problem={looked.error.body}>
          <button type="button" className="btn" onClick={() => void looked.refetch()}>
            {t("lookAgain")}
          </button>
          <button type="button" className="btn main" onClick={chooseFolder}>
            {t("another")}
          </button>
        </Problem>
        <p className="pad row">
          <span className="faint mono cut">{folder}</span>
        </p>
      </Page>
    );
  }
  if (!looked.data) {
    return (
      <Page>
        <Looking folder={folder} />
      </Page>
    );
  }
  return (
    <Page findings={looked.data}>
      <Proposal
        findings={looked.data}
        looking={looked.isFetching}
        onLook={() => void looked.refetch()}
        onAdded={onAdded}
      />
    </Page>
  );
}
