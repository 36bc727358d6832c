/** The journey templates with a preview each; one is built into the map by the kernel as one step. */
import { useEffect } from "preact/hooks";
import type { OfferedTemplate } from "../../../core/protocol";
import { useBoard } from "../../board";
import { useMap } from "../context";
import type { MapControl } from "../control";
import { may_edit } from "../range_gestures";

function use_template(map: MapControl, { name, title }: OfferedTemplate): void {
  if (!may_edit(map) || !map.board.store.ask("apply_template", { template: name })) return;
  map.close_panel();
  map.board.announce(map.t("templates.applied", { title }));
}

/** All of them; those without a stage add nothing to a map. */
export function TemplateList() {
  const map = useMap();
  const { snap, store, locked } = useBoard();
  const { templates, ready } = snap;
  const { t } = map;
  useEffect(() => {
    if (ready && !templates) store.say({ type: "templates" });
  }, [ready, templates, store]);
  if (!templates) return <p class="cjm-faint">{t("templates.loading")}</p>;
  return (
    <ul class="cjm-templates">
      {templates
        .filter(({ stages }) => stages.length > 0)
        .map((template) => (
          <li key={template.name} class="cjm-template" data-template={template.name}>
            <h4 class="cjm-template__title">{template.title}</h4>
            <p class="cjm-template__about">{template.description}</p>
            <ol class="cjm-template__stages" aria-label={t("templates.stages")}>
              {template.stages.map((stage) => (
                <li key={stage}>{stage}</li>
              ))}
            </ol>
            <p class="cjm-template__lanes">{template.lanes.join(" · ")}</p>
            <button
              type="button"
              class="cjm-button cjm-button--small"
              aria-disabled={locked}
              onClick={() => use_template(map, template)}
            >
              {t("templates.use")}
              <span class="cjm-sr-only">{template.title}</span>
            </button>
          </li>
        ))}
    </ul>
  );
}
