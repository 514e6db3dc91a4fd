package dev.easel.server.metadata;

import static dev.easel.server.metadata.XmlText.fit;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.easel.server.metadata.XmlText.Attribute;
import dev.easel.server.metadata.XmlText.Unfit;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an SVG file. Comments and processing instructions go, the content of {@code metadata}, and what is in
 * namespaces that browsers do not draw: of Inkscape, Illustrator and other editors, which tell names and paths there.
 * Such an element stays without anything in it, so that no rule of a style sheet counts differently. Photos in it lose
 * their metadata. All other bytes stay as they are.
 *
 * <p>Nothing is ever looked up or expanded: a file with a document type of its own, in an encoding in which {@code <}
 * could mean something else, that is nested very deep, or whose tags are not well formed, is not touched. So is a photo
 * that a style sheet holds. For one thread.
 */
final class SvgParts {
    private static final String SVG = "http://www.w3.org/2000/svg";

    private static final Set<String> DRAWN = Set.of(
            SVG,
            "http://www.w3.org/XML/1998/namespace",
            "http://www.w3.org/1999/xlink",
            "http://www.w3.org/1999/xhtml",
            "http://www.w3.org/1998/Math/MathML",
            "http://www.w3.org/2001/xml-events");

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final String DECLARATION = "<?xml";
    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final Pattern FIT = Pattern.compile("(?i)utf-8|us-ascii|iso-8859-[0-9]+|windows-125[0-9]");
    private static final Pattern PHOTO = Pattern.compile("(?is)\\s*data:image/.*;base64,");

    /** Elements within one another, at most: what is known of each takes many times its bytes. */
    static final int MOST_DEEP = 1_000;

    /** How a character of base64 is written in XML or in an address, where it is not written as it is. */
    private static final Pattern ESCAPED = Pattern.compile("(?i)&#(x0*[9ad]|0*(9|10|13));|%(0[9ad]|20|2b|2f|3d)|\\s");

    private final UnaryOperator<byte[]> photos;
    private final String text;
    private final XmlText in;
    private final StringBuilder out;
    private final Namespaces namespaces = new Namespaces();
    private final Deque<Element> open = new ArrayDeque<>();
    private boolean hasRoot;

    /** All before is in {@link #out}, or was cut. */
    private int done;

    private SvgParts(byte[] image, UnaryOperator<byte[]> photos) {
        this.photos = photos;
        text = new String(image, ISO_8859_1);
        in = new XmlText(text);
        out = new StringBuilder(image.length);
    }

