/** One version: as a map, or what changed since, and the way back to it; knows no list. */
import type { Past } from "../../../core/past";
import type { VersionEntry, VersionMessage } from "../../../core/version_messages";
import { useBoard } from "../../board";
import { useMap } from "../context";
import { Segments } from "../look/Segments";
import { Lines } from "./Lines";
import { Restore } from "./Restore";
import { time_of, title_of } from "./VersionList";

/** Of the size at which it was drawn: smaller, nobody could read it. */
const SMALLEST = 0.62;

interface ViewProps {
  past: Past;
  version: VersionEntry;
  compared: boolean;
  compare: (compared: boolean) => void;
}

export function VersionView({ past, version, compared, compare }: ViewProps) {
  const map = useMap();
  const { t } = map;
  const { shown, faults } = past;
  const time = time_of(version, map);
  return (
    <section class="cjm-version-view" aria-label={title_of(version, t)} aria-busy={!shown && !faults.one}>
      <header class="cjm-version-view__head">
        <h4 class="cjm-version-view__title" dir="auto">
          {title_of(version, t)}
          <time dateTime={version.at}>{time}</time>
        </h4>
        <Segments
          label={t("versions.look")}
          ids={["map", "difference"]}
          chosen={compared ? "difference" : "map"}
          text={(id) => t(`versions.look_${id}`)}
          choose={(id) => compare(id === "difference")}
        />
        <MarkOnMap version={version} />
        <Restore past={past} version={version} />
      </header>
      <p class="cjm-version-view__note">{t(compared ? "versions.note_difference" : "versions.note_map")}</p>
      {faults.one && <p role="alert">{faults.one}</p>}
      {!shown && !faults.one && (
        <p class="cjm-faint" role="status">
          {t("versions.drawing")}
        </p>
      )}
      {shown && <Picture shown={shown} time={time} />}
      {shown?.compared && <Difference shown={shown} />}
    </section>
  );
}

function Picture({
  shown: { svg, alt, title, compared, sum },
  time,
}: {
  shown: VersionMessage;
  time: string;
}) {
  const { t } = useMap();
  if (svg === null) return <p class="cjm-version-view__gone">{t("versions.no_journey")}</p>;
  const wide = Number(/\bwidth="([\d.]+)/.exec(svg)?.[1] ?? 0);
  const name = title || t("map.untitled");
  const said = compared ? alt : t("versions.picture", { time, alt });
  return (
    <figure class="cjm-version-view__figure">
      <figcaption>
        {t(compared ? "versions.drawn_now" : "versions.drawn_then", { name, time })}
        {!compared && sum && <span> · {sum}</span>}
      </figcaption>
      <div class="cjm-version-view__window" tabIndex={0} role="group" aria-label={said}>
        <img
          src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
          alt={said}
          style={{ minWidth: `${Math.round(wide * SMALLEST)}px`, maxWidth: `${wide}px` }}
        />
      </div>
    </figure>
  );
}

function Difference({ shown: { sum, lines, more } }: { shown: VersionMessage }) {
  const { t } = useMap();
  return (
    <section aria-label={t("versions.look_difference")}>
      <h5 class="cjm-part__title">{sum}</h5>
      <Lines lines={lines} more={more} />
    </section>
  );
}

/** To go on working on the map with what changed since marked on it. */
function MarkOnMap({ version }: { version: VersionEntry }) {
  const map = useMap();
  const { look } = useBoard().host;
  if (!look) return null;
  const mark = () => {
    look.set("compared_with", version.id);
    map.close_panel();
  };
  return (
    <button type="button" class="cjm-button" onClick={mark}>
      {map.t("versions.mark")}
    </button>
  );
}
