package dev.easel.protocol;

import static dev.easel.protocol.Texts.decode;
import static dev.easel.protocol.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenBadTest {
    @TestFactory
    @DisplayName("Every bad frame is refused or closes the socket, as its golden file says")
    Stream<DynamicTest> answers() {
        return Golden.files("bad").entrySet().stream().map(file -> {
            JsonNode bad = ByValue.tree(file.getValue());
            String name = bad.path("rule").asText() + " " + bad.path("about").asText() + " (" + file.getKey() + ")";
            return dynamicTest(name, () -> check(bad));
        });
    }

    private static void check(JsonNode bad) {
        JsonNode answer = bad.path("answer");
        switch (decode(bad.path("frame").asText())) {
            case Decoded.Message accepted -> fail("accepted: " + accepted);
            case Decoded.Unacceptable refused -> {
                assertEquals(answer.path("refused").path("edit").asLong(-1), refused.edit());
                assertEquals(
                        answer.path("refused").path("code").asText(),
                        refused.refusal().code().wire());
                String told = text(ServerCodec.encode(new ServerMessage.Refused(refused.edit(), refused.refusal())));
                assertEquals(
                        refused.refusal().message(),
                        ByValue.tree(told).path("message").asText());
            }
            case Decoded.Malformed _ -> assertEquals(answer.path("close").asInt(), CloseCode.MALFORMED.code());
        }
    }
}
