/** The initials of a persona in its colour, and the choice of that colour; knows no store. */
import { useState } from "preact/hooks";
import { COLORS } from "./fields";
import { Radios } from "./Radios";

export interface AvatarProps {
  initials: string;
  color: string;
  label: string;
  names: readonly string[];
  read_only: boolean;
  onPick: (color: (typeof COLORS)[number]) => void;
}

/** Draw the circle; pressing it opens a row of colours under it. */
export function Avatar({ initials, color, label, names, read_only, onPick }: AvatarProps) {
  const [open, setOpen] = useState(false);
  const index = (COLORS as readonly string[]).indexOf(color);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches the focus of what is inside
    <div
      class="cjm-face"
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        setOpen(false);
        event.currentTarget.querySelector("button")?.focus();
      }}
    >
      <button
        type="button"
        class="cjm-face__face"
        aria-label={`${initials}, ${label}: ${names[index] ?? color}`}
        title={label}
        aria-expanded={open}
        disabled={read_only}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">{initials}</span>
      </button>
      {open && (
        <div class="cjm-face__colors">
          <Radios
            kind="colors"
            label={label}
            options={names}
            value={index + 1}
            clearable={false}
            read_only={read_only}
            option_class={(choice) => `cjm-radio--${COLORS[choice - 1]}`}
            onPick={(choice) => onPick(COLORS[choice - 1] ?? "indigo")}
          />
        </div>
      )}
    </div>
  );
}
