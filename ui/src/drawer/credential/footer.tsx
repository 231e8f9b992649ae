// The foot of the form: what came of trying it, and the one button that puts it into the keychain.
import { useTranslation } from "react-i18next";
import { useDrawer } from "../../frame/drawer.tsx";
import type { Confided } from "../../host/confided.ts";
import type { Refusal } from "../../host/host.ts";
import { Glyph } from "../../parts/glyph.tsx";
import { Problem } from "../../parts/problem.tsx";
import { Age } from "../../parts/time.tsx";
import { OUTCOME } from "../../screens/credentials/look.ts";
import { useOutcomeWord } from "../../screens/credentials/outcome-word.ts";

interface FooterProps {
  /** The form that the button sends. */
  form: string;
  verb: string;
  /** What trying it came to; null where there is nothing to try it on. */
  tried?: Confided<"try_credential"> | null;
  onTry?(): void;
  /** What is still to be given, in words. */
  missing: string | null;
  refusal: Refusal | null;
  pending: boolean;
}

export function Footer(props: FooterProps) {
  const { form, verb, tried = null, onTry = () => {}, missing, refusal, pending } = props;
  const { t } = useTranslation("credentials");
  const { close } = useDrawer();
  const said = refusal ?? tried?.error ?? null;
  return (
    <>
      {said && <Problem problem={said.body} />}
      {tried && <Tried tried={tried} onTry={onTry} unready={missing !== null} />}
      <div className="row">
        <button type="button" className="btn ghost" onClick={close}>
          {t("form.cancel")}
        </button>
        <span className="grow" />
        <button
          type="submit"
          form={form}
          className="btn main tall cut"
          aria-disabled={pending || missing !== null || undefined}
          title={missing ?? verb}
        >
          <span className="cut">{verb}</span>
        </button>
      </div>
    </>
  );
}

function Tried(props: { tried: Confided<"try_credential">; onTry(): void; unready: boolean }) {
  const { tried, onTry, unready } = props;
  const { t } = useTranslation("credentials");
  const wordOf = useOutcomeWord();
  const test = tried.value?.test ?? null;
  const look = test && OUTCOME[test.outcome];
  const word = test && wordOf(test);
  return (
    <div className={look ? `tested ${look.family}` : "tested none"}>
      <span className="row cut" role="status">
        {tried.pending && <span className="dim">{t("form.testing")}</span>}
        {!tried.pending && look && word && (
          <>
            <Glyph shape={look.shape} />
            <span className="word cut strong" title={word}>
              {word}
            </span>
            {test?.at && (
              <span className="faint nowrap">
                <Age at={test.at} />
              </span>
            )}
          </>
        )}
        {!tried.pending && !test && <span className="faint">{t("form.untested")}</span>}
      </span>
      <span className="grow" />
      <button
        type="button"
        className="btn sm ghost"
        aria-disabled={tried.pending || unready || undefined}
        onClick={() => !tried.pending && !unready && onTry()}
      >
        {test ? t("form.testAgain") : t("form.test")}
      </button>
    </div>
  );
}
