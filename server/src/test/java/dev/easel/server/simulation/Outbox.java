package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A client's edits until they are settled, kept as the protocol says (J7, J8, D3, D5). */
final class Outbox {
    private final UUID client;
    private final GroundTruth truth;
    private final TreeMap<Long, ClientEdit> unsettled = new TreeMap<>();
    private final Set<Long> refused = new HashSet<>();
    /** Refused by a server that was no longer the owner: the new owner may have accepted them. */
    private final Set<Long> refusedByFormerOwner = new HashSet<>();

    private final Set<Long> setAside = new HashSet<>();
    private final Set<Long> taken = new HashSet<>();
    private long made;
    private long sent;

    Outbox(UUID client, GroundTruth truth) {
        this.client = client;
        this.truth = truth;
    }

    ClientEdit make(JsonNode changes, Optional<String> group) {
        ClientEdit edit = new ClientEdit(++made, changes, group);
        unsettled.put(edit.number, edit);
        return edit;
    }

    long next() {
        return made + 1;
    }

    /** The lowest number that is not settled. */
    long pending() {
        return unsettled.isEmpty() ? next() : unsettled.firstKey();
    }

    ClientEdit find(long number) {
        return unsettled.get(number);
    }

    List<ClientEdit> unsettled() {
        return List.copyOf(unsettled.values());
    }

    /** Up to {@code most} edits, in order, that were not sent since {@link #sendAgain}. */
    List<ClientEdit> toSend(int most) {
        List<ClientEdit> next = new ArrayList<>();
        for (ClientEdit edit : unsettled.tailMap(sent, false).values()) {
            if (next.size() == most) {
                break;
            }
            sent = edit.number;
            if (!edit.hasSeq()) {
                next.add(edit);
            }
        }
        return next;
    }

    boolean hasToSend() {
        return unsettled.tailMap(sent, false).values().stream().anyMatch(edit -> !edit.hasSeq());
    }

    /** Every edit without a seq is sent again, from the first on. */
    void sendAgain() {
        sent = 0;
    }

    void forgetSeqs() {
        unsettled.values().forEach(edit -> edit.seq = 0);
    }

    void applied(long number, long seq) {
        Rule.ANSWERS.holds(number <= made, client, "never made", number);
        Rule.REFUSED.holds(!refused.contains(number), client, number, seq);
        ClientEdit edit = unsettled.get(number);
        if (edit != null) {
            Rule.ANSWERS.holds(!edit.hasSeq() || edit.seq == seq, client, edit, seq);
            edit.seq = seq;
        }
    }

    void durable(long upTo) {
        unsettled.values().removeIf(edit -> {
            boolean settled = edit.hasSeq() && edit.seq <= upTo;
            if (settled) {
                truth.toldDurable(client, edit.number);
            }
            return settled;
        });
    }

    void refused(long number, long epoch) {
        ClientEdit edit = unsettled.remove(number);
        Rule.ANSWERS.holds(edit != null && !edit.hasSeq(), client, "refused", number, edit);
        if (truth.isCurrent(epoch)) {
            refused.add(number);
            truth.toldRefused(client, number);
        } else {
            refusedByFormerOwner.add(number);
        }
    }

    /** A stranger has used the number up: the same changes are made again under another one (E15). */
    void taken(long number) {
        ClientEdit edit = unsettled.remove(number);
        Rule.ANSWERS.holds(edit != null && !edit.hasSeq(), client, "taken", number, edit);
        taken.add(number);
        ClientEdit again = edit.again(++made);
        unsettled.put(again.number, again);
    }

    void setAside(long number) {
        unsettled.remove(number);
        setAside.add(number);
    }

    /** Checks, at the end of a world, that every edit is settled. */
    void check() {
        Rule.SETTLED.holds(unsettled.isEmpty(), client, unsettled.values());
        for (long number = 1; number <= made; number++) {
            boolean gone = refused.contains(number) || setAside.contains(number) || taken.contains(number);
            boolean open = refusedByFormerOwner.contains(number);
            Rule.SETTLED.holds(open || truth.holds(client, number) != gone, client, number, gone);
        }
    }
}
