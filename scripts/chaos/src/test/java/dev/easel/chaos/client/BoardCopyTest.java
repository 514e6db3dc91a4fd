package dev.easel.chaos.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoardCopyTest {
    private final BoardCopy copy = new BoardCopy();

    @BeforeEach
    void first_visit() throws JsonProcessingException {
        assertEquals(Optional.empty(), copy.token());
        copy.welcome(json("{'sync':'snapshot','epoch':3}"));
        copy.objects(json("{'objects':[{'id':'a','props':{}},{'id':'b','props':{}}],'deleted':[]}"));
        copy.ready(10);
    }

    @Test
    @DisplayName("R5 a delta is laid over the copy")
    void delta() throws JsonProcessingException {
        copy.welcome(json("{'sync':'delta','epoch':4}"));
        copy.objects(json("{'objects':[{'id':'c','props':{}}],'deleted':['a']}"));
        copy.ready(12);
        assertEquals(Set.of("b", "c"), copy.board().objects().keySet());
        assertEquals("{\"epoch\":4,\"seq\":12}", copy.token().orElseThrow().toString());
    }

    @Test
    @DisplayName("R4 a snapshot replaces the copy")
    void snapshot() throws JsonProcessingException {
        copy.welcome(json("{'sync':'snapshot','epoch':4}"));
        copy.objects(json("{'objects':[{'id':'c','props':{}}]}"));
        copy.ready(12);
        assertEquals(Set.of("c"), copy.board().objects().keySet());
    }

    @Test
    @DisplayName("a sync that breaks off leaves copy and token as they were")
    void broken_sync() throws JsonProcessingException {
        copy.welcome(json("{'sync':'delta','epoch':4}"));
        copy.objects(json("{'deleted':['a']}"));
        assertEquals(Set.of("a", "b"), copy.board().objects().keySet());
        assertEquals(10, copy.seq());
        assertEquals(3, copy.epoch());
    }

    @Test
    @DisplayName("B1 a gap is noticed")
    void gap() {
        assertThrows(IllegalStateException.class, () -> copy.event(12, json("[]")));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
