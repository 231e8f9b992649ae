// A menu that opens below a button: actions, choices, headings. What opened it has the focus again afterwards.
import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type ReactElement, type ReactNode, useRef, useState } from "react";

interface MenuProps {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
  /** Done after the focus is back, so that what it opens can give it back there. */
  afterwards?: () => void;
}

export function Menu({ trigger, children, align = "start", afterwards }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const isLeft = useRef(false);
  // Below the landmark that it belongs to, so that it is found by those who go from one to the next.
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  return (
    <DropdownMenu.Root
      modal={false}
      onOpenChange={(open) =>
        open && setLandmark(button.current?.closest<HTMLElement>("main, aside") ?? null)
      }
    >
      <DropdownMenu.Trigger asChild ref={button}>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark}>
        <DropdownMenu.Content
          className="menu"
          data-over
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onInteractOutside={() => {
            isLeft.current = true;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Who went on to something else keeps the focus there.
            if (!isLeft.current || document.activeElement === document.body) button.current?.focus();
            isLeft.current = false;
            afterwards?.();
          }}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuHead({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="menu-head">{children}</DropdownMenu.Label>;
}

export function MenuLine() {
  return <DropdownMenu.Separator className="menu-line" />;
}

interface ItemProps {
  children: ReactNode;
  /** What stands at its end: faint. */
  end?: ReactNode;
  disabled?: boolean;
  onSelect(): void;
}

export function MenuItem({ children, end, disabled = false, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item className="menu-item" disabled={disabled} onSelect={onSelect}>
      <span className="cut">{children}</span>
      {end && <span className="end">{end}</span>}
    </DropdownMenu.Item>
  );
}

interface CheckProps {
  children: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}

/** Something that is on or off. The menu stays open. */
export function MenuCheck({ children, checked, disabled = false, onChange }: CheckProps) {
  return (
    <DropdownMenu.CheckboxItem
      className="menu-item"
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <span className="tick">
        <DropdownMenu.ItemIndicator>
          <Check className="i" aria-hidden />
        </DropdownMenu.ItemIndicator>
      </span>
      <span className="cut">{children}</span>
    </DropdownMenu.CheckboxItem>
  );
}
