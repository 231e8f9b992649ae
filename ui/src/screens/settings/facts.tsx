// What this program is and where it keeps its data.
import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import { useAnswer } from "../../host/context.tsx";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Hash } from "../../parts/hash.tsx";
import { Path } from "../../parts/path.tsx";
import { Problem } from "../../parts/problem.tsx";
import { reportOf } from "./report.ts";
import { sizeText } from "./size.ts";

export function Facts() {
  const { t } = useTranslation("settings");
  const about = useAnswer("about", {});
  const docker = useAnswer("docker", {});
  const known = about.data;
  return (
    <aside className="set-facts" aria-label={t("facts.title")}>
      {about.error && <Problem problem={about.error.body} />}
      <section>
        <div className="sec">
          <h2>{t("facts.title")}</h2>
          <span className="grow" />
          {known && <CopyButton text={reportOf(known, docker.data)} word={t("facts.copy")} ghost />}
        </div>
        <dl>
          <Fact name={t("facts.version")}>{known && <span className="ver">{known.version}</span>}</Fact>
          <Fact name={t("facts.commit")}>
            {known &&
              (known.commit === null ? (
                t("facts.noCommit")
              ) : (
                <Hash hash={known.commit} what={t("facts.commit")} />
              ))}
          </Fact>
          <Fact name={t("facts.device")}>{known?.device}</Fact>
          <Fact name={t("facts.licence")}>{known?.license}</Fact>
        </dl>
      </section>
      <section>
        <div className="sec">
          <h2>{t("facts.data")}</h2>
          <span className="grow" />
          {known && <CopyButton text={known.data_directory} word={t("facts.copyFolder")} ghost />}
        </div>
        <dl>
          <Fact name={t("facts.folder")}>
            <span className="mono set-path">{known && <Path path={known.data_directory} />}</span>
          </Fact>
          <Fact name={t("facts.size")}>{known && sizeText(known.data_bytes)}</Fact>
        </dl>
        <p className="sm faint">{t("facts.dataSay")}</p>
      </section>
      <section>
        <h2 className="sec">{t("facts.cli")}</h2>
        <p className="sm faint">
          <Trans t={t} i18nKey="facts.cliSay" components={{ code: <code /> }} />
        </p>
        <p className="sm faint">
          <Trans t={t} i18nKey="facts.keys" components={{ kbd: <kbd /> }} />
        </p>
      </section>
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="set-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
