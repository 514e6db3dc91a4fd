package dev.easel.server.metadata;

import static dev.easel.server.metadata.Photos.SECRET;
import static dev.easel.server.metadata.Photos.bytes;
import static dev.easel.server.metadata.Photos.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SvgPartsTest {
    private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\"";

    /** As Inkscape writes it, more or less. */
    private static final String DRAWING = """
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <!-- 48.8584N -->
            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
            <?xml-stylesheet href="#style" type="text/css"?><?editor 48.8584N?>
            <svg width="10" xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg"
               xmlns:xlink="http://www.w3.org/1999/xlink" sodipodi:docname='/home/ada/48.8584N.svg'
               xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
               xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" viewBox="0 0 10 10">
              <sodipodi:namedview inkscape:window-x="48.8584N" page="48.8584N"><inkscape:page/></sodipodi:namedview>
              <s:metadata id="m"><rdf:RDF xmlns:rdf="urn:rdf"><dc:creator xmlns:dc="d">48.8584N</dc:creator>
                <!-- <s:metadata> --><![CDATA[</s:metadata>]]></rdf:RDF></s:metadata >
              <style><![CDATA[ a > b { fill: red } /* <!-- kept --> */ ]]></style><!-- a > "48.8584N" -->
              <g inkscape:label="48.8584N" id="a" inkscape:groupmode="layer"><title>A &lt; B</title>
                <path d="M0 0 L 10 10" sodipodi:nodetypes="cc"/><use xlink:href="#a" xml:space="preserve"/></g>
              <foreignObject><p xmlns="http://www.w3.org/1999/xhtml" inkscape:x="1">é <x:y xmlns:x="u">z</x:y></p>
              </foreignObject>
            </svg>
            <!-- 48.8584N -->
            """;

    private static final String LEFT = """
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>

            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
            <?xml-stylesheet href="#style" type="text/css"?>
            <svg width="10" xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg"
               xmlns:xlink="http://www.w3.org/1999/xlink"
               xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
               xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" viewBox="0 0 10 10">
              <sodipodi:namedview></sodipodi:namedview>
              <s:metadata></s:metadata >
              <style><![CDATA[ a > b { fill: red } /* <!-- kept --> */ ]]></style>
              <g id="a"><title>A &lt; B</title>
                <path d="M0 0 L 10 10"/><use xlink:href="#a" xml:space="preserve"/></g>
              <foreignObject><p xmlns="http://www.w3.org/1999/xhtml" inkscape:x="1">é <x:y xmlns:x="u">z</x:y></p>
              </foreignObject>
            </svg>

            """;

    private static String stripped(String drawing) {
        return text(ImageMetadata.stripped(bytes(drawing)));
    }

    private static void untouched(String drawing) {
        byte[] image = bytes(drawing);
        assertSame(image, ImageMetadata.stripped(image), drawing);
    }

    @Test
    @DisplayName("what editors and people wrote beside the drawing goes, and every other byte stays")
    void drawing() {
        String stripped = stripped(DRAWING);
        assertEquals(LEFT, stripped);
        untouched(stripped);
        String mark = "\u00ef\u00bb\u00bf ";
        assertEquals(mark + SVG + "></svg>", stripped(mark + SVG + "><!----></svg>"));
    }

    @Test
    @DisplayName("a photo in a drawing loses its metadata, and stays a photo")
    void photo() {
        String photo = Base64.getEncoder().encodeToString(Photos.jpeg(6));
        String left = Base64.getEncoder().encodeToString(ImageMetadata.stripped(Photos.jpeg(6)));
        String xlink = " xmlns:x=\"http://www.w3.org/1999/xlink\">";
        for (String name : List.of("href", "x:href")) {
            String drawing = SVG + xlink + "<image " + name + "='data:image/jpeg;base64,%s' id='i'/></svg>";
            assertEquals(drawing.formatted(left), stripped(drawing.formatted(photo)));
            untouched(drawing.formatted(left));
            for (String written : List.of(
                    photo + "&#10;",
                    photo.substring(0, 8) + "&#x0D;&#xA;" + photo.substring(8),
                    photo.substring(0, 8) + "\n  " + photo.substring(8),
                    photo.replace("+", "%2B").replace("/", "%2f").replace("=", "%3D"))) {
                assertEquals(drawing.formatted(left), stripped(drawing.formatted(written)));
            }
            untouched(drawing.formatted(photo + "%41"));
            untouched(drawing.formatted(photo + "&amp;"));
            untouched(drawing.formatted("A"));
        }
    }

    @Test
    @DisplayName("what is not well formed, has a document type of its own, or another encoding, is not touched")
    void untouched() {
        String told = "<!-- " + SECRET + " -->";
        for (String drawing : List.of(
                told,
                told + "<html></html>",
                "<!DOCTYPE html><html>" + told + "</html>",
                "<svg>" + told + "</svg>",
                "<a:svg xmlns=\"http://www.w3.org/2000/svg\">" + told + "</a:svg>",
                SVG + ">" + told,
                SVG + ">" + told + "</svg",
                SVG + ">" + told + "</g>",
                SVG + "><g>" + told + "</svg></g>",
                SVG + ">" + told + "</svg>text",
                SVG + ">" + told + "</svg>" + SVG + "/>",
                SVG + "><!-- " + SECRET,
                SVG + "><![CDATA[" + told + "</svg>",
                SVG + " a=b>" + told + "</svg>",
                SVG + " a>" + told + "</svg>",
                SVG + " a='1'b='2'>" + told + "</svg>",
                SVG + " a='<'>" + told + "</svg>",
                SVG + " x:a='1'>" + told + "</svg>",
                SVG + "><x:a/>" + told + "</svg>",
                SVG + "><!ELEMENT a>" + told + "</svg>",
                SVG + "><a xmlns='http&#58;//www.w3.org/2000/svg'/>" + told + "</svg>",
                "<!DOCTYPE svg [<!ENTITY a '>'>]>" + SVG + ">" + told + "</svg>",
                "<!DOCTYPE svg [<!ENTITY a 'aaa'><!ENTITY b '&a;&a;'>]>" + SVG + ">&b;" + told + "</svg>",
                "<?xml version='1.0' encoding='iso-2022-jp'?>" + SVG + ">" + told + "</svg>",
                "<?xml version='1.0' encoding='UTF-16'?>" + SVG + ">" + told + "</svg>")) {
            untouched(drawing);
        }
        assertFalse(stripped("<?xml version='1.0' encoding='ISO-8859-1'?>" + SVG + ">" + told + "</svg>")
                .contains(SECRET));
    }

    @Test
    @DisplayName("whatever is done to the bytes, a drawing never fails, does not grow, and settles")
    void damaged() {
        Random random = new Random(17);
        String parts = "<>/!?-[]\"'= &:;xs";
        for (int turn = 0; turn < 20_000; turn++) {
            StringBuilder drawing = new StringBuilder(DRAWING);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(drawing.length());
                switch (random.nextInt(3)) {
                    case 0 -> drawing.setCharAt(at, parts.charAt(random.nextInt(parts.length())));
                    case 1 -> drawing.delete(at, Math.min(drawing.length(), at + random.nextInt(12)));
                    default -> drawing.insert(at, parts.charAt(random.nextInt(parts.length())));
                }
            }
            byte[] image = bytes(drawing.toString());
            byte[] stripped = ImageMetadata.stripped(image);
            assertTrue(stripped.length <= image.length);
            assertSame(stripped, ImageMetadata.stripped(stripped), drawing::toString);
        }
    }

    @Test
    @DisplayName("a large drawing made of the smallest parts takes a time in proportion to its bytes")
    void hostile() {
        for (String part : List.of(
                "<g>",
                "<g/>",
                "<!---->",
                "<g a='' ",
                "<g xmlns:a='b'>",
                "<g xmlns='a'>",
                "<a ",
                "a='' ",
                "<",
                "&",
                "<?a?>",
                "<![CDATA[",
                "'",
                " ")) {
            String drawing = SVG + ">" + part.repeat((4 << 20) / part.length());
            untouched(drawing);
            untouched(SVG + " " + part.repeat((4 << 20) / part.length()));
        }
    }

    @Test
    @DisplayName("elements within one another, and attributes, are as many as a drawing has, at most")
    void bounded() {
        String nested = nested(SvgParts.MOST_DEEP - 1);
        assertEquals(nested.length() - 7, stripped(nested).length());
        untouched(nested(SvgParts.MOST_DEEP));
        String wide = SVG + " x=''".repeat(XmlText.MOST_ATTRIBUTES - 1) + "><!----></svg>";
        assertEquals(wide.length() - 7, stripped(wide).length());
        untouched(SVG + " x=''".repeat(XmlText.MOST_ATTRIBUTES) + "><!----></svg>");
    }

    private static String nested(int deep) {
        return SVG + ">" + "<g xmlns:a='b'>".repeat(deep) + "<!---->" + "</g>".repeat(deep) + "</svg>";
    }
}