    /** Whether it may be one: it begins as XML does. */
    static boolean mayBe(ImageBytes image) {
        int at = image.has(0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        while (at < image.length() && XmlText.isSpace((char) image.u8(at))) {
            at++;
        }
        return image.has(at, "<");
    }

    /** @param photos takes the metadata out of those that are in it */
    static byte[] stripped(byte[] image, UnaryOperator<byte[]> photos) {
        SvgParts parts = new SvgParts(image, photos);
        try {
            parts.walk();
        } catch (Unfit _) {
            return image;
        }
        return parts.out.toString().getBytes(ISO_8859_1);
    }

    private void walk() throws Unfit {
        in.skip(in.isAt(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0);
        if (in.isAt(DECLARATION) && XmlText.isSpace(in.charAt(in.at() + DECLARATION.length()))) {
            Matcher encoding = ENCODING.matcher(in.behind("?>"));
            fit(!encoding.find() || FIT.matcher(encoding.group(1)).matches());
        }
        while (!in.isAtEnd()) {
            boolean isBlank = in.upTo('<').isBlank();
            fit(!open.isEmpty() || isBlank);
            if (!in.isAtEnd()) {
                part();
            }
        }
        fit(hasRoot && open.isEmpty());
        cut(in.at(), in.at());
    }

    private void part() throws Unfit {
        int from = in.at();
        if (in.isAt("<!--")) {
            in.skip(4);
            in.behind("-->");
            cut(from, in.at());
        } else if (in.isAt("<![CDATA[")) {
            fit(!open.isEmpty());
            in.behind("]]>");
        } else if (in.isAt("<!DOCTYPE")) {
            fit(!hasRoot);
            documentType();
        } else if (in.isAt("<?")) {
            boolean isShown = in.isAt("<?xml-stylesheet");
            in.behind("?>");
            cut(isShown ? in.at() : from, in.at());
        } else if (in.isAt("</")) {
            end();
        } else {
            begin();
        }
    }

    /** One that only names another is skipped. */
    private void documentType() throws Unfit {
        while (in.next() != '>') {
            char c = in.next();
            fit(c != '[');
            in.skip(1);
            if (c == '"' || c == '\'') {
                in.behind(String.valueOf(c));
            }
        }
        in.skip(1);
    }

    private void begin() throws Unfit {
        in.skip(1);
        String name = in.name();
        List<Attribute> attributes = in.attributes();
        boolean isEmpty = in.next() == '/';
        in.skip(isEmpty ? 1 : 0);
        fit(in.next() == '>');
        in.skip(1);
        List<String> bound = namespaces.bind(attributes);
        String namespace = namespaces.of(name);
        String local = namespace.equals(SVG) ? name.substring(name.indexOf(':') + 1) : "";
        if (open.isEmpty()) {
            fit(!hasRoot && local.equals("svg"));
            hasRoot = true;
        }
        boolean isPage = isPage(); // all that a page has may be shown
        boolean isForeign = !isPage && (!DRAWN.contains(namespace) || local.equals("metadata"));
        boolean isCut = isCut();
        if (!isCut) {
            for (Attribute it : attributes) {
                attribute(it, isForeign, isPage);
            }
        }
        if (isEmpty) {
            namespaces.unbind(bound);
        } else {
            fit(open.size() < MOST_DEEP);
            boolean isEmptied = isForeign && !isCut;
            boolean hasPage = isPage || local.equals("foreignObject");
            open.push(new Element(name, bound, in.at(), isEmptied, isForeign || isCut, hasPage));
        }
    }

    private void attribute(Attribute it, boolean isOfForeign, boolean isOfPage) throws Unfit {
        if (it.prefixBound() != null) {
            return;
        }
        String name = it.name();
        boolean isForeign = name.indexOf(':') > 0 && !DRAWN.contains(namespaces.of(name));
        if (isOfForeign || isForeign && !isOfPage) {
            cut(it.from(), it.to());
        } else if (name.equals("href") || name.endsWith(":href") || name.equals("src")) {
            photo(it);
        }
    }

    /** An image that stands in the file itself; it only ever becomes shorter. */
    private void photo(Attribute it) {
        int comma = it.value().indexOf(',');
        String data = it.value().substring(comma + 1);
        if (!PHOTO.matcher(it.value().substring(0, comma + 1)).matches()) {
            return;
        }
        byte[] image;
        try {
            image = Base64.getDecoder().decode(ESCAPED.matcher(data).replaceAll(SvgParts::unescaped));
        } catch (IllegalArgumentException _) {
            return;
        }
        byte[] stripped = photos.apply(image);
        String encoded = Base64.getEncoder().encodeToString(stripped);
        if (stripped != image && encoded.length() <= data.length()) {
            int end = it.to() - 1;
            cut(end - data.length(), end);
            out.append(encoded);
        }
    }

    /** A blank is nothing in base64. */
    private static String unescaped(MatchResult escaped) {
        return switch (escaped.group().toLowerCase(Locale.ROOT)) {
            case "%2b" -> "+";
            case "%2f" -> "/";
            case "%3d" -> "=";
            default -> "";
        };
    }

    private void end() throws Unfit {
        int from = in.at();
        String name = in.behind(">").substring(2).stripTrailing();
        @Nullable Element element = open.poll();
        if (element == null || !name.equals(element.name())) {
            throw new Unfit();
        }
        if (element.isEmptied()) {
            cut(element.content(), from);
        }
        namespaces.unbind(element.bound());
    }

    private boolean isCut() {
        @Nullable Element in = open.peek();
        return in != null && in.isCut();
    }

    private boolean isPage() {
        @Nullable Element in = open.peek();
        return in != null && in.isPage();
    }

    /** Keeps all up to there, and goes on behind. What is within something that is cut goes with it. */
    private void cut(int from, int to) {
        if (!isCut()) {
            out.append(text, done, from);
            done = to;
        }
    }

    /**
     * @param content where what is in it begins
     * @param isEmptied whether that is cut
     * @param isCut whether that is cut, or more around it
     * @param isPage whether it is within a {@code foreignObject}
     */
    private record Element(
            String name, List<String> bound, int content, boolean isEmptied, boolean isCut, boolean isPage) {}
}
