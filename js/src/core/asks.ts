/** Questions of which one of a kind is on its way at a time; knows what travels, not what it means. */
import { DISPUTE_SHAPES } from "./dispute_messages";
import { new_id } from "./ids";
import { learn } from "./messages";
import type { KernelMessage, Question, RefusalMessage } from "./protocol";
import type { Store } from "./store";
import { learn_versions } from "./version_shapes";

type Asked = Extract<Question, { id: string }>;
type Answer = Extract<KernelMessage, { type: Asked["type"] }>;

interface Owner<Kind> {
  /** The question as it is to be put now; null where there is nothing to ask. */
  question(kind: Kind, id: string): Asked | null;
  /** Hear the answer to the question that was put last. */
  answered(kind: Kind, answer: Answer | RefusalMessage): void;
}

export class Asks<Kind extends string> {
  private readonly asked = new Map<Kind, string>();
  private readonly again = new Set<Kind>();

  constructor(
    private readonly store: Store,
    private readonly owner: Owner<Kind>,
  ) {
    learn_versions();
    learn(DISPUTE_SHAPES);
  }

  /** Hear the kernel until the way out is taken; `afresh` is called where it was away and what was asked is lost. */
  open(afresh: () => void): () => void {
    const hear = (message: KernelMessage) => {
      if (message.type === "snapshot" && message.to === this.store.client) {
        this.end();
        afresh();
      }
      this.hear(message);
    };
    this.store.hearers.add(hear);
    return () => {
      this.store.hearers.delete(hear);
      this.end();
    };
  }

  /** Ask at once, or when the answer on its way has come. */
  ask(kind: Kind): void {
    if (this.asked.has(kind)) {
      this.again.add(kind);
      return;
    }
    const id = new_id("ask");
    const question = this.owner.question(kind, id);
    if (!question) return;
    this.asked.set(kind, id);
    this.store.claimed.add(id);
    if (!this.store.say(question)) this.drop(kind);
  }

  /** Take in a message; ask again where something came between. */
  hear(message: KernelMessage): void {
    if (message.type !== "refusal" && !is_answer(message)) return;
    const kind = [...this.asked].find(([, id]) => id === message.id)?.[0];
    if (!kind) return;
    this.drop(kind);
    this.owner.answered(kind, message);
    if (this.again.delete(kind)) this.ask(kind);
  }

  /** Wait for nothing any more. */
  end(): void {
    for (const kind of [...this.asked.keys()]) this.drop(kind);
    this.again.clear();
  }

  private drop(kind: Kind): void {
    this.store.claimed.delete(this.asked.get(kind) ?? null);
    this.asked.delete(kind);
  }
}

const ANSWERS: readonly string[] = ["versions", "version", "marks", "conflicts"];
const is_answer = (message: KernelMessage): message is Answer => ANSWERS.includes(message.type);

/** What a refusal says. */
export const reason_of = ({ message, hint }: RefusalMessage): string =>
  [message, hint].filter(Boolean).join(" ");
