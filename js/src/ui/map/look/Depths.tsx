/** The switch between the three depths of a map: one choice, one tab stop; knows no cards. */
import { DEPTHS, type Depth } from "../lens";
import { useTold } from "./use_look";

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Depths() {
  const map = useTold("lens");
  const { t, lens } = map;
  const choose = (depth: Depth) => {
    lens.set({ depth });
    map.board.announce(t(`views.${depth}`));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = DEPTHS[(DEPTHS.indexOf(lens.depth) + step + DEPTHS.length) % DEPTHS.length];
    if (!next) return;
    const group = event.currentTarget as HTMLElement;
    choose(next);
    group.querySelector<HTMLElement>(`[data-depth=${next}]`)?.focus();
  };
  return (
    <div class="cjm-segments" role="radiogroup" aria-label={t("views.depth")} onKeyDown={onKeyDown}>
      {DEPTHS.map((depth) => (
        <button
          key={depth}
          type="button"
          role="radio"
          class="cjm-segments__one"
          data-depth={depth}
          aria-checked={lens.depth === depth}
          tabIndex={lens.depth === depth ? 0 : -1}
          onClick={() => choose(depth)}
        >
          {t(`views.${depth}`)}
        </button>
      ))}
    </div>
  );
}
