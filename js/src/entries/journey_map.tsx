/** The bundle of the journey map: with the versions, which are the kernel's to tell of. */
import { MapWith } from "../ui/map/JourneyMap";
import { VersionsPanel } from "../ui/map/versions/VersionsPanel";
import { widget } from "./mount";

const MORE = { versions: VersionsPanel };

export default widget("map", () => <MapWith more={MORE} />);
