/** The bundle of the journey map: with the versions and conflicts, which are the kernel's to tell of. */
import { ConflictsBar } from "../ui/map/conflicts/ConflictsBar";
import { MapWith } from "../ui/map/JourneyMap";
import { ComparedBar } from "../ui/map/versions/ComparedBar";
import { VersionsPanel } from "../ui/map/versions/VersionsPanel";
import { widget } from "./mount";

const Bars = () => (
  <>
    <ConflictsBar />
    <ComparedBar />
  </>
);
const MORE = { versions: VersionsPanel, bar: Bars };

export default widget("map", () => <MapWith more={MORE} />);
