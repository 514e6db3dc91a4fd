package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** A parser that shortens numbers of too many characters to the shortest text of the same double. */
final class ShortNumbers extends JsonParserDelegate {
    /** Characters from which on a number is shortened. */
    static final int MAX_NUMBER = 32;

    ShortNumbers(JsonParser in) {
        super(in);
    }

    @Override
    public String getText() throws IOException {
        String text = super.getText();
        JsonToken token = currentToken();
        if (token != null && token.isNumeric() && text.length() > MAX_NUMBER) {
            return Double.toString(Double.parseDouble(text));
        }
        return text;
    }
}
