/** The bundle of the journey map: with the versions, which are the kernel's to tell of. */
import { MapWith } from "../ui/map/JourneyMap";
import { ComparedBar } from "../ui/map/versions/ComparedBar";
import { VersionsPanel } from "../ui/map/versions/VersionsPanel";
import { widget } from "./mount";

const MORE = { versions: VersionsPanel, bar: ComparedBar };

export default widget("map", () => <MapWith more={MORE} />);
