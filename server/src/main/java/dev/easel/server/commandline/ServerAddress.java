package dev.easel.server.commandline;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a running server, as a browser has it: with {@code http} or {@code https}, and a host. */
public final class ServerAddress implements ITypeConverter<URI> {
    @Override
    public URI convert(String value) {
        try {
            URI address = new URI(value);
            String scheme = address.getScheme();
            boolean isHttp = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            if (isHttp && address.getHost() != null && address.getQuery() == null && address.getFragment() == null) {
                return address;
            }
        } catch (URISyntaxException _) {
            // No URI is the same problem as one without a host.
        }
        throw new TypeConversionException("an address such as https://board.example is needed");
    }
}
