// A repository is being looked at. Words come after a second: most are quicker.
import { useTranslation } from "react-i18next";
import { Glyph } from "../../parts/glyph.tsx";
import { useSlow } from "../../parts/slow.ts";

export function Looking({ folder }: { folder: string }) {
  const { t } = useTranslation("onboarding");
  const slow = useSlow(true);
  return (
    <div className="pad row" role="status">
      {slow && (
        <>
          <span className="move">
            <Glyph shape="moving" />
          </span>
          <span className="cut">{t("looking", { folder })}</span>
          <span className="faint cut">{t("lookingHint")}</span>
        </>
      )}
    </div>
  );
}
