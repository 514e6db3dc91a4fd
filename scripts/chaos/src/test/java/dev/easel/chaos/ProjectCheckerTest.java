package dev.easel.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.easel.chaos.client.ChaosClient;
import dev.easel.chaos.client.Intent;
import dev.easel.chaos.machine.FairClock;
import dev.easel.chaos.verdict.Findings;
import dev.easel.chaos.verdict.Judge;
import dev.easel.protocol.reference.BoardModel;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What went wrong is found: a run that cannot fail would show nothing. */
class ProjectCheckerTest {
    private final Findings findings = new Findings(_ -> {});
    private final ChaosClient ada = client("ada", 1);
    private final ChaosClient bob = client("bob", 2);
    private final List<StoredProject.Stored> events = new ArrayList<>();

    @Test
    @DisplayName("D1 a durable edit that is gone is lost")
    void lost() {
        ada.outbox().add(intent(1), put("log-a"));
        ada.outbox().applied(1, 1);
        ada.outbox().durable(1);
        assertEquals(1, judged(BoardModel.EMPTY).lost());
    }

    @Test
    @DisplayName("D1 a durable edit that became another event is lost")
    void moved() {
        happened(bob, 1, put("log-b"));
        happened(ada, 1, put("log-a"));
        ada.outbox().applied(1, 1);
        ada.outbox().durable(1);
        assertEquals(1, judged(board()).lost());
    }

    @Test
    @DisplayName("E2 an edit that stands twice is found, and so is a intent under two numbers")
    void doubled() {
        happened(ada, 1, put("log-a"));
        events.add(
                new StoredProject.Stored(2, 1, 0, ada.id(), 1, events.getFirst().changes()));
        assertEquals(1, judged(board()).doubled());
        Intent intent = intent(2);
        happened(bob, intent, put("log-b"));
        happened(bob, intent, put("log-b"));
        assertEquals(2, judged(board()).doubled());
    }

    @Test
    @DisplayName(
            "a gap, a changed edit, edits out of order, owners interleaved, and an edit that nobody made are found")
    void otherwise_wrong() {
        happened(ada, 1, put("log-a"));
        assertFound("follows 0", () -> events.replaceAll(event -> at(event, 2)));
        assertFound("sent was", () -> events.replaceAll(event -> changed(event, put("log-b"))));
        assertFound("comes after edit 2", () -> {
            happened(ada, 2, put("log-b"));
            events.add(at(events.removeFirst(), 2));
            events.set(0, at(events.getFirst(), 1));
        });
        assertFound("the epoch of event 2 goes backwards", () -> {
            happened(ada, 2, put("log-b"));
            events.set(0, of(events.getFirst(), 2));
        });
        assertFound("nobody made", () -> events.add(new StoredProject.Stored(2, 1, 0, bob.id(), 9, put("log-c"))));
    }

    @Test
    @DisplayName("a server, rows or a client that shows another board is found")
    void parted() {
        happened(ada, 1, put("log-a"));
        judged(BoardModel.EMPTY);
        String all = String.join("\n", findings.first());
        assertTrue(all.contains("the replay and the server part at log-a, last changed by event 1"), all);
        assertTrue(all.contains("the replay and ada part at log-a"), all);
    }

    private void assertFound(String finding, Runnable spoil) {
        List<StoredProject.Stored> whole = List.copyOf(events);
        spoil.run();
        judged(board());
        events.clear();
        events.addAll(whole);
        String all = String.join("\n", findings.first());
        assertTrue(all.contains(finding), all);
    }

    private ProjectChecker judged(BoardModel live) {
        return new ProjectChecker("p", List.of(ada, bob), new StoredProject(events, board(), events.size()), findings)
                .judged(live, events.size());
    }

    private BoardModel board() {
        BoardModel board = BoardModel.EMPTY;
        for (StoredProject.Stored event : events) {
            board = board.after(event.changes()).orElseThrow();
        }
        return board;
    }

    private void happened(ChaosClient client, long intent, ArrayNode changes) {
        happened(client, intent(intent), changes);
    }

    private void happened(ChaosClient client, Intent intent, ArrayNode changes) {
        long edit = client.outbox().add(intent, changes).number;
        events.add(new StoredProject.Stored(events.size() + 1, 1, 0, client.id(), edit, changes));
    }

    private static StoredProject.Stored at(StoredProject.Stored event, long seq) {
        return new StoredProject.Stored(seq, event.epoch(), event.at(), event.client(), event.edit(), event.changes());
    }

    private static StoredProject.Stored of(StoredProject.Stored event, long epoch) {
        return new StoredProject.Stored(event.seq(), epoch, event.at(), event.client(), event.edit(), event.changes());
    }

    private static StoredProject.Stored changed(StoredProject.Stored event, JsonNode changes) {
        return new StoredProject.Stored(event.seq(), event.epoch(), event.at(), event.client(), event.edit(), changes);
    }

    private static Intent intent(long number) {
        return new Intent(number, new ObjectMapper().createArrayNode());
    }

    private static ArrayNode put(String id) {
        ArrayNode changes = new ObjectMapper().createArrayNode();
        changes.addObject()
                .put("op", "put")
                .put("id", id)
                .putObject("props")
                .put("text", "")
                .putArray("log");
        return changes;
    }

    private ChaosClient client(String name, long seed) {
        HttpClient unused = null;
        FairClock clock = null;
        return new ChaosClient(
                name,
                "p",
                new ChaosClient.World(unused, Optional::empty, new RecoveryTimes(clock), new Judge(clock, findings)),
                new Random(seed),
                false);
    }
}
