/** The small window in which the words and the evidence of one point are edited; gives back what changed, once. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { emotion_words } from "../../core/emotion_words";
import { type EmotionScale, from_scale, SCALES, to_scale } from "../../core/scale";
import { useBoard } from "../board";
import { is_save } from "../shell/guard";
import type { CurvePoint } from "./types";

export type PointFields = Pick<
  CurvePoint,
  "label" | "intensity" | "low" | "high" | "quote" | "evidence" | "moment_of_truth"
>;

const EVIDENCE = ["observed", "reported", "inferred", "assumed"] as const;
export interface EditorProps {
  point: CurvePoint;
  scale: EmotionScale;
  title: string;
  /** Where the point is on the screen. */
  anchor: DOMRect | undefined;
  /** `changes` is null when they are dropped; `back` when the focus belongs on the point again. */
  onClose: (changes: Partial<PointFields> | null, back: boolean) => void;
  onRemove: () => void;
}

/** Stand the window beside the point, above everything, inside the page. */
function stand(box: HTMLElement, anchor: DOMRect | undefined): void {
  box.showPopover?.();
  if (!anchor) return;
  const { width, height } = box.getBoundingClientRect();
  const page = document.documentElement;
  const below = anchor.bottom + 8;
  const top = below + height <= page.clientHeight ? below : anchor.top - height - 8;
  const left = anchor.left + anchor.width / 2 - width / 2;
  box.style.top = `${Math.max(8, Math.min(top, page.clientHeight - height - 8))}px`;
  box.style.left = `${Math.max(8, Math.min(left, page.clientWidth - width - 8))}px`;
}

function changes_of(point: CurvePoint, draft: PointFields): Partial<PointFields> {
  const clean = { ...draft, label: draft.label.trim(), quote: draft.quote.trim() };
  return Object.fromEntries(
    Object.entries(clean).filter(([name, value]) => value !== point[name as keyof PointFields]),
  );
}

/** Enter or "Done" keeps, leaving the window keeps, Escape does not. */
export function Editor({ point, scale, title, anchor, onClose, onRemove }: EditorProps) {
  const { t } = useBoard();
  const box = useRef<HTMLDivElement>(null);
  const [start] = useState(point);
  const [at] = useState(anchor);
  const [draft, setDraft] = useState<PointFields>(point);
  const set = (change: Partial<PointFields>) => setDraft({ ...draft, ...change });
  const keep = (back = true) => {
    const { label, intensity, quote, evidence, moment_of_truth } = draft;
    const range = ranged(draft, start.value);
    onClose(changes_of(start, { label, intensity, ...range, quote, evidence, moment_of_truth }), back);
  };
  useLayoutEffect(() => {
    if (!box.current) return;
    stand(box.current, at);
    box.current.querySelector<HTMLInputElement>("input")?.select();
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!is_save(event)) event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") onClose(null, true);
    else if (event.key === "Enter" && !event.shiftKey && (event.target as Element).tagName !== "BUTTON")
      keep();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      class="cjm-point-editor"
      popover="manual"
      role="dialog"
      aria-label={title}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.stopPropagation()}
      onFocusOut={(event) => {
        const to = event.relatedTarget as Node | null;
        if (to && !box.current?.contains(to)) keep(false);
      }}
    >
      <strong class="cjm-point-editor__title">{title}</strong>
      <Fields draft={draft} set={set} id={point.id} scale={scale} />
      <div class="cjm-point-editor__buttons">
        <button type="button" class="cjm-button cjm-button--danger" onClick={onRemove}>
          {t("curve.remove")}
        </button>
        <button type="button" class="cjm-button cjm-button--strong" onClick={() => keep()}>
          {t("curve.done")}
        </button>
      </div>
    </div>
  );
}

