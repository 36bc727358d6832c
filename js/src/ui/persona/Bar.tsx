/** A share from 0 to 1 as a slider; knows no record and no store. */
import { useRef } from "preact/hooks";
import { useDrag } from "../drag";
import { clamped, keyed, useLiveValue } from "../live_value";

export interface BarProps {
  label: string;
  /** Whether the share stands above the bar. */
  shown?: boolean;
  /** What is spoken; the share where it is left out. */
  spoken?: (weight: number) => string;
  weight: number;
  percent: (weight: number) => string;
  read_only: boolean;
  onWeight: (weight: number) => void;
}

const SCALE = { min: 0, max: 1, step: 0.05, big: 0.2 };

/** One weight as a slider: drag or tap anywhere on it, or use the keys. */
export function Bar({
  label,
  shown = false,
  weight,
  percent,
  spoken = percent,
  read_only,
  onWeight,
}: BarProps) {
  const live = useLiveValue(weight, (next) => next !== weight && onWeight(next));
  const bar = useRef<HTMLDivElement>(null);
  const at = (event: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect();
    const share = box && box.width > 0 ? (event.clientX - box.left) / box.width : live.value;
    return clamped(Math.round(share * 20) / 20, SCALE);
  };
  const { handlers, abort } = useDrag({
    value: () => live.value,
    read: at,
    show: live.show,
    drop: live.flush,
    cancel: live.cancel,
    tap: (event) => {
      live.show(at(event));
      live.flush();
    },
    disabled: read_only,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && (abort() || live.active)) {
      live.cancel();
      event.stopPropagation();
      return;
    }
    const next = keyed(event, live.value, SCALE, true);
    if (next === null || read_only) return;
    event.preventDefault();
    event.stopPropagation();
    live.nudge(next);
  };
  return (
    <>
      {shown && <span class="cjm-channel__percent">{percent(live.value)}</span>}
      <div
        ref={bar}
        class="cjm-bar"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(live.value * 100)}
        aria-valuetext={spoken(live.value)}
        aria-readonly={read_only}
        onKeyDown={onKeyDown}
        onBlur={live.flush}
        {...(read_only ? {} : handlers)}
      >
        <span class="cjm-bar__track">
          <span class="cjm-bar__fill" style={{ width: `${live.value * 100}%` }} />
        </span>
      </div>
    </>
  );
}
