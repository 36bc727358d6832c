/** The bundle of the journey map. */
import { JourneyMap } from "../ui/map/JourneyMap";
import { widget } from "./mount";

export default widget("map", JourneyMap);
