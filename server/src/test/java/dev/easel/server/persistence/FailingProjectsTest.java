package dev.easel.server.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailingProjectsTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private final Throwable first = new IllegalStateException("first");
    private final Throwable later = new IllegalStateException("later");

    private final FailingProjects failing = new FailingProjects();

    @Test
    @DisplayName(
            "a project fails since its first failure in a row, for the latest reason; the longest failing is first")
    void since() {
        failing.add(A, first, 10);
        failing.add(B, first, 20);
        failing.add(A, later, 30);
        assertEquals(List.of(new FailingProject(A, later, 10), new FailingProject(B, first, 20)), failing.list());
        failing.forget(A);
        failing.add(A, later, 40);
        assertEquals(List.of(new FailingProject(B, first, 20), new FailingProject(A, later, 40)), failing.list());
        failing.retain(A::equals);
        assertEquals(List.of(new FailingProject(A, later, 40)), failing.list());
    }

    @Test
    @DisplayName("so many are remembered, and no more: the longest failing is forgotten")
    void bound() {
        for (int i = 0; i <= FailingProjects.MOST; i++) {
            failing.add(new UUID(1, i), first, i);
        }
        assertEquals(FailingProjects.MOST, failing.list().size());
        assertEquals(new UUID(1, 1), failing.list().getFirst().project());
    }
}
