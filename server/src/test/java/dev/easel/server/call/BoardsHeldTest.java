package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoardsHeldTest {
    private final BoardsHeld boards = new BoardsHeld(100);
    private final List<String> broken = new ArrayList<>();

    private Runnable hold(Object board, long bytes, String answer) {
        return boards.hold(answer, () -> broken.add(answer), board, bytes);
    }

    @Test
    @DisplayName("a board counts once for all answers that hold it, until the last of them has ended")
    void together() {
        List<String> board = List.of("a");
        Runnable first = hold(board, 60, "first");
        Runnable second = hold(board, 60, "second");
        assertEquals(60, boards.bytes());
        first.run();
        first.run();
        assertEquals(60, boards.bytes());
        second.run();
        assertEquals(0, boards.bytes());
        assertEquals(List.of(), broken);
    }

    @Test
    @DisplayName("boards with the same content are two, which are in memory both")
    void equal() {
        hold(new ArrayList<>(List.of("a")), 10, "first");
        hold(new ArrayList<>(List.of("a")), 10, "second");
        assertEquals(20, boards.bytes());
    }

    @Test
    @DisplayName("over the bound the answers with the board that has been held for longest are broken off")
    void longest() {
        Object eldest = new Object();
        Runnable first = hold(eldest, 50, "first");
        hold(new Object(), 30, "second");
        Runnable third = hold(eldest, 50, "third");
        hold(new Object(), 30, "fourth");
        broken.sort(null);
        assertEquals(List.of("first", "third"), broken);
        assertEquals(60, boards.bytes());
        first.run();
        third.run();
        assertEquals(60, boards.bytes(), "what was broken off counts no more");
        hold(eldest, 50, "fifth");
        assertEquals(80, boards.bytes(), "it begins anew");
        assertEquals(List.of("first", "third", "second"), broken);
    }

    @Test
    @DisplayName("what one answer holds is not let go for what it holds besides, but that of others is")
    void besides() {
        Object board = new Object();
        hold(board, 80, "export");
        hold(board, 80, "list");
        hold(new Object(), 30, "export");
        assertEquals(List.of(), broken);
        assertEquals(110, boards.bytes());
        hold(new Object(), 20, "other");
        broken.sort(null);
        assertEquals(List.of("export", "list"), broken);
        assertEquals(50, boards.bytes());
    }

    @Test
    @DisplayName("a board that is larger than the bound is sent where it is alone")
    void alone() {
        Runnable first = hold(new Object(), 200, "first");
        assertEquals(List.of(), broken);
        first.run();
        hold(new Object(), 10, "second");
        hold(new Object(), 200, "third");
        assertEquals(List.of("second"), broken);
    }
}
