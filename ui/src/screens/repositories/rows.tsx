// The rows of the table.
import { FolderMinus, Pencil, Play } from "lucide-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { paths } from "../../frame/paths.ts";
import { useAct } from "../../host/context.tsx";
import { Glyph } from "../../parts/glyph.tsx";
import { ListedHash } from "../../parts/hash.tsx";
import { ProblemLine } from "../../parts/problem-line.tsx";
import { Age } from "../../parts/time.tsx";
import type { BranchDocument, ErrorBody, RepositoryDocument } from "../../wire/types.ts";
import { AgainstCell } from "./against.tsx";
import type { Layout } from "./columns.ts";
import { LastRun } from "./last-run.tsx";
import type { Line } from "./lines.ts";
import { Needs } from "./needs-row.tsx";

/** What every row of the table has. */
interface Row {
  index: number;
  id: string;
  /** How many columns there are. */
  columns: number;
  /** The keyboard is at it. */
  active: boolean;
  /** The bar below the table speaks of it. */
  chosen: boolean;
}

function attributes({ index, id, active, chosen }: Row, classes: string[] = []) {
  return {
    id,
    "data-index": index,
    "aria-rowindex": index + 2,
    "aria-selected": chosen,
    className: [...classes, active && "focusrow"].filter(Boolean).join(" "),
  };
}

function BandRow({ repository, ...row }: Row & { repository: RepositoryDocument }) {
  const { t } = useTranslation("repositories");
  const { project, folder, remote, problem } = repository;
  return (
    <tr {...attributes(row, ["band"])}>
      <td colSpan={row.columns}>
        <div className="row">
          <b>{project}</b>
          <span className="mono faint cut">{folder}</span>
          {remote && <span className="cut hide-narrow">{remote}</span>}
          {/* One that cannot be read says below what can be done. */}
          {!problem && (
            <span className="end">
              <Tree repository={repository} />
              <Link
                className="btn ghost sm icon out"
                tabIndex={-1}
                href={paths.takeOut(project)}
                aria-label={t("takeOut.of", { project })}
                title={t("takeOut.of", { project })}
              >
                <FolderMinus className="i i-12" aria-hidden />
              </Link>
            </span>
          )}
        </div>
      </td>
    </tr>
  );
}

/** What is checked out, and how many files are changed. */
function Tree({ repository: { branch, dirty } }: { repository: RepositoryDocument }) {
  const { t } = useTranslation("repositories");
  const where = branch ?? t("tree.detached");
  if (dirty === 0) return <span className="sm">{t("tree.clean", { where })}</span>;
  return (
    <span className="dirty sm">
      <Pencil className="i i-12" aria-hidden />
      {t("tree.dirty", { where, count: dirty })}
    </span>
  );
}

interface BranchProps extends Row {
  repository: RepositoryDocument;
  branch: BranchDocument;
  environments: readonly string[];
  layout: Layout;
  full: number;
}

const BranchRow = memo(function BranchRow(props: BranchProps) {
  const { repository, branch, environments, layout, full, ...row } = props;
  const { t } = useTranslation("repositories");
  const needs = branch.stray !== null;
  return (
    <tr {...attributes(row, needs ? ["doubt"] : [])} data-needs={needs || undefined}>
      <td title={branch.name}>
        <span className="br">
          <span className="n cut">{branch.name}</span>
          {branch.checked_out && <span className="chip">{t("checkedOut")}</span>}
        </span>
      </td>
      <td>
        <ListedHash hash={branch.commit} />
      </td>
      {layout.subject && <td title={branch.subject}>{branch.subject}</td>}
      {layout.author !== null && <td className="sm faint">{branch.author}</td>}
      <td className="num sm dim">
        <Age at={branch.time} />
      </td>
      <td className="last">
        <LastRun run={branch.last_run} />
        <button
          type="button"
          className="btn ghost sm icon begin"
          tabIndex={-1}
          data-run
          aria-label={t("run.branch", { branch: branch.name })}
          title={t("run.branch", { branch: branch.name })}
        >
          <Play className="i i-12" aria-hidden />
        </button>
      </td>
      {environments.map((environment) => (
        <td key={environment} className={branch.takes.includes(environment) ? "env own" : "env"}>
          <AgainstCell
            running={repository.running.find((one) => one.environment === environment)}
            against={branch.against.find((one) => one.environment === environment)}
            full={full}
          />
        </td>
      ))}
    </tr>
  );
});

interface LineProps extends Pick<BranchProps, "environments" | "layout" | "full">, Row {
  line: Line;
}

/** Whatever row a line is. */
export function LineRow({ line, environments, layout, full, ...row }: LineProps): ReactNode {
  const { t } = useTranslation("repositories");
  switch (line.is) {
    case "band":
      return <BandRow {...row} repository={line.repository} />;
    case "branch":
      return (
        <BranchRow
          {...row}
          repository={line.repository}
          branch={line.branch}
          environments={environments}
          layout={layout}
          full={full}
        />
      );
    case "needs":
      return (
        <SaysRow index={row.index} columns={row.columns} className="doubt det">
          <Needs repository={line.repository} branch={line.branch} environment={line.environment} />
        </SaysRow>
      );
    case "problem": {
      const { project } = line.repository;
      return <ProblemRow index={row.index} columns={row.columns} project={project} problem={line.problem} />;
    }
    case "none":
      return <QuietRow index={row.index} columns={row.columns} text={t(line.why)} />;
    case "more":
      return <QuietRow index={row.index} columns={row.columns} text={t("more", { count: line.count })} />;
  }
}

/** A row that says something and is passed over. */
function SaysRow({
  index,
  columns,
  className,
  children,
}: Pick<Row, "index" | "columns"> & { className: string; children: ReactNode }) {
  return (
    <tr
      className={className}
      aria-rowindex={index + 2}
      data-needs={className === "sm faint" ? undefined : true}
    >
      <td colSpan={columns}>
        <div className="row">{children}</div>
      </td>
    </tr>
  );
}

function QuietRow({ text, index, columns }: { text: string; index: number; columns: number }) {
  return (
    <SaysRow index={index} columns={columns} className="sm faint">
      {text}
    </SaysRow>
  );
}

/** A repository that cannot be read: why, and the two ways out. */
function ProblemRow(props: { project: string; problem: ErrorBody; index: number; columns: number }) {
  const { project, problem, index, columns } = props;
  const { t } = useTranslation("repositories");
  const remove = useAct("remove_project");
  return (
    <SaysRow index={index} columns={columns} className="fail det">
      <Glyph shape="failed" />
      <ProblemLine problem={remove.error?.body ?? problem} />
      <span className="grow" />
      <Link className="btn sm" href={paths.add()}>
        {t("gone.add")}
      </Link>
      <button
        type="button"
        className="btn sm"
        aria-disabled={remove.isPending || undefined}
        onClick={() => !remove.isPending && remove.mutate({ project })}
      >
        {t("gone.remove", { project })}
      </button>
    </SaysRow>
  );
}
