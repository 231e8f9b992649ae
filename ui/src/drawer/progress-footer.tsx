// While it goes on it can be stopped, and left to itself.
import { useTranslation } from "react-i18next";
import { useAct } from "../host/context.tsx";
import { Problem } from "../parts/problem.tsx";
import type { OperationPage } from "../wire/types.ts";

export function ProgressFooter({ page }: { page: OperationPage }) {
  const { t } = useTranslation("drawer");
  const cancel = useAct("cancel");
  const { project, operation, kind } = page;
  const action = page.actions.find(({ verb }) => verb === "cancel");
  const isCancelling = cancel.isPending || cancel.isSuccess;
  const note = isCancelling ? "cancelling" : page.elsewhere ? "elsewhere" : action ? "cancelNote" : "goesOn";
  return (
    <>
      {cancel.error && <Problem problem={cancel.error.body} />}
      <div className="row">
        <span className="grow sm dim" role="status">
          {t(`progress.${note}`, { origin: page.origin })}
        </span>
        {action && (
          <button
            type="button"
            className="btn tall"
            aria-disabled={isCancelling || action.blocked !== null}
            onClick={() => !isCancelling && action.blocked === null && cancel.mutate({ project, operation })}
          >
            {t("progress.cancel", { noun: t(`noun.${kind}`) })}
          </button>
        )}
      </div>
    </>
  );
}
