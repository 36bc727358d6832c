/** A question over a map, answered by yes, no or not now; Escape is not now. Decides nothing itself. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { useMap } from "./context";

interface AskProps {
  title: string;
  /** The first choice; null where it cannot be chosen. */
  yes: string | null;
  no: string;
  answer: (yes: boolean) => void;
}

export function Ask({ title, yes, no, answer }: AskProps) {
  const map = useMap();
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const choose = (choice: boolean) => () => {
    map.close_dialog();
    answer(choice);
  };
  return (
    <div
      class="cjm-banner"
      role="alertdialog"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        map.close_dialog();
      }}
    >
      <span class="cjm-banner__text">{title}</span>
      {yes !== null && (
        <button type="button" class="cjm-button cjm-button--strong" ref={first} onClick={choose(true)}>
          {yes}
        </button>
      )}
      <button type="button" class="cjm-button" ref={yes === null ? first : undefined} onClick={choose(false)}>
        {no}
      </button>
      <button type="button" class="cjm-button" onClick={() => map.close_dialog()}>
        {map.t("map.grow_cancel")}
      </button>
    </div>
  );
}
