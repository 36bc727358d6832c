/** The bundle of the deck of personas. */
import { PersonaDeck } from "../ui/deck/PersonaDeck";
import { widget } from "./mount";

export default widget("deck", PersonaDeck);
