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
    private final History history;
    private final TreeMap<Long, Made> unsettled = new TreeMap<>();
    private final Set<Long> refused = new HashSet<>();
    /** By an owner that was not the owner any more: what another one has made of them stands. */
    private final Set<Long> refusedOnce = new HashSet<>();

    private final Set<Long> setAside = new HashSet<>();
    private long made;
    private long sent;

    Outbox(UUID client, History history) {
        this.client = client;
        this.history = history;
    }

    Made make(JsonNode changes, Optional<String> group) {
        Made edit = new Made(++made, changes, group);
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

    Made find(long number) {
        return unsettled.get(number);
    }

    List<Made> unsettled() {
        return List.copyOf(unsettled.values());
    }

    /** Up to {@code most} edits, in order, that were not sent since {@link #sendAgain}. */
    List<Made> toSend(int most) {
        List<Made> next = new ArrayList<>();
        for (Made edit : unsettled.tailMap(sent, false).values()) {
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

    /** Every edit without a seq is to be sent, from the first on. */
    void sendAgain() {
        sent = 0;
    }

    void forgetSeqs() {
        unsettled.values().forEach(edit -> edit.seq = 0);
    }

    void applied(long number, long seq) {
        Rule.ANSWERS.holds(number <= made, client, "never made", number);
        Rule.REFUSED.holds(!refused.contains(number), client, number, seq);
        Made edit = unsettled.get(number);
        if (edit != null) {
            Rule.ANSWERS.holds(!edit.hasSeq() || edit.seq == seq, client, edit, seq);
            edit.seq = seq;
        }
    }

    void durable(long upTo) {
        unsettled.values().removeIf(edit -> {
            boolean settled = edit.hasSeq() && edit.seq <= upTo;
            if (settled) {
                history.toldDurable(client, edit.number);
            }
            return settled;
        });
    }

    void refused(long number, long epoch) {
        Made edit = unsettled.remove(number);
        Rule.ANSWERS.holds(edit != null && !edit.hasSeq(), client, "refused", number, edit);
        if (history.isNow(epoch)) {
            refused.add(number);
            history.toldRefused(client, number);
        } else {
            refusedOnce.add(number);
        }
    }

    void setAside(long number) {
        unsettled.remove(number);
        setAside.add(number);
    }

    /** In the end. */
    void check() {
        Rule.SETTLED.holds(unsettled.isEmpty(), client, unsettled.values());
        for (long number = 1; number <= made; number++) {
            boolean gone = refused.contains(number) || setAside.contains(number);
            boolean open = refusedOnce.contains(number);
            Rule.SETTLED.holds(open || history.holds(client, number) != gone, client, number, gone);
        }
    }
}
