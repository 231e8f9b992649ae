// A screen whose place is kept: what will stand there, and what does its work until then.
import { GitPullRequestArrow } from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "wouter";
import { paths } from "./paths.ts";
import { TopBar } from "./top-bar.tsx";

const ICON = { requests: GitPullRequestArrow };
const LEADS_TO = { requests: paths.repositories() };
const PLACES = ["first", "second", "third"] as const;

export function Later({ screen }: { screen: keyof typeof ICON }) {
  const { t } = useTranslation();
  const Icon = ICON[screen];
  return (
    <main className="content">
      <TopBar title={t(`screens.${screen}`)} />
      <div className="body later">
        <ol className="later-places" aria-hidden>
          {PLACES.map((place) => (
            <li key={place}>
              <Icon className="i" />
              <span>{t(`later.${screen}.${place}`)}</span>
            </li>
          ))}
        </ol>
        <h2>{t(`later.${screen}.title`)}</h2>
        <p className="dim">{t(`later.${screen}.about`)}</p>
        <p className="dim">
          <Trans t={t} i18nKey={`later.${screen}.until`} components={{ code: <code /> }} />
        </p>
        <Link className="btn" href={LEADS_TO[screen]}>
          {t(`later.${screen}.go`)}
        </Link>
      </div>
    </main>
  );
}
