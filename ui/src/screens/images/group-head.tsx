// A band of the table: the images of a branch, which it folds away.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BranchHead } from "./shown.ts";

interface Props {
  index: number;
  head: BranchHead;
  columns: number;
  active: boolean;
}

export function GroupHead({ index, head, columns, active }: Props) {
  const { t, i18n } = useTranslation("images");
  const formatted = new Intl.NumberFormat(i18n.language).format(head.count);
  const Chevron = head.folded ? ChevronRight : ChevronDown;
  return (
    <tr
      id={`image-${index}`}
      data-index={index}
      aria-rowindex={index + 2}
      aria-expanded={!head.folded}
      className={active ? "band group focusrow" : "band group"}
    >
      <td colSpan={columns}>
        <span className="row">
          <Chevron className="i i-12" aria-hidden />
          <b>{head.branch ?? t("branchUnknown")}</b>
          <span>{t("images", { count: head.count, formatted })}</span>
        </span>
      </td>
    </tr>
  );
}
