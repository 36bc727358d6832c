/** The switch between the three depths of a map; knows no cards. */
import { DEPTHS, type Depth } from "../lens";
import { Segments } from "./Segments";
import { useTold } from "./use_look";

export function Depths() {
  const map = useTold("lens");
  const { t, lens } = map;
  const choose = (depth: Depth) => {
    lens.set({ depth });
    map.board.announce(t(`views.${depth}`));
  };
  return (
    <Segments
      label={t("views.depth")}
      ids={DEPTHS}
      chosen={lens.depth}
      text={(depth) => t(`views.${depth}`)}
      choose={choose}
    />
  );
}
