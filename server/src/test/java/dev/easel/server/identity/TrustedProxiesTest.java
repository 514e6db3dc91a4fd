package dev.easel.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "11.1.2.3, false",
        "192.0.2.7, true",
        "192.0.2.8, false",
        "fd00::1, true",
        "fe80::1, false",
        "localhost, false"
    })
    @DisplayName("who is in a range, or is one of the addresses, is trusted")
    void trusts(String address, boolean isTrusted) {
        assertEquals(
                isTrusted,
                TrustedProxies.parse("10.0.0.0/8, 192.0.2.7,fd00::/8").trusts(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.1/16", "10", "0x7f000001", "proxy.example", "10.0.0.0/33", "fd00::/129", "", "10.0.0.256"})
    @DisplayName("what is no address in full is refused: another range than the one that was meant would be trusted")
    void refused(String item) {
        String problem = assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse("10.0.0.0/8," + item))
                .getMessage();
        assertTrue(problem.startsWith(item + " is no address"), problem);
    }

    @Test
    @DisplayName("without any, nobody is trusted")
    void none() {
        assertTrue(TrustedProxies.NONE.isEmpty());
    }
}
