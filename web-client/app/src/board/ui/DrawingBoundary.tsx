import { Component, type ReactNode } from 'react';
import { onDrawingFailed } from '../large/onceAFrame.ts';

interface Props {
  /** Called when what is inside has failed and is gone. */
  readonly onFailed: (failure: unknown) => void;
  readonly children: ReactNode;
}

/** Takes what is inside away when drawing it fails: the page around it goes on. */
export class DrawingBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };
  #stop: (() => void) | undefined;
  #isTold = false;

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidMount(): void {
    this.#stop = onDrawingFailed((failure) => {
      this.setState({ hasFailed: true });
      this.#tell(failure);
    });
  }

  override componentWillUnmount(): void {
    this.#stop?.();
  }

  override componentDidCatch(failure: unknown): void {
    this.#tell(failure);
  }

  /** Once: what fails in a frame may fail as well when it is drawn for the last time. */
  #tell(failure: unknown): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.props.onFailed(failure);
  }

  override render() {
    return this.state.hasFailed ? null : this.props.children;
  }
}
