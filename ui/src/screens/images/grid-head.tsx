// The heads of the columns; those that sort are buttons.
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Column } from "./columns.ts";
import type { Sort } from "./order.ts";

interface Props {
  columns: readonly Column[];
  sort: Sort;
  onSort(sort: Sort): void;
}

export function GridHead({ columns, sort, onSort }: Props) {
  const { t } = useTranslation("images");
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">
          <span className="sr">{t("select")}</span>
        </th>
        {columns.map(({ id, numeric, sort: by }) => {
          const sorted = by === sort.by;
          const direction = sort.descending ? "descending" : "ascending";
          const Arrow = sort.descending ? ArrowDown : ArrowUp;
          return (
            <th
              key={id}
              scope="col"
              className={numeric ? "num" : undefined}
              title={t(`columnTitle.${id}`)}
              aria-sort={sorted ? direction : undefined}
            >
              {by === null ? (
                t(`column.${id}`)
              ) : (
                <button
                  type="button"
                  className="sorts"
                  onClick={() => onSort({ by, descending: sorted ? !sort.descending : true })}
                >
                  {t(`column.${id}`)}
                  {sorted && <Arrow className="i i-12" aria-hidden />}
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
