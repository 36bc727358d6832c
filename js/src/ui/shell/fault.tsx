/** Shows an error in the place where a board could not be drawn; knows nothing of what it wraps. */
import { Component, type ComponentChildren } from "preact";
import { first_words } from "./words";

interface Props {
  children: ComponentChildren;
  onCopy: (text: string) => void;
  onFault?: (error: Error) => void;
}

/** Catches what its children throw; "Try again" draws them anew. */
export class FaultBoundary extends Component<Props, { error: Error | null }> {
  override state = { error: null as Error | null };

  static override getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error): void {
    this.props.onFault?.(error);
  }

  override render(): ComponentChildren {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <FaultBox error={error} onCopy={this.props.onCopy} onRetry={() => this.setState({ error: null })} />
    );
  }
}

/** The box itself, also used by the entries when even the first drawing fails. */
export function FaultBox({
  error,
  onCopy,
  onRetry,
}: {
  error: Error;
  onCopy: (text: string) => void;
  onRetry?: () => void;
}) {
  const words = first_words();
  const details = error.stack?.includes(error.message)
    ? error.stack
    : `${error.message}\n${error.stack ?? ""}`;
  return (
    <div class="cjm-fault" role="alert">
      <strong>{words.fault_title}</strong>
      <p class="cjm-fault__message">{error.message}</p>
      <pre class="cjm-details" tabIndex={0}>
        {details}
      </pre>
      <div class="cjm-row-of-buttons">
        {onRetry && (
          <button type="button" class="cjm-button" onClick={onRetry}>
            {words.try_again}
          </button>
        )}
        <button type="button" class="cjm-button" onClick={() => onCopy(details)}>
          {words.copy_details}
        </button>
      </div>
    </div>
  );
}
