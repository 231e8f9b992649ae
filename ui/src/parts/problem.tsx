// Why something went wrong, as everywhere: the sentence, what to do, the code.
import type { ErrorBody } from "../wire/types.ts";
import { Glyph } from "./glyph.tsx";

export function Problem({ problem }: { problem: ErrorBody }) {
  return (
    <div className="problem fail" role="alert">
      <Glyph shape="failed" />
      <div>
        <p className="sentence">{problem.message}</p>
        {problem.hint && <p className="dim">{problem.hint}</p>}
        <code className="faint">{problem.code}</code>
      </div>
    </div>
  );
}
