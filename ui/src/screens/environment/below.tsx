// Below what runs: the deployments, the live logs, a shell.
import { Tabs } from "radix-ui";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { useArrival } from "../../frame/hash-location.ts";
import type { EnvironmentPage } from "../../wire/types.ts";
import { Logs } from "./logs.tsx";
import { Shell } from "./shell.tsx";
import { AllInActivity, Timeline } from "./timeline.tsx";
import type { Where } from "./where.ts";

const TABS = ["timeline", "logs", "shell"] as const;
type Tab = (typeof TABS)[number];

const tabId = (tab: Tab) => `environment-${tab}`;

/** What a tab is about. */
interface Picked {
  service: string;
  /** Null for all of them. */
  place: string | null;
}

/** The tabs that are about a service, each about one of its own. */
type OfService = Exclude<Tab, "timeline">;

export interface BelowState {
  tab: Tab;
  picked: Record<OfService, Picked>;
  /** Shows a tab because a key or a menu asked for it: the keyboard goes there. */
  show(tab: Tab, service?: string): void;
  choose(tab: Tab): void;
  pick(tab: OfService, service: string, place: string | null): void;
}

const NONE_PICKED: Record<OfService, Picked> = {
  logs: { service: "", place: null },
  shell: { service: "", place: null },
};

/**
 * What is shown below, and of which service. A path may ask for a service's logs or shell. A service that went away
 * makes room for the first that is there.
 */
export function useBelow(page: EnvironmentPage): BelowState {
  const [tab, setTab] = useState<Tab>("timeline");
  const [chosen, setChosen] = useState(NONE_PICKED);
  const pick = (tab: OfService, service: string, place: string | null) =>
    setChosen((before) => ({ ...before, [tab]: { service, place } }));
  // The tab that a key or a menu asked for, until the keyboard is there.
  const [wanted, setWanted] = useState<Tab | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    document.getElementById(tabId(wanted))?.focus();
    setWanted(null);
  }, [wanted]);
  const [search] = useSearchParams();
  const arrival = useArrival();
  const [logs, shell] = [search.get("logs"), search.get("shell")];
  const isTimeline = search.has("deployments");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what leads here again asks for it again.
  useEffect(() => {
    const service = logs ?? shell;
    if (service === null && isTimeline) {
      setTab("timeline");
      setWanted("timeline");
    }
    if (service === null) return;
    const tab = logs === null ? "shell" : "logs";
    setTab(tab);
    setChosen((before) => ({ ...before, [tab]: { service, place: null } }));
    setWanted(tab);
  }, [logs, shell, isTimeline, arrival]);
  const there = ({ service, place }: Picked): Picked => {
    const isThere = page.services.some(({ name }) => name === service);
    return { service: isThere ? service : (page.services[0]?.name ?? ""), place };
  };
  return {
    tab,
    picked: { logs: there(chosen.logs), shell: there(chosen.shell) },
    choose: setTab,
    show(tab, service) {
      setTab(tab);
      setWanted(tab);
      if (service && tab !== "timeline") pick(tab, service, null);
    },
    pick,
  };
}

interface BelowProps {
  where: Where;
  page: EnvironmentPage;
  below: BelowState;
}

export function Below({ where, page, below }: BelowProps) {
  const { t } = useTranslation("environment");
  const services = page.services.map(({ name }) => name);
  const of = (tab: OfService) => ({
    where,
    services,
    places: page.places,
    ...below.picked[tab],
    onPick: (service: string, place: string | null) => below.pick(tab, service, place),
  });
  return (
    <Tabs.Root className="tabbed" value={below.tab} onValueChange={(tab) => below.choose(tab as Tab)}>
      <div className="tabs-line">
        <Tabs.List className="tabs" aria-label={t("tabs.label")}>
          {TABS.map((tab) => (
            <Tabs.Trigger
              key={tab}
              id={tabId(tab)}
              value={tab}
              className="tab"
              aria-keyshortcuts={tab === "logs" ? "L" : undefined}
            >
              {t(`tabs.${tab}`)}
              {tab === "timeline" && (
                <span className="faint num">{`${page.timeline.length}${page.more ? "+" : ""}`}</span>
              )}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <span className="grow" />
        {below.tab === "timeline" && page.more && (
          <span className="sm faint cut">{t("timeline.newest", { count: page.timeline.length })}</span>
        )}
        {below.tab === "timeline" && page.timeline.length > 0 && <AllInActivity where={where} />}
      </div>
      <Tabs.Content value="timeline" className="below-part" tabIndex={-1}>
        <Timeline where={where} rows={page.timeline} />
      </Tabs.Content>
      <Tabs.Content value="logs" className="below-part" tabIndex={-1}>
        {services.length > 0 ? <Logs {...of("logs")} /> : <p className="pad row dim">{t("logs.none")}</p>}
      </Tabs.Content>
      {/* What goes on in a shell goes on while something else is looked at, whatever is picked meanwhile. */}
      <Tabs.Content
        value="shell"
        className="below-part"
        tabIndex={-1}
        forceMount
        hidden={below.tab !== "shell"}
      >
        <Shell {...of("shell")} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
