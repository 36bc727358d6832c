/** The few words needed before the catalogue has arrived (it travels with the snapshot); nothing else goes here. */

type Words = Record<
  "loading_slow" | "gone_title" | "gone_help" | "fault_title" | "copy_details" | "try_again",
  string
>;

const EN: Words = {
  loading_slow: "Waiting for the kernel. If it is not running, start it and run this cell again.",
  gone_title: "No kernel",
  gone_help: "This board is not connected. Start the kernel and run this cell again.",
  fault_title: "This board could not be drawn",
  copy_details: "Copy the details",
  try_again: "Try again",
};

const FR: Words = {
  loading_slow:
    "En attente du noyau. S’il n’est pas démarré, démarrez-le et exécutez de nouveau cette cellule.",
  gone_title: "Pas de noyau",
  gone_help: "Ce tableau n’est pas connecté. Démarrez le noyau et exécutez de nouveau cette cellule.",
  fault_title: "Ce tableau n’a pas pu être dessiné",
  copy_details: "Copier les détails",
  try_again: "Réessayer",
};

/** The words in the language of the page. */
export function first_words(): Words {
  const language = document.documentElement.lang || navigator.language || "en";
  return language.toLowerCase().startsWith("fr") ? FR : EN;
}
