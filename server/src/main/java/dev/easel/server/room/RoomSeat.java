package dev.easel.server.room;

import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.audience.Session;
import dev.easel.server.live.Seat;

/** A session of a room in this process, as its socket sees it: everything goes on to the room's loop. */
final class RoomSeat implements Seat {
    private final LiveRoom live;
    private final Session session;

    RoomSeat(LiveRoom live, Session session) {
        this.live = live;
        this.session = session;
    }

    @Override
    public void receive(ClientMessage message) {
        live.loop().execute(() -> live.receive(session, message));
    }

    @Override
    public void refuse(long edit, Refusal refusal) {
        live.loop().execute(() -> live.intake().refuse(session, edit, refusal));
    }

    @Override
    public void role(Role role) {
        live.loop().execute(() -> session.role(role));
    }

    @Override
    public void leave() {
        live.loop().execute(() -> live.attendance().leave(session));
    }
}
