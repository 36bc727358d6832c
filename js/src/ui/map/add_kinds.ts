/** Which lanes the Add menu offers, in the order a map is usually built. */
import type { LaneKind } from "./control";

export const ADD_KINDS: readonly LaneKind[] = [
  "actions",
  "thoughts",
  "touchpoints",
  "channels",
  "emotions",
  "quotes",
  "expectations",
  "motivations",
  "pain_points",
  "moments_of_truth",
  "opportunities",
  "solutions",
  "images",
  "frontstage",
  "backstage",
  "support_processes",
  "teams",
  "resources",
  "free_text",
];

export const ADD_METRICS: readonly string[] = ["csat", "nps", "ces", "reach", "conversion"];
