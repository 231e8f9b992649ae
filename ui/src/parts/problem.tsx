// Why something went wrong, as everywhere: the sentence, what to do, the code.
import type { ErrorBody } from "../wire/types.ts";
import { Glyph } from "./glyph.tsx";
import { Sentence } from "./sentence.tsx";

export function Problem({ problem }: { problem: ErrorBody }) {
  return (
    <div className="problem fail" role="alert">
      <Glyph shape="failed" />
      <div>
        <p className="sentence">
          <Sentence text={problem.message} />
        </p>
        {problem.hint && (
          <p className="dim">
            <Sentence text={problem.hint} />
          </p>
        )}
        <code className="faint">{problem.code}</code>
      </div>
    </div>
  );
}
