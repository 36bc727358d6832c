/** The line over the map: title, kind, personas, undo, redo, add, status; knows no lanes and no cells. */
import { useState } from "preact/hooks";
import { edit_journey } from "../../core/commands";
import type { MapView } from "../../core/project";
import type { JourneyRecord } from "../../core/types.gen";
import { Status, useBoard } from "../board";
import { Menu, type MenuGroup } from "../shell/menu";
import { ADD_KINDS, ADD_METRICS } from "./add_kinds";
import { new_lane, new_phase, new_stage } from "./beginnings";
import { useEditing, useMap } from "./context";
import { Editor } from "./Editor";
import { travel } from "./gestures";
import { Depths } from "./look/Depths";
import { FilterButton } from "./look/Filter";
import { FindButton } from "./look/Find";
import { PersonaChip } from "./look/PersonaChip";
import { ViewsButton } from "./look/Views";
import { PanelButtons } from "./PanelButtons";
import { gesture, lane_title } from "./titles";

const KINDS: readonly JourneyRecord["kind"][] = [
  "current_state",
  "future_state",
  "day_in_the_life",
  "service_blueprint",
  "experience_map",
];

export function Header({ view }: { view: MapView }) {
  return (
    <header class="cjm-header">
      <Title title={view.journey.title} />
      <KindChip kind={view.journey.kind} />
      {view.personas.map((persona) => (
        <PersonaChip key={persona.id} persona={persona} />
      ))}
      <span class="cjm-header__tools">
        <Depths />
        <span class="cjm-row-of-buttons">
          <FilterButton />
          <FindButton />
          <ViewsButton />
        </span>
        <Step which="undo" />
        <Step which="redo" />
        <AddButton view={view} />
        <PanelButtons />
        <Status />
      </span>
    </header>
  );
}

const TITLE = "title";

function Title({ title }: { title: string }) {
  const map = useMap();
  const { locked } = useBoard();
  const editing = useEditing(TITLE);
  if (editing) {
    return (
      <span class="cjm-title cjm-editing">
        <Editor editing={editing} value={title} label={map.t("map.edit_title")} single />
      </span>
    );
  }
  const text = title || map.t("map.untitled");
  if (locked) return <h2 class="cjm-title">{text}</h2>;
  return (
    <h2 class="cjm-title" dir="auto">
      <button
        type="button"
        class="cjm-title__button"
        data-key={TITLE}
        title={map.t("map.edit_title")}
        onClick={() => map.edit(TITLE, "title", "all")}
      >
        {text}
      </button>
    </h2>
  );
}

/** A button that says what it would undo; it stays focusable when there is nothing. */
function Step({ which }: { which: "undo" | "redo" }) {
  const map = useMap();
  const { snap, t, locked } = useBoard();
  const label = snap.history[which];
  return (
    <button
      type="button"
      class="cjm-button"
      aria-disabled={locked || label === null}
      title={
        label === null
          ? t(`common.nothing_to_${which}`)
          : t(`common.${which}_what`, { what: gesture(t, label) })
      }
      onClick={() => travel(map, which)}
    >
      {t(`common.${which}`)}
    </button>
  );
}

/** A button with a menu under it. */
function MenuTrigger({
  class: name,
  text,
  label,
  groups,
}: {
  class: string;
  text: string;
  label: string;
  groups: () => MenuGroup[];
}) {
  const { locked } = useBoard();
  const [at, set_at] = useState<{ x: number; y: number; trigger: HTMLElement } | null>(null);
  return (
    <>
      <button
        type="button"
        class={name}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        aria-disabled={locked}
        title={label}
        onPointerDown={(event) => at && event.stopPropagation()}
        onClick={(event) => {
          const { left: x, bottom } = event.currentTarget.getBoundingClientRect();
          set_at(at || locked ? null : { x, y: bottom + 4, trigger: event.currentTarget });
        }}
      >
        {text}
      </button>
      {at && (
        <Menu
          label={label}
          groups={groups()}
          x={at.x}
          y={at.y}
          onClose={(refocus) => {
            set_at(null);
            if (refocus) at.trigger.focus();
          }}
        />
      )}
    </>
  );
}

function KindChip({ kind }: { kind: JourneyRecord["kind"] }) {
  const map = useMap();
  const { t } = map;
  const groups = (): MenuGroup[] => [
    {
      id: "kind",
      items: KINDS.map((id) => ({
        id,
        label: t(`map.kind_${id}`),
        checked: id === kind,
        run: () =>
          void map.commit(
            "edit_journey",
            edit_journey(map.state, map.journey_id, { kind: id }),
            t("map.edited"),
          ),
      })),
    },
  ];
  return <MenuTrigger class="cjm-tag" text={t(`map.kind_${kind}`)} label={t("map.kind")} groups={groups} />;
}

function AddButton({ view }: { view: MapView }) {
  const map = useMap();
  const { t } = map;
  const groups = (): MenuGroup[] => {
    const has = new Set(view.lanes.map((lane) => lane.metric || lane.kind));
    const lanes = ADD_KINDS.map((kind) => ({ kind, metric: "" }));
    const metrics = ADD_METRICS.map((metric) => ({ kind: "metrics" as const, metric }));
    return [
      {
        id: "axis",
        items: [
          {
            id: "stage",
            label: t("map.add_stage"),
            run: () => new_stage(map, view.stages.at(-1)?.id ?? null),
          },
          { id: "phase", label: t("map.add_phase"), run: () => new_phase(map) },
        ],
      },
      {
        id: "lanes",
        title: t("map.add_lane_of"),
        items: [...lanes, ...metrics]
          .filter(({ kind, metric }) => kind === "free_text" || !has.has(metric || kind))
          .map(({ kind, metric }) => ({
            id: metric || kind,
            label: lane_title(t, { kind, metric, title: "", subtitle: "" }),
            run: () => new_lane(map, kind, null, metric),
          })),
      },
    ];
  };
  return <MenuTrigger class="cjm-button" text={`+ ${t("map.add")}`} label={t("map.add")} groups={groups} />;
}
