/** The field in which the present state gets a name, and is kept; knows no list. */
import { useRef, useState } from "preact/hooks";
import type { Past } from "../../../core/past";
import { useBoard } from "../../board";
import { composing } from "../../composing";
import { useMap } from "../context";

const LONGEST = 200;

export function NameVersion({ past }: { past: Past }) {
  const { t, board } = useMap();
  const { locked } = useBoard();
  const field = useRef<HTMLInputElement>(null);
  const [name, set_name] = useState("");
  const label = name.trim();
  const idle = locked || label === "" || past.doing !== null;
  const save = () => {
    if (idle) return field.current?.focus();
    past.save(label, () => {
      set_name("");
      board.announce(t("versions.kept", { name: label }));
      field.current?.focus();
    });
  };
  if (past.read_only !== null) return <p class="cjm-versions__locked">{past.read_only}</p>;
  return (
    <div class="cjm-versions__name">
      <input
        type="text"
        class="cjm-input"
        ref={field}
        dir="auto"
        maxLength={LONGEST}
        autocomplete="off"
        readOnly={locked}
        aria-label={t("versions.name")}
        placeholder={t("versions.name")}
        value={name}
        onInput={({ currentTarget }) => set_name(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || composing(event)) return;
          event.preventDefault();
          save();
        }}
      />
      <button type="button" class="cjm-button" aria-disabled={idle} onClick={save}>
        {t("versions.keep")}
      </button>
    </div>
  );
}
