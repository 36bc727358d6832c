/** The bundle of the persona card. */
import { PersonaCard } from "../ui/persona/PersonaCard";
import { widget } from "./mount";

export default widget("persona", PersonaCard);
