// A section that is folded until somebody wants to know: its head says what is in it.
import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

export function Fold(props: {
  head: string;
  note: ReactNode;
  open?: boolean;
  /** Beside the head while it is open. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(props.open ?? false);
  const inside = useId();
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <section className="folded">
      <div className="row">
        <button
          type="button"
          className="fold-btn grow"
          aria-expanded={isOpen}
          aria-controls={isOpen ? inside : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <Chevron className="i" aria-hidden />
          <span className="nowrap">{props.head}</span>
          <span className="faint cut">{props.note}</span>
        </button>
        {isOpen && props.aside}
      </div>
      {isOpen && <div id={inside}>{props.children}</div>}
    </section>
  );
}
