/** The bundle of the board that matches labels of the data with stages. */
import { Matching } from "../ui/matching/Matching";
import { widget } from "./mount";

export default widget("matching", Matching);
