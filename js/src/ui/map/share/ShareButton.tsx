/** The button that lists the formats a map can be shared in; the kernel writes them. */
import { useRef } from "preact/hooks";
import { plain_filters } from "../../../core/filters";
import type { ExportFormat } from "../../../core/protocol";
import type { MenuGroup } from "../../shell/menu";
import { ask_who } from "../../shell/people";
import { scheme_of } from "../../shell/scheme";
import { useMap } from "../context";
import type { MapControl } from "../control";
import { MenuTrigger } from "../MenuTrigger";

const GROUPS = {
  for_readers: ["html", "pdf", "pptx"],
  pictures: ["png", "svg"],
  data: ["xlsx", "csv", "json", "md", "mmd"],
} as const satisfies { [group: string]: readonly ExportFormat[] };

export function ShareButton() {
  const map = useMap();
  const { t } = map;
  const place = useRef<HTMLSpanElement>(null);
  const who = (label: string): MenuGroup => ({
    id: "people",
    items: [{ id: "you", label, run: () => ask_who(place.current) }],
  });
  const groups = (): MenuGroup[] => [
    ...(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((id) => ({
      id,
      items: GROUPS[id].map((format) => ({
        id: format,
        label: t(`share.format_${format}`),
        run: () => share(map, format, place.current),
      })),
    })),
    ...(map.board.host.you ? [who(t("presence.you_menu"))] : []),
  ];
  return (
    <span ref={place}>
      <MenuTrigger
        class="cjm-button cjm-tool cjm-share"
        text={t("share.share")}
        icon="share-2"
        label={t("share.share_title")}
        groups={groups}
        reads
      />
    </span>
  );
}

/** Ask for a file of what is seen, in the colours it is seen in. */
function share(map: MapControl, format: ExportFormat, place: Element | null): void {
  const { lens, t } = map;
  map.board.announce(t("share.writing", { format: t(`share.format_${format}`) }));
  map.board.store.ask_export(format, {
    view: lens.depth,
    filters: plain_filters(lens.filters),
    theme: scheme_of(place),
  });
}
