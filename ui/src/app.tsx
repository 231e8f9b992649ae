// The window: the frame around the screen that the path names.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Redirect, Route, Router, Switch, useLocation } from "wouter";
import { Drawer } from "./drawer/drawer.tsx";
import { Appearance } from "./frame/appearance.tsx";
import { Asked } from "./frame/asked.tsx";
import { Closing } from "./frame/closing.tsx";
import { Contained } from "./frame/contained.tsx";
import { DrawerProvider, useDrawer } from "./frame/drawer.tsx";
import { useFocusKept } from "./frame/focus-back.ts";
import { useHashLocation, useHashSearch } from "./frame/hash-location.ts";
import { Later } from "./frame/later.tsx";
import { useLed } from "./frame/led.ts";
import { LinkedOperation, LinkedPlan } from "./frame/linked.tsx";
import { useRestLoaded } from "./frame/on-demand.tsx";
import { PaletteProvider } from "./frame/palette-state.tsx";
import { paths } from "./frame/paths.ts";
import { ShortcutProvider } from "./frame/shortcut-list.tsx";
import { Shortcuts } from "./frame/shortcuts.tsx";
import { useShowing } from "./frame/showing.ts";
import { Sidebar } from "./frame/sidebar.tsx";
import { StatusBar } from "./frame/status-bar.tsx";
import { TopBar } from "./frame/top-bar.tsx";
import { useWholeTexts } from "./frame/whole-text.ts";
import { HostProvider } from "./host/context.tsx";
import type { Host, Known } from "./host/host.ts";
import { Palette } from "./palette/palette.tsx";
import { Board } from "./screens/board/board.tsx";
import {
  Activity,
  Credentials,
  Environment,
  Images,
  Onboarding,
  Repositories,
  Run,
  Runs,
  Settings,
} from "./screens/on-demand.ts";

interface Props {
  host: Host;
  /** What the host was asked before, and answered. */
  known?: Known;
}

export function App({ host, known }: Props) {
  return (
    <HostProvider host={host} known={known}>
      <Appearance>
        <Router hook={useHashLocation} searchHook={useHashSearch}>
          <DrawerProvider>
            <PaletteProvider>
              <ShortcutProvider>
                <Contained shows="frame" around={(told) => <main className="content">{told}</main>}>
                  <Frame />
                </Contained>
              </ShortcutProvider>
            </PaletteProvider>
          </DrawerProvider>
        </Router>
      </Appearance>
    </HostProvider>
  );
}

function Frame() {
  const { drawn } = useDrawer();
  useShowing();
  useLed();
  useFocusKept();
  useWholeTexts();
  useRestLoaded();
  return (
    <div className={drawn ? "app with-drawer" : "app"}>
      <Sidebar />
      <ContainedScreens />
      <Drawer />
      <StatusBar />
      <Palette />
      <Shortcuts />
      <Closing />
      <Asked />
    </div>
  );
}

function ContainedScreens() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const around = (told: ReactNode) => (
    <main className="content">
      <TopBar title={t("fault.screen")} />
      <div className="body">{told}</div>
    </main>
  );
  return (
    <Contained shows={path} around={around}>
      <Screens />
    </Contained>
  );
}

function Screens() {
  return (
    <Switch>
      <Route path="/board" component={Board} />
      <Route path="/requests">
        <Later screen="requests" />
      </Route>
      <Route path="/repositories" component={Repositories} />
      <Route path="/images" component={Images} />
      <Route path="/images/:project/:service" component={Images} />
      <Route path="/runs" component={Runs} />
      <Route path="/runs/:project/:operation" component={Run} />
      <Route path="/activity" component={Activity} />
      <Route path="/operations/:project/:operation" component={LinkedOperation} />
      <Route path="/plan" component={LinkedPlan} />
      <Route path="/environments/:project/:environment" component={Environment} />
      <Route path="/credentials" component={Credentials} />
      <Route path="/settings" component={Settings} />
      <Route path="/add" component={Onboarding} />
      <Route>
        <Redirect to={paths.board()} />
      </Route>
    </Switch>
  );
}
