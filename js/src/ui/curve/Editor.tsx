/** The small window in which the words and the evidence of one point are edited; gives back what changed, once. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useBoard } from "../board";
import type { CurvePoint } from "./types";

export type PointFields = Pick<CurvePoint, "label" | "quote" | "evidence" | "moment_of_truth">;

const EVIDENCE = ["observed", "reported", "inferred", "assumed"] as const;
/** The words offered, from the pleasant to the painful; any other word is as good. */
const VOCABULARY = [
  "delighted", "relieved", "satisfied", "confident", "hopeful", "proud", "reassured", "calm",
  "surprised", "curious", "indifferent", "impatient", "confused", "anxious", "disappointed",
  "overwhelmed", "frustrated", "angry",
] as const; // biome-ignore format: a list of words

export interface EditorProps {
  point: CurvePoint;
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
export function Editor({ point, title, anchor, onClose, onRemove }: EditorProps) {
  const { t } = useBoard();
  const box = useRef<HTMLDivElement>(null);
  const [start] = useState(point);
  const [at] = useState(anchor);
  const [draft, setDraft] = useState<PointFields>(point);
  const set = (change: Partial<PointFields>) => setDraft({ ...draft, ...change });
  const keep = (back = true) => {
    const { label, quote, evidence, moment_of_truth } = draft;
    onClose(changes_of(start, { label, quote, evidence, moment_of_truth }), back);
  };
  useLayoutEffect(() => {
    if (!box.current) return;
    stand(box.current, at);
    box.current.querySelector<HTMLInputElement>("input")?.select();
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
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
      <Fields draft={draft} set={set} id={point.id} />
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

interface FieldsProps {
  draft: PointFields;
  set: (change: Partial<PointFields>) => void;
  id: string;
}

function Fields({ draft, set, id }: FieldsProps) {
  const { t } = useBoard();
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
          {VOCABULARY.map((word) => (
            <option key={word} value={t(`curve.emotion_${word}`)} />
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
