// A keychain that cannot be asked: what is the matter and what to do. It takes the place of the tools, so nothing moves.
import { useTranslation } from "react-i18next";
import { useAct, useAnswer } from "../../host/context.tsx";
import { type Family, Glyph, type Shape } from "../../parts/glyph.tsx";
import { ProblemLine } from "../../parts/problem-line.tsx";
import type { KeychainDocument, KeychainWord } from "../../wire/types.ts";

type Closed = Exclude<KeychainWord, "unlocked">;

const LOOK: Record<Closed, { family: Family; shape: Shape }> = {
  locked: { family: "wait", shape: "locked" },
  no_bus: { family: "doubt", shape: "unknown" },
  no_service: { family: "doubt", shape: "unknown" },
  no_collection: { family: "wait", shape: "waiting" },
  silent: { family: "doubt", shape: "unknown" },
};

export function Banner({ keychain, again }: { keychain: KeychainDocument; again(): void }) {
  const { t } = useTranslation("credentials");
  const unlock = useAct("unlock_keychain");
  const { state, file, problem } = keychain;
  if (state === "unlocked") return null;
  const look = LOOK[state];
  // What opens a file comes from where Slipway was started: nobody can be asked for it here.
  const isSystems = file === null && problem === null;
  const isOpenable = state === "locked" && isSystems;
  const about = isSystems
    ? t(`keychain.${state}.about`)
    : t("keychain.fileLocked.about", { file: file ?? keychain.name });
  const said = unlock.error?.body ?? problem;
  return (
    <div className={`banner ${look.family}`} role="status">
      <Glyph shape={look.shape} />
      <span className="strong">
        {isSystems ? t(`keychain.${state}.title`) : t("keychain.fileLocked.title")}
      </span>
      {said ? (
        <ProblemLine problem={said} />
      ) : (
        <span className="dim cut" title={about}>
          {about} {isOpenable && <Asked />}
        </span>
      )}
      <span className="grow" />
      <button type="button" className="btn" onClick={again}>
        {t("keychain.again")}
      </button>
      {isOpenable && (
        <button
          type="button"
          className="btn main"
          aria-disabled={unlock.isPending || undefined}
          onClick={() => !unlock.isPending && unlock.mutate({}, { onSuccess: again })}
        >
          {t("keychain.locked.unlock")}
        </button>
      )}
    </div>
  );
}

/** What waits meanwhile. */
function Asked() {
  const { t } = useTranslation("credentials");
  const count = useAnswer("questions", {}).data?.questions.length ?? 0;
  return count > 0 ? t("keychain.locked.waiting", { count }) : null;
}
