// The exact commands, folded, place by place. Copying gives them whole.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../parts/copy-button.tsx";
import { useStepName } from "../parts/doing.ts";
import type { ActionDocument } from "../wire/types.ts";
import { asText, byPlace, type PlaceCommands, shortened } from "./commands.ts";
import { Fold } from "./fold.tsx";

export function Commands({ actions }: { actions: ActionDocument[] }) {
  const { t } = useTranslation("drawer");
  const nameOf = useStepName();
  if (actions.length === 0) return null;
  return (
    <Fold
      head={t("commands.head")}
      note={t("commands.count", { count: actions.length })}
      aside={
        <CopyButton
          ghost
          text={asText(actions, { laptop: t("commands.laptop"), otherwise: t("commands.otherwise"), nameOf })}
          word={t("commands.copy")}
        />
      }
    >
      <div className="cmds">
        {byPlace(actions, nameOf).map((here) => (
          <Place key={here.place ?? ""} here={here} />
        ))}
      </div>
    </Fold>
  );
}

function Place({ here }: { here: PlaceCommands }) {
  const { t } = useTranslation("drawer");
  const [isOpen, setOpen] = useState(here.place !== null && here.like === null);
  const count = here.always.length + here.otherwise.length;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <button type="button" className="h" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Chevron className="i i-12" aria-hidden />
        {here.place ?? t("commands.laptop")}
        <span className="faint cut">
          {here.like ? t("commands.same", { count, place: here.like }) : count}
        </span>
      </button>
      {isOpen && <Lines lines={here.always} from={1} />}
      {isOpen && here.otherwise.length > 0 && (
        <>
          <p className="otherwise">{t("commands.otherwise")}</p>
          <Lines lines={here.otherwise} from={here.always.length + 1} />
        </>
      )}
    </>
  );
}

function Lines({ lines, from }: { lines: string[]; from: number }) {
  return (
    <ol>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same command may stand twice, and none moves
        <li className="c" key={index}>
          <span aria-hidden>{from + index}</span>
          <span>{shortened(line)}</span>
        </li>
      ))}
    </ol>
  );
}
