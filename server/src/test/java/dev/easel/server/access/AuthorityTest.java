package dev.easel.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @CsvSource({
        "board.example, board.example, -1",
        "Board.EXAMPLE:8080, board.example, 8080",
        "board.example., board.example, -1",
        "board.example.:80, board.example, 80",
        "board.example:, board.example, -1",
        "easel_server:8080, easel_server, 8080",
        "127.0.0.1:8080, 127.0.0.1, 8080",
        "[::1], [0:0:0:0:0:0:0:1], -1",
        "[0:0:0:0:0:0:0:1]:443, [0:0:0:0:0:0:0:1], 443",
        "[::1%lo]:80, [0:0:0:0:0:0:0:1], 80",
        "[fe80::1%25eth0], [fe80:0:0:0:0:0:0:1], -1",
        "[::FFFF:127.0.0.1]:1, 127.0.0.1, 1",
        "[::ffff:7f00:1], 127.0.0.1, -1",
    })
    @DisplayName("a host has one form, however it is written")
    void one_form(String text, String host, int port) {
        assertEquals(
                Optional.of(new Authority(host, port < 0 ? OptionalInt.empty() : OptionalInt.of(port))),
                Authority.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ":",
                ":80",
                "a b",
                " a",
                "a ",
                "user@a",
                "user:pw@a:80",
                "a/b",
                "a\\b",
                "a?b",
                "a#b",
                "a,b",
                "a:80:80",
                "a:-1",
                "a:65536",
                "a:999999",
                "a:8o",
                "a..b",
                ".a",
                "a..",
                "::1",
                "[::1",
                "::1]",
                "[]",
                "[:]",
                "[::1]x",
                "[::1]]",
                "[g::1]",
                "[1.2.3.4]",
                "[::1%]",
                "999.1.1.1",
                "1.2.3.4.5",
                "%61",
                "é",
                "a\u0000",
                "a\tb",
                "*",
                "null:x"
            })
    @DisplayName("what is no host and port is none")
    void none(String text) {
        assertEquals(Optional.empty(), Authority.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST., true",
        "board.localhost:80, true",
        "127.0.0.1, true",
        "127.255.0.9:1, true",
        "[::1]:8080, true",
        "[::ffff:127.0.0.1], true",
        "localhost.example, false",
        "notlocalhost, false",
        "127.0.0.1.example, false",
        "0.0.0.0, false",
        "[::], false",
        "128.0.0.1, false",
        "[::2], false",
        "192.168.1.5, false",
        "localhost.localdomain, false",
    })
    @DisplayName("a loopback name can mean no other machine")
    void loopback(String text, boolean isLoopback) {
        assertEquals(isLoopback, Authority.parse(text).orElseThrow().isLoopback());
    }
}
