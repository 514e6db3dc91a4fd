package dev.easel.bench.load;

/** Objects as a drawing has them. */
public final class Shapes {
    private Shapes() {}

    /** The props of a rectangle as Excalidraw stores it. */
    public static String rectangle(int x, int y) {
        return """
            {"type":"rectangle","x":%d.5,"y":%d.25,"width":160,"height":90,"angle":0,"strokeColor":"#1e1e1e",\
            "backgroundColor":"#a5d8ff","fillStyle":"solid","strokeWidth":2,"strokeStyle":"solid","roughness":1,\
            "opacity":100,"groupIds":[],"frameId":null,"index":"a1","roundness":{"type":3},"seed":1968410350,\
            "boundElements":[],"link":null,"locked":false}""".formatted(x, y);
    }
}