/** A range holds both ends, low before high, or none. */
function ranged({ low, high }: PointFields, value: number): Pick<PointFields, "low" | "high"> {
  if (low === null && high === null) return { low, high };
  const ends = [low ?? value, high ?? value].sort((a, b) => a - b);
  return { low: ends[0] ?? value, high: ends[1] ?? value };
}

interface FieldsProps {
  draft: PointFields;
  set: (change: Partial<PointFields>) => void;
  id: string;
  scale: EmotionScale;
}

function Fields({ draft, set, id, scale }: FieldsProps) {
  const { t, snap, locale } = useBoard();
  return (
    <>
      <label class="cjm-point-editor__field">
        <span>{t("curve.label")}</span>
        <input
          type="text"
          class="cjm-input"
          list={`${id}-words`}
          value={draft.label}
          onInput={(event) => set({ label: event.currentTarget.value })}
        />
        <datalist id={`${id}-words`}>
          {emotion_words(snap.state, (word) => t(`curve.emotion_${word}`), locale).map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      </label>
      <label class="cjm-point-editor__field">
        <span>{t("curve.quote")}</span>
        <textarea
          class="cjm-input"
          rows={2}
          dir="auto"
          value={draft.quote}
          onInput={(event) => set({ quote: event.currentTarget.value })}
        />
      </label>
      <label class="cjm-point-editor__field">
        <span>{t("curve.evidence")}</span>
        <select
          class="cjm-input"
          value={draft.evidence ?? ""}
          onChange={(event) =>
            set({ evidence: EVIDENCE.find((each) => each === event.currentTarget.value) ?? null })
          }
        >
          <option value="">{t("curve.evidence_none")}</option>
          {EVIDENCE.map((each) => (
            <option key={each} value={each}>
              {t(`curve.evidence_${each}`)}
            </option>
          ))}
        </select>
      </label>
      <div class="cjm-point-editor__row">
        <Level value={draft.intensity} set={(intensity) => set({ intensity })} />
        <End name="low" value={draft.low} scale={scale} set={(low) => set({ low })} />
        <End name="high" value={draft.high} scale={scale} set={(high) => set({ high })} />
      </div>
      <label class="cjm-point-editor__check">
        <input
          type="checkbox"
          checked={draft.moment_of_truth}
          onChange={(event) => set({ moment_of_truth: event.currentTarget.checked })}
        />
        <span>{t("curve.moment_of_truth")}</span>
      </label>
    </>
  );
}

/** How strongly it is felt, from 1 to 5. */
function Level({ value, set }: { value: number | null; set: (value: number | null) => void }) {
  const { t } = useBoard();
  return (
    <label class="cjm-point-editor__field">
      <span>{t("curve.intensity")}</span>
      <select
        class="cjm-input"
        value={value ?? ""}
        onChange={({ currentTarget }) => set(currentTarget.value ? Number(currentTarget.value) : null)}
      >
        <option value="">–</option>
        {[1, 2, 3, 4, 5].map((level) => (
          <option key={level} value={level}>
            {level}
          </option>
        ))}
      </select>
    </label>
  );
}

interface EndProps {
  name: "low" | "high";
  value: number | null;
  scale: EmotionScale;
  set: (value: number | null) => void;
}

/** One end of the range the author would defend, on the scale shown. */
function End({ name, value, scale, set }: EndProps) {
  const { t } = useBoard();
  const [min, max] = SCALES[scale];
  // The text is the field's own while it is typed: "1." is no number yet.
  const [start] = useState(value === null ? "" : String(Math.round(to_scale(value, scale) * 10) / 10));
  return (
    <label class="cjm-point-editor__field">
      <span>{t(name === "low" ? "curve.low" : "curve.high")}</span>
      <input
        type="number"
        class="cjm-input"
        min={min}
        max={max}
        step={0.1}
        defaultValue={start}
        onInput={({ currentTarget }) => {
          const typed = currentTarget.valueAsNumber;
          set(Number.isFinite(typed) ? from_scale(typed, scale) : null);
        }}
      />
    </label>
  );
}
