// Keeps a crash inside its pane: the others go on, and the pane can be shown again.
import { LifeBuoy } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { m } from '@/lib/i18n/messages';
import { Button } from './controls/button';
import { EmptyState } from './empty-state';

/** `of` names the content: when it changes, the pane starts afresh. */
type Props = { of: string; children: ReactNode };

export class ErrorBoundary extends Component<Props, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override componentDidUpdate(before: Props) {
    if (this.state.crashed && before.of !== this.props.of) this.setState({ crashed: false });
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <div role="alert" className="flex h-full flex-col bg-surface">
        <EmptyState icon={LifeBuoy} title={m.app.crash.title} note={m.app.crash.sub}>
          <Button look="quiet" onClick={() => this.setState({ crashed: false })}>
            {m.app.crash.again}
          </Button>
        </EmptyState>
      </div>
    );
  }
}
