/** The channels a persona prefers, as bars that are dragged, keyed, named, added and removed; commits the whole list. */
import { useRef, useState } from "preact/hooks";
import { Bar } from "./Bar";
import { InlineText } from "./InlineText";

export interface Channel {
  channel: string;
  weight: number;
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
            shown
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
