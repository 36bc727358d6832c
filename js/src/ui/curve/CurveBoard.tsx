/** The curve of a journey on its own: title, whose curve, undo, the lane, the names of the stages. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { score_of } from "../../core/measured";
import { type MapView, projector } from "../../core/project";
import { where } from "../../core/state";
import { People, Status, useBoard } from "../board";
import { HistoryButtons } from "../history_buttons";
import { CurveLane } from "./CurveLane";
import { CurveLegend, choices_of } from "./CurveLegend";
import { type Column, type CurveKey, key_of } from "./types";
import { useIntensity } from "./use_look";

/** No column gets narrower than this; the lane scrolls sideways instead. */
const NARROWEST = 96;
const HEIGHT = 220;

/** Draw the board of its journey, or say that it is gone. */
export function CurveBoard() {
  const { snap, t, host, journey_id } = useBoard();
  const [projected] = useState(projector);
  const [active, setActive] = useState<CurveKey | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const view = projected(snap.state, journey_id ?? where(snap.state, "journeys")[0]?.id ?? "");
  if (!view) return <p class="cjm-curve-board__gone">{t("curve.gone")}</p>;
  const choices = choices_of(view, active);
  const front = active ?? choices.find((each) => !hidden.has(key_of(each))) ?? choices[0] ?? null;
  const activate = (curve: CurveKey | null) => {
    setActive(curve);
    if (curve) setHidden((before) => without(before, key_of(curve)));
  };
  const hide = (curve: CurveKey, away: boolean) => {
    if (!away) return activate(curve);
    setHidden((before) => new Set([...before, key_of(curve)]));
    if (front && key_of(front) === key_of(curve)) setActive(null);
  };
  return (
    <section class="cjm-curve-board" aria-label={view.journey.title}>
      <header class="cjm-curve-board__header">
        <h3 class="cjm-curve-board__title">{view.journey.title}</h3>
        {front && <CurveLegend {...{ view, choices, front, hidden }} onActive={activate} onHide={hide} />}
        <span class="cjm-curve-board__tools">
          <HistoryButtons />
          <People />
          <Status />
        </span>
      </header>
      {view.stages.length === 0 ? (
        <p class="cjm-curve-board__gone">{t("curve.no_stages")}</p>
      ) : (
        <Stretch
          view={{ ...view, curves: view.curves.filter((curve) => !hidden.has(key_of(curve))) }}
          active={front}
          onActive={activate}
          onSelect={(ids) => host.selection.set(ids)}
        />
      )}
      <Marks view={view} />
    </section>
  );
}

const without = (keys: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  new Set([...keys].filter((each) => each !== key));

interface StretchProps {
  view: MapView;
  active: CurveKey | null;
  onActive: (curve: CurveKey) => void;
  onSelect: (ids: string[]) => void;
}

/** The lane and the stage names under it, as wide as there is room. */
function Stretch({ view, ...rest }: StretchProps) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => element.clientWidth > 0 && setRoom(element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const each = Math.max(NARROWEST, (room || 640) / view.stages.length);
  const columns: Column[] = view.stages.map(({ id }, i) => ({ stage_id: id, x: i * each, width: each }));
  return (
    <div ref={box} class="cjm-curve-board__scroll">
      <CurveLane
        {...rest}
        view={view.curves}
        lane={view.lanes.find((lane) => lane.kind === "emotions")}
        stages={view.stages}
        columns={columns}
        width={each * columns.length}
        height={HEIGHT}
      />
      <ol class="cjm-curve-board__stages" style={{ width: `${each * columns.length}px` }}>
        {view.stages.map(({ id, name }) => (
          <li key={id} style={{ width: `${each}px` }}>
            <span>{name}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What the shapes mean: only those that are on the screen. */
function Marks({ view }: { view: MapView }) {
  const { t, snap, locked } = useBoard();
  const lane = view.lanes.find(({ kind }) => kind === "emotions");
  const points = view.curves.flatMap((curve) => curve.points);
  const marks = [
    ["●", "curve.known", points.some(({ evidence }) => evidence === "observed" || evidence === "reported")],
    ["◉", "curve.evidence_inferred", points.some(({ evidence }) => evidence === "inferred")],
    ["◌", "curve.evidence_assumed", points.some(({ evidence }) => evidence === "assumed")],
    ["○", "curve.evidence_none", points.some(({ evidence }) => evidence === null)],
    ["★", "curve.moment_of_truth", points.some((point) => point.moment_of_truth)],
    ["■", "curve.measured_mark", score_of(lane, snap.metrics) !== null],
    ["◇", "curve.intensity_legend", useIntensity()[0]],
    ["▒", "curve.range", points.some(({ low, high }) => low !== null && high !== null)],
  ] as const;
  const used = marks.filter(([, , present]) => present);
  if (used.length === 0) return null;
  return (
    <footer class="cjm-marks">
      {used.map(([sign, key]) => (
        <span key={key}>
          <span aria-hidden="true">{sign}</span> {t(key)}
        </span>
      ))}
      {!locked && (
        <span class="cjm-marks__hint" title={t("curve.hint_between")}>
          {t("curve.hint")}
        </span>
      )}
    </footer>
  );
}
