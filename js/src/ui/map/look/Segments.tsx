/** A switch between a few choices: one choice, one tab stop, arrows go from one to the next; knows no choices. */

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

interface SegmentsProps<Id extends string> {
  label: string;
  ids: readonly Id[];
  chosen: Id;
  text: (id: Id) => string;
  choose: (id: Id) => void;
}

export function Segments<Id extends string>({ label, ids, chosen, text, choose }: SegmentsProps<Id>) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = ids[(ids.indexOf(chosen) + step + ids.length) % ids.length];
    if (!next) return;
    const group = event.currentTarget as HTMLElement;
    choose(next);
    group.querySelector<HTMLElement>(`[data-depth=${next}]`)?.focus();
  };
  return (
    <div class="cjm-segments" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {ids.map((id) => (
        <button
          key={id}
          type="button"
          role="radio"
          class="cjm-segments__one"
          data-depth={id}
          aria-checked={chosen === id}
          tabIndex={chosen === id ? 0 : -1}
          onClick={() => choose(id)}
        >
          {text(id)}
        </button>
      ))}
    </div>
  );
}
