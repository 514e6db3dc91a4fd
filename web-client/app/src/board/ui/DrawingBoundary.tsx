import { Component, type ReactNode } from 'react';

interface Props {
  /** Called when what is inside has failed and is gone. */
  readonly onFailed: (failure: unknown) => void;
  readonly children: ReactNode;
}

/** Takes what is inside away when drawing it fails: the page around it goes on. */
export class DrawingBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(failure: unknown): void {
    this.props.onFailed(failure);
  }

  override render() {
    return this.state.hasFailed ? null : this.props.children;
  }
}
