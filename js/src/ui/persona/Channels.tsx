/** The channels a persona prefers, as bars that are dragged, keyed, named, added and removed; commits the whole list. */
import { useRef, useState } from "preact/hooks";
import { useDrag } from "../drag";
import { clamped, keyed, useLiveValue } from "../live_value";
import { InlineText } from "./InlineText";

export interface Channel {
  channel: string;
  weight: number;
}

interface BarProps {
  label: string;
  weight: number;
  percent: (weight: number) => string;
  read_only: boolean;
  onWeight: (weight: number) => void;
}

const SCALE = { min: 0, max: 1, step: 0.05, big: 0.2 };

/** One weight as a slider: drag or tap anywhere on it, or use the keys. */
function Bar({ label, weight, percent, read_only, onWeight }: BarProps) {
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
      <span class="cjm-channel__percent">{percent(live.value)}</span>
      <div
        ref={bar}
        class="cjm-bar"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(live.value * 100)}
        aria-valuetext={percent(live.value)}
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

export interface ChannelsProps {
  channels: readonly Channel[];
  percent: (weight: number) => string;
  text: (key: "name" | "weight" | "add" | "remove", name: string) => string;
  read_only: boolean;
  auto_focus: boolean;
  onCommit: (channels: Channel[]) => boolean;
}

/** Draw the channels and, when asked, the field for one more. An emptied name removes the channel. */
export function Channels({ channels, percent, text, read_only, auto_focus, onCommit }: ChannelsProps) {
  const [adding, setAdding] = useState(auto_focus);
  const list = useRef<HTMLDivElement>(null);
  const replace = (index: number, change: Partial<Channel> | null) =>
    onCommit(channels.flatMap((each, i) => (i !== index ? [each] : change ? [{ ...each, ...change }] : [])));
  const remove = (index: number) => {
    list.current?.querySelector<HTMLElement>(".cjm-channel__add")?.focus();
    replace(index, null);
  };
  return (
    <div ref={list} class="cjm-channels">
      {channels.map(({ channel, weight }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel has no other identity than its place
        <div key={index} class="cjm-channel">
          <InlineText
            single
            value={channel}
            label={text("name", channel)}
            read_only={read_only}
            onCommit={(name) => replace(index, name === "" ? null : { channel: name })}
          />
          {!read_only && (
            <button
              type="button"
              class="cjm-quiet"
              aria-label={text("remove", channel)}
              title={text("remove", channel)}
              onClick={() => remove(index)}
            >
              ×
            </button>
          )}
          <Bar
            label={text("weight", channel)}
            weight={weight}
            percent={percent}
            read_only={read_only}
            onWeight={(next) => replace(index, { weight: next })}
          />
        </div>
      ))}
      {!read_only && adding && (
        <div class="cjm-channel" onFocusOut={() => setAdding(false)}>
          <InlineText
            single
            auto_focus
            value=""
            label={text("add", "")}
            placeholder={text("add", "")}
            onCommit={(name) => onCommit([...channels, { channel: name, weight: 0.5 }])}
          />
        </div>
      )}
      {!read_only && !adding && (
        <button type="button" class="cjm-quiet cjm-channel__add" onClick={() => setAdding(true)}>
          {text("add", "")}
        </button>
      )}
    </div>
  );
}
