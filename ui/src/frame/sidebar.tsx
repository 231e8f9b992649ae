// The way to every screen, and the projects with their worst state.
import {
  Activity,
  FolderGit2,
  GitPullRequestArrow,
  KeyRound,
  Layers,
  LayoutPanelTop,
  type LucideIcon,
  Play,
  Plus,
  Settings,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "wouter";
import { useAnswer } from "../host/context.tsx";
import { Glyph } from "../parts/glyph.tsx";
import { CELL } from "../parts/states.ts";
import type { BoardProject } from "../wire/types.ts";
import { paths } from "./paths.ts";
import { useUnderWay } from "./under-way.ts";

const ABOVE = [
  ["board", LayoutPanelTop],
  ["requests", GitPullRequestArrow],
  ["repositories", FolderGit2],
  ["images", Layers],
  ["runs", Play],
  ["activity", Activity],
] as const;

const BELOW = [
  ["credentials", KeyRound],
  ["settings", Settings],
] as const;

export function Sidebar() {
  const { t } = useTranslation();
  const board = useAnswer("board", {});
  const underWay = useUnderWay();
  return (
    <nav className="side" aria-label="Slipway">
      {ABOVE.map(([screen, icon]) => (
        <Item key={screen} to={paths[screen]()} icon={icon} text={t(`screens.${screen}`)}>
          {screen === "runs" && underWay.length > 0 && (
            <span className="move">
              <Glyph shape="moving" name={t("status.running", { count: underWay.length })} />
            </span>
          )}
        </Item>
      ))}
      <div className="head">
        <span>{t("projects")}</span>
      </div>
      <div className="projects">
        {board.data?.projects.length === 0 && <span className="it none-yet t">{t("noProjects")}</span>}
        {board.error && !board.data && <Unread />}
        {board.data?.projects.map((project) => (
          <ProjectItem key={project.name} project={project} />
        ))}
      </div>
      <Item to={paths.add()} icon={Plus} text={t("addProject")} />
      <div className="gap" />
      {BELOW.map(([screen, icon]) => (
        <Item key={screen} to={paths[screen]()} icon={icon} text={t(`screens.${screen}`)} />
      ))}
    </nav>
  );
}

/** Why no project stands there. */
function Unread() {
  const { t } = useTranslation();
  return (
    <span className="it none-yet doubt" title={t("unreadable")}>
      <Glyph shape="unknown" name={t("unreadable")} />
      <span className="t cut" aria-hidden>
        {t("unreadable")}
      </span>
    </span>
  );
}

/** Paths that are reached from a screen, and so stand below it. */
const WITHIN: Record<string, string> = {
  "/environments/": paths.board(),
  "/operations/": paths.activity(),
};

function Item(props: { to: string; icon: LucideIcon; text: string; children?: ReactNode }) {
  const [path] = useLocation();
  const shown = Object.keys(WITHIN).find((one) => path.startsWith(one));
  const here = path === props.to || path.startsWith(`${props.to}/`) || (shown && WITHIN[shown] === props.to);
  return (
    <Link className="it" href={props.to} title={props.text} aria-current={here ? "page" : undefined}>
      <props.icon className="i" aria-hidden />
      <span className="t">{props.text}</span>
      <span className="end">{props.children}</span>
    </Link>
  );
}

function ProjectItem({ project }: { project: BoardProject }) {
  const { t } = useTranslation();
  const [path] = useLocation();
  const [search] = useSearchParams();
  const isShown = path === paths.board() && search.get("project") === project.name;
  const look = CELL[project.state];
  const word = project.problem ? t("unreadable") : t(`state.${project.state}`);
  return (
    <Link
      className={`it ${look.family}`}
      aria-current={isShown || undefined}
      href={`${paths.board()}?project=${encodeURIComponent(project.name)}`}
      title={`${project.name}: ${word}`}
    >
      <Glyph shape={look.shape} name={word} />
      <span className="t cut">{project.name}</span>
    </Link>
  );
}
