/** The line over the map: title, kind, personas, undo, redo, add, status; knows no lanes and no cells. */
import { edit_journey } from "../../core/commands";
import type { MapView } from "../../core/project";
import type { JourneyRecord } from "../../core/types.gen";
import { People, Status, useBoard } from "../board";
import { Icon } from "../shell/icon";
import type { MenuGroup } from "../shell/menu";
import { gesture, travel } from "../shell/travel";
import { add_groups } from "./AddMenu";
import { useEditing, useMap } from "./context";
import { Editor } from "./Editor";
import { HiddenLanes } from "./HiddenLanes";
import { Depths } from "./look/Depths";
import { FilterButton } from "./look/Filter";
import { FindButton } from "./look/Find";
import { PersonaChip } from "./look/PersonaChip";
import { ViewsButton } from "./look/Views";
import { MenuTrigger } from "./MenuTrigger";
import { PanelButtons } from "./PanelButtons";
import type { MorePanels } from "./panel/Panels";
import { ShareButton } from "./share/ShareButton";

const KINDS: readonly JourneyRecord["kind"][] = [
  "current_state",
  "future_state",
  "day_in_the_life",
  "service_blueprint",
  "experience_map",
];

export function Header({ view, more }: { view: MapView; more: MorePanels }) {
  const { viewer } = useBoard().host;
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
        {!viewer && (
          <>
            <Step which="undo" />
            <Step which="redo" />
            <HiddenLanes />
            <AddButton view={view} />
            <ShareButton />
          </>
        )}
        <PanelButtons more={more} />
        {!viewer && <People />}
        {!viewer && <Status />}
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
  const board = useBoard();
  const { snap, t, locked } = board;
  const label = snap.history[which];
  return (
    <button
      type="button"
      class="cjm-button cjm-tool"
      aria-disabled={locked || label === null}
      title={
        label === null
          ? t(`common.nothing_to_${which}`)
          : t(`common.${which}_what`, { what: gesture(t, label) })
      }
      onClick={() => travel(board, which)}
    >
      <Icon name={which === "undo" ? "undo-2" : "redo-2"} />
      <span class="cjm-tool__word">{t(`common.${which}`)}</span>
    </button>
  );
}

function KindChip({ kind }: { kind: JourneyRecord["kind"] }) {
  const map = useMap();
  const { t } = map;
  const { viewer } = useBoard().host;
  if (viewer) return <span class="cjm-tag">{t(`map.kind_${kind}`)}</span>;
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
  const groups = () => add_groups(map, view);
  return <MenuTrigger class="cjm-button" text={`+ ${t("map.add")}`} label={t("map.add")} groups={groups} />;
}
