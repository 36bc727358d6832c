/** The bundle of the emotion curve on its own. */
import { CurveBoard } from "../ui/curve/CurveBoard";
import { widget } from "./mount";

export default widget("curve", CurveBoard);
