/** A line of a service blueprint between two lanes, with its name; knows no lanes. */
import type { LineView } from "../../core/project";
import { useMap } from "./context";

export function BlueprintLine({ name, columns }: { name: LineView["name"]; columns: number }) {
  const { t } = useMap();
  return (
    <div role="row" class="cjm-blueprint" data-line={name}>
      <div role="gridcell" class="cjm-blueprint__name" aria-colspan={columns + 1}>
        <span>{t(`structure.line_${name}`)}</span>
      </div>
    </div>
  );
}
