/** What can be changed of the touchpoint that is chosen: name, icon, medium, use, merging, removal; draws no table. */
import { useState } from "preact/hooks";
import type { Medium } from "../../../core/inventory";
import { channels } from "../../../core/state";
import type { Card, Channel } from "../../../core/types.gen";
import { useBoard } from "../../board";
import { IconPicker } from "../../fields/IconPicker";
import { Part, Row } from "../../fields/Row";
import { Select } from "../../fields/Select";
import { TextField } from "../../fields/TextField";
import { useMap } from "../context";
import {
  merge_into,
  remove_touchpoint,
  rename,
  type Subject,
  set_icon,
  set_medium,
  set_usage,
  twin_of,
} from "./touch_gestures";

const MEDIA = ["physical", "digital", "human"] as const;
const USAGES = ["today", "intended", "both"] as const;

interface DetailsProps {
  touch: Subject;
  /** How it is used in the phase it was chosen in; null where it has no card. */
  usage: "today" | "intended" | "both" | null;
  /** It goes on under another key, or is gone. */
  onKey: (key: string | null) => void;
}

export function Details({ touch, usage, onKey }: DetailsProps) {
  const map = useMap();
  const { locked } = useBoard();
  const { t } = map;
  const { channel, cards, name } = touch;
  const [twin, set_twin] = useState<Channel | null>(null);
  return (
    <div class="cjm-touch-details" role="group" aria-label={t("channels.details_of", { name })}>
      <Part title={t("channels.details")}>
        <Row label={t("channels.name")}>
          <TextField
            single
            value={name}
            onCommit={(wish) => {
              set_twin(channel && twin_of(map, touch, wish));
              return rename(map, touch, wish);
            }}
          />
        </Row>
        {twin && channel && (
          <div class="cjm-touch-details__twin" role="alert">
            <span>{t("channels.taken", { name: twin.name })}</span>
            <button
              type="button"
              class="cjm-button cjm-button--small"
              onClick={() => {
                if (merge_into(map, channel, twin)) onKey(twin.id);
              }}
            >
              {t("channels.merge_with", { name: twin.name })}
            </button>
          </div>
        )}
        <Row label={t("channels.medium")}>
          <Select
            value={channel?.medium ?? ""}
            options={[
              ["", t("channels.medium_none")],
              ...MEDIA.map((medium) => [medium, t(`channels.medium_${medium}`)] as const),
            ]}
            onPick={(medium) => onKey(set_medium(map, touch, (medium || null) as Medium | null))}
          />
        </Row>
        {channel ? (
          <Row label={t("channels.icon")} group>
            <IconPicker value={channel.icon} onPick={(icon) => set_icon(map, channel, icon)} />
          </Row>
        ) : (
          <p class="cjm-faint">{t("channels.text_only")}</p>
        )}
        {cards.length > 0 && (
          <Row label={t("channels.usage")}>
            <Select
              value={usage ?? "today"}
              options={USAGES.map((each) => [each, t(`channels.usage_${each}`)] as const)}
              onPick={(each) => set_usage(map, touch, each as Card["usage"])}
            />
          </Row>
        )}
      </Part>
      {channel && <Merge channel={channel} onKey={onKey} />}
      <button
        type="button"
        class="cjm-button cjm-button--small"
        aria-disabled={locked}
        onClick={() => {
          if (remove_touchpoint(map, touch)) onKey(null);
        }}
      >
        {t(channel ? "channels.remove" : "channels.remove_text")}
      </button>
      {channel && <p class="cjm-faint cjm-touch-details__help">{t("channels.remove_help")}</p>}
    </div>
  );
}

function Merge({ channel, onKey }: { channel: Channel; onKey: DetailsProps["onKey"] }) {
  const map = useMap();
  const { t } = map;
  const others = channels(map.state).filter((other) => other.id !== channel.id);
  if (!others.length) return null;
  return (
    <Part>
      <Row label={t("channels.merge")}>
        <Select
          value=""
          options={[["", t("channels.merge_none")], ...others.map(({ id, name }) => [id, name] as const)]}
          onPick={(id) => {
            const into = others.find((other) => other.id === id);
            if (into && merge_into(map, channel, into)) onKey(into.id);
          }}
        />
      </Row>
    </Part>
  );
}
