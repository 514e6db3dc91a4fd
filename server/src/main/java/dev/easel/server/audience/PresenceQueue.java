package dev.easel.server.audience;

import dev.easel.server.loop.Loop;
import dev.easel.server.loop.Pace;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Frames of presence that are made and not sent yet. In a room that is told of events at a stretch there are none: they
 * are sent at once. In a larger one they are sent a stretch at a time, with a pause between, so that events do not wait
 * for all of them. Who was welcomed meanwhile, or is not live, is not sent its own: they may be older than what the
 * welcome told. Confined to the room's loop.
 */
final class PresenceQueue {
    private final Audience audience;
    private final Loop loop;
    private final int stretch;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private Loop.@Nullable Timer timer;

    /** @param stretch frames that are sent at a stretch to the sessions of a room that has more of them */
    PresenceQueue(Audience audience, Loop loop, int stretch) {
        this.audience = audience;
        this.loop = loop;
        this.stretch = stretch;
    }

    /** Sends the frame now or soon, unless it tells the receiver of nobody but itself; whether it does. */
    boolean send(PeersFrame frame, Session receiver) {
        if (frame.isOnlyOf(receiver)) {
            return false;
        }
        if (waiting.isEmpty() && audience.size() <= stretch) {
            receiver.send(frame.bytes());
        } else {
            waiting.add(new Waiting(receiver, receiver.presence().welcomes(), frame));
            if (timer == null) {
                timer = loop.after(1, this::sendSome);
            }
        }
        return true;
    }

    private void sendSome() {
        timer = null;
        long from = loop.now();
        for (int i = 0; i < stretch && !waiting.isEmpty(); i++) {
            waiting.remove().send();
        }
        if (!waiting.isEmpty()) {
            long took = Math.clamp(loop.now() - from, 0, PresenceBeat.LONGEST_MS);
            timer = loop.after(Math.max(Pace.BEAT_MS, PresenceBeat.PAUSES * took), this::sendSome);
        }
    }

    /** Nothing waits to be sent. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void stop() {
        waiting.clear();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** @param welcomes how often the receiver had been welcomed when the frame was made */
    private record Waiting(Session receiver, int welcomes, PeersFrame frame) {
        private void send() {
            if (receiver.isLive() && receiver.presence().welcomes() == welcomes) {
                receiver.send(frame.bytes());
            }
        }
    }
}
