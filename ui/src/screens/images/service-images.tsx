// The table of one service with what stands around it.
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLedByPath } from "../../frame/led-by-path.ts";
import { useShortcuts } from "../../frame/shortcut-list.tsx";
import { useAnswer } from "../../host/context.tsx";
import { useCopied } from "../../parts/copied.ts";
import { useRowHeight } from "../../parts/row-height.ts";
import { useNow } from "../../parts/time.tsx";
import { useWidth } from "../../parts/width.ts";
import type { ImagesDocument, ProjectDocument } from "../../wire/types.ts";
import { ActionBar } from "./action-bar.tsx";
import { columnsOf, usualColumns } from "./columns.ts";
import { Comparison } from "./comparison.tsx";
import { Facts } from "./facts.tsx";
import { filterOf } from "./filter.ts";
import { Grid } from "./grid.tsx";
import { NothingHere } from "./nothing-here.tsx";
import { type Prepared, prepare } from "./prepared.ts";
import { pairOf, selectedImages, toggled } from "./selection.ts";
import { grouped, shown } from "./shown.ts";
import { useTold } from "./told.ts";
import { Tools } from "./tools.tsx";
import { useView } from "./use-view.ts";

const MINUTE = 60_000;
const NONE: ImagesDocument["images"] = [];

interface Props {
  project: string;
  service: string;
  /** What is known of the project; undefined while it is asked for. */
  about: ProjectDocument | undefined;
}

export function ServiceImages({ project, service, about }: Props) {
  const { t } = useTranslation("images");
  const answer = useAnswer("images", { project, service });
  const rowHeight = useRowHeight();
  // What is there of another service meanwhile says nothing of this one.
  const data = answer.isPlaceholderData ? undefined : answer.data;
  // What was known before stays; why it is not renewed is said beside it.
  const problem = data ? (answer.error?.body ?? data.problem) : null;
  const images = data?.images ?? NONE;
  const prepared = useMemo(() => prepare(images), [images]);
  const [view, setView] = useView();
  const now = useNow(MINUTE);
  const body = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const width = useWidth(body);
  const columns = useMemo(
    () => columnsOf(view.columns ?? usualColumns(prepared, width), prepared, width),
    [view.columns, prepared, width],
  );
  const { rows, count, fold } = useShown(prepared, view, now);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [open, setOpen] = useState(false);
  const chosen = useMemo(() => selectedImages(prepared, selected), [prepared, selected]);
  const pair = useMemo(() => pairOf(prepared, chosen), [prepared, chosen]);
  // A path may lead to an image, or to what lies between two, once they are known.
  useLedByPath((search) => {
    const digests = [search.get("image"), search.get("with")].filter((digest) => digest !== null);
    if (digests.length === 0 || !digests.every((digest) => prepared.places.has(digest))) return false;
    setSelected(digests);
    setOpen(true);
    return true;
  });
  const told = useTold(project, service, now);
  const [copied, copy, isRefused] = useCopied();
  useKeys();

  const digest = (place: number) => prepared.images[place]?.digest ?? "";
  const clear = () => {
    setOpen(false);
    setSelected([]);
    table.current?.focus();
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || selected.length === 0) return;
    event.preventDefault();
    if (!open) return clear();
    setOpen(false);
    table.current?.focus();
  };
  const empty = (
    <NothingHere answer={answer} data={data} project={project} count={count} view={view} onView={setView} />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what is on top, wherever the focus is.
    <div className="below-bar" onKeyDown={onEscape}>
      <Tools
        answer={answer}
        data={data}
        problem={problem}
        prepared={prepared}
        count={count}
        view={view}
        onView={setView}
        shownColumns={columns}
        onLeave={() => table.current?.focus()}
      />
      <div className={problem ? "body stale" : "body"} ref={body}>
        <Grid
          body={body}
          table={table}
          label={t("label", { service })}
          prepared={prepared}
          rows={rows}
          rowHeight={rowHeight}
          columns={columns}
          sort={view.sort}
          onSort={(sort) => setView({ ...view, sort })}
          selected={selected}
          pair={pair}
          told={told}
          onPick={(place) => setSelected([digest(place)])}
          onToggle={(place) => setSelected(toggled(selected, digest(place)))}
          onOpen={(place) => {
            if (!(pair && selected.includes(digest(place)))) setSelected([digest(place)]);
            setOpen(true);
          }}
          onFold={fold}
          onCopy={copy}
        />
        {empty}
      </div>
      {open && pair && <Comparison project={project} service={service} pair={pair} />}
      {open && !pair && chosen[0] && data && (
        <Facts image={chosen[0]} repository={data.repository} onCopy={copy} />
      )}
      <ActionBar
        project={project}
        service={service}
        about={about}
        repository={data?.repository ?? ""}
        image={chosen[0] ?? null}
        pair={pair}
        open={open}
        copied={copied}
        isRefused={isRefused}
        problem={problem}
        empty={count === 0}
        onOpen={setOpen}
        onClear={clear}
        onCopy={copy}
      />
    </div>
  );
}

/** The rows, and how many images are among them. */
function useShown(prepared: Prepared, view: ReturnType<typeof useView>[0], now: number) {
  const [folded, setFolded] = useState<ReadonlySet<string | null>>(new Set());
  const places = useMemo(
    () => shown(prepared, view.sort, filterOf(view.filter, prepared, now)),
    [prepared, view.sort, view.filter, now],
  );
  const rows = useMemo(
    () => (view.grouped ? grouped(prepared, places, folded) : places),
    [prepared, places, view.grouped, folded],
  );
  const fold = useCallback(
    (branch: string | null) =>
      setFolded((before) => {
        const after = new Set(before);
        if (!after.delete(branch)) after.add(branch);
        return after;
      }),
    [],
  );
  return { rows, count: places.length, fold };
}

function useKeys() {
  const { t } = useTranslation("images");
  useShortcuts(t("screens.images", { ns: "common" }), [
    [t("keys.move"), "↑", "↓"],
    [t("keys.select"), t("keys.space")],
    [t("keys.open"), "Enter"],
    [t("keys.fold"), "←", "→"],
  ]);
}
