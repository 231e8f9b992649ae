// The second and third phase: an operation as it goes, and what came of it.
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../frame/shortcut-list.tsx";
import { useAnswer } from "../host/context.tsx";
import { Problem, ProblemAgain } from "../parts/problem.tsx";
import { useStepWords } from "../parts/step-words.ts";
import type { OperationPage } from "../wire/types.ts";
import { Again } from "./again.tsx";
import { movesOf } from "./moves.ts";
import { Progress } from "./progress.tsx";
import { ProgressFooter } from "./progress-footer.tsx";
import { type About, Shell } from "./shell.tsx";
import { isOver } from "./standing.ts";
import { Verdict } from "./verdict.tsx";
import { VerdictFooter } from "./verdict-footer.tsx";
import { Waiting } from "./waiting.tsx";

interface Props {
  project: string;
  operation: string;
  /** What the drawer showed before, until the operation itself is known. */
  about: About | null;
}

export function Operation({ project, operation, about }: Props) {
  const { t } = useTranslation("drawer");
  const answer = useAnswer("operation", { project, operation });
  const page = answer.data;
  const words = useStepWords(page?.operation ?? operation, page?.steps ?? []);
  useShortcuts(t("title.unknown"), [[t("fleet.openLog"), "L"]]);
  if (!page) {
    return (
      <Shell
        about={about ?? { kind: null, project, environment: null, hash: null }}
        footer={answer.error && <Again refetch={() => void answer.refetch()} />}
      >
        {answer.error ? <Problem problem={answer.error.body} /> : <Waiting text={t("asking.operation")} />}
      </Shell>
    );
  }
  const moves = movesOf(page);
  const over = isOver(page);
  return (
    <Shell
      about={aboutOf(page)}
      footer={
        over ? <VerdictFooter page={page} moves={moves} /> : <ProgressFooter key={operation} page={page} />
      }
    >
      {answer.error && (
        <ProblemAgain
          problem={answer.error.body}
          again={() => void answer.refetch()}
          known={answer.data && answer.dataUpdatedAt}
        />
      )}
      {over ? (
        <Verdict page={page} moves={moves} words={words} />
      ) : (
        <Progress page={page} moves={moves} words={words} />
      )}
    </Shell>
  );
}

function aboutOf({ kind, project, environment, plan }: OperationPage): About {
  return { kind, project, environment, hash: plan };
}
