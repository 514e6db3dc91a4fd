package dev.easel.chaos.line;

import java.io.IOException;

/** Whether something may be passed on, and how soon. Any thread. */
final class Passage {
    private State state = State.OPEN;
    private int delayMs;

    private enum State {
        OPEN,
        SILENT,
        BROKEN
    }

    synchronized void open(int nextDelayMs) {
        become(State.OPEN, nextDelayMs);
    }

    synchronized void silence() {
        become(State.SILENT, 0);
    }

    synchronized void breakOff() {
        become(State.BROKEN, 0);
    }

    private void become(State next, int nextDelayMs) {
        state = next;
        delayMs = nextDelayMs;
        notifyAll();
    }

    /**
     * Returns when something may be passed on.
     *
     * @throws IOException it may not, and will not be
     */
    void await() throws IOException, InterruptedException {
        int delay = awaitOpen();
        if (delay > 0) {
            Thread.sleep(delay);
        }
    }

    private synchronized int awaitOpen() throws IOException, InterruptedException {
        while (state == State.SILENT) {
            wait();
        }
        if (state == State.BROKEN) {
            throw new IOException("the line is broken");
        }
        return delayMs;
    }
}
