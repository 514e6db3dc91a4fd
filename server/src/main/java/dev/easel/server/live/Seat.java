package dev.easel.server.live;

import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.Refusal;
import dev.easel.protocol.ServerMessage.Role;

/**
 * One client's place in a live project, from hello to close. What the client says goes in here, in the order in which
 * it was said; answers come over its {@link Connection}. May be called from any thread; nothing here blocks.
 */
public interface Seat {
    /** A message other than hello has arrived. */
    void receive(ClientMessage message);

    /** An edit has arrived that the codec does not accept: it is answered with this refusal. */
    void refuse(long edit, Refusal refusal);

    /** What the client may do from now on. */
    void role(Role role);

    /** The client is gone. Later calls do nothing. */
    void leave();
}
