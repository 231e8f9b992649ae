// Credentials: what lies in the keychain, what uses it and whether it works; and what is needed and lies nowhere yet.
import { Plus } from "lucide-react";
import { useEffect } from "react";
import { Trans, useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import { type CredentialForm, useDrawer } from "../../frame/drawer.tsx";
import { paths } from "../../frame/paths.ts";
import { TopBar } from "../../frame/top-bar.tsx";
import { useAnswer } from "../../host/context.tsx";
import { ProblemAgain } from "../../parts/problem.tsx";
import { useSlow } from "../../parts/slow.ts";
import { useSpans, useTold } from "../../parts/time.tsx";
import type { CredentialRow, KeychainDocument } from "../../wire/types.ts";
import { Banner } from "./banner.tsx";
import { Import } from "./import.tsx";
import { useKeychainName } from "./keychain-name.ts";
import { List } from "./list.tsx";
import { needsSomebody } from "./look.ts";
import { newestTest } from "./newest-test.ts";

const NONE: CredentialRow[] = [];

export function Credentials() {
  const { t } = useTranslation("credentials");
  const answer = useAnswer("credentials", {});
  const keychain = useAnswer("keychain", {});
  const rows = answer.data?.bands.flatMap((band) => band.credentials) ?? NONE;
  const isClosed = keychain.data !== undefined && keychain.data.state !== "unlocked";
  useAddByPath();
  return (
    <main className={isClosed ? "content credentials closed" : "content credentials"}>
      <TopBar
        title={t("screens.credentials", { ns: "common" })}
        beside={answer.data && <Count rows={rows} keychain={keychain.data} />}
      />
      {keychain.data && isClosed && <Banner keychain={keychain.data} again={() => void keychain.refetch()} />}
      {answer.error && <ProblemAgain problem={answer.error.body} again={() => void answer.refetch()} />}
      {answer.data && rows.length > 0 && <List credentials={answer.data} isClosed={isClosed} />}
      {answer.data && rows.length === 0 && <Empty isClosed={isClosed} />}
      {!answer.data && <Waiting going={answer.isFetching} />}
      <ImportByPath />
    </main>
  );
}

/** How many there are, and how many need somebody; of a keychain that cannot be asked, from when what is shown is. */
function Count({ rows, keychain }: { rows: CredentialRow[]; keychain: KeychainDocument | undefined }) {
  const { t } = useTranslation("credentials");
  const name = useKeychainName(keychain);
  const count = rows.filter(({ added }) => added !== null).length;
  const needs = rows.filter(needsSomebody).length;
  const isClosed = keychain !== undefined && keychain.state !== "unlocked";
  const seen = isClosed ? newestTest(rows) : null;
  return (
    <span className="faint nowrap hide-narrow">
      {t("counted", { count, name })}
      {!isClosed && needs > 0 && t("comma") + t("needs", { count: needs })}
      {seen !== null && <SeenAgo at={seen} />}
    </span>
  );
}

function SeenAgo({ at }: { at: string }) {
  const { t } = useTranslation("credentials");
  const { short } = useSpans();
  const age = useTold((now) => short(now - Date.parse(at)));
  return <>{t("comma") + t("testedAgo", { age })}</>;
}

function Waiting({ going }: { going: boolean }) {
  const { t } = useTranslation("credentials");
  return useSlow(going) ? (
    <p className="pad row dim" role="status">
      {t("asking")}
    </p>
  ) : null;
}

/** What will stand here, and the two ways to get there. */
function Empty({ isClosed }: { isClosed: boolean }) {
  const { t } = useTranslation("credentials");
  const { draw } = useDrawer();
  const [, go] = useLocation();
  return (
    <section className="start">
      <h2>{t("empty.title")}</h2>
      <p>
        <Trans t={t} i18nKey="empty.about" components={{ code: <code /> }} />
      </p>
      {!isClosed && (
        <div className="row">
          <button type="button" className="btn main" onClick={() => go(paths.importCredentials())}>
            {t("empty.look")}
          </button>
          <button type="button" className="btn" onClick={() => draw({ about: "credential", form: ADDING })}>
            <Plus className="i" aria-hidden />
            <span>{t("empty.add")}</span>
          </button>
        </div>
      )}
    </section>
  );
}

const ADDING: CredentialForm = { is: "add", wish: {} };

/** A path may lead to the form; what is drawn later is not in the path, so that goes at once. */
function useAddByPath() {
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const { draw } = useDrawer();
  const isAsked = search.get("ask") === "add";
  useEffect(() => {
    if (!isAsked) return;
    draw({ about: "credential", form: ADDING });
    go(paths.credentials(), { replace: true });
  }, [isAsked, draw, go]);
}

/** A path may ask what this laptop has. */
function ImportByPath() {
  const [search] = useSearchParams();
  const [, go] = useLocation();
  if (search.get("ask") !== "import") return null;
  return <Import onClose={() => go(paths.credentials(), { replace: true })} />;
}
