package dev.easel.bench.load;

/** Objects as a drawing has them. */
public final class Shapes {
    private Shapes() {}

    /** The props of one of many: rectangles, texts, arrows and freehand strokes, 570 bytes on average. */
    public static String element(int number, int x) {
        String type = TYPES[number % TYPES.length];
        String own = OWN[number % TYPES.length];
        long seed = 1_968_410_350L + number;
        return """
            {"type":"%s","x":%d.5,"y":%d.25,"width":160.5,"height":90.25,"angle":0,"strokeColor":"#1e1e1e",\
            "backgroundColor":"#a5d8ff","fillStyle":"solid","strokeWidth":2,"strokeStyle":"solid","roughness":1,\
            "opacity":100,"groupIds":["k3Xv0WqPz9"],"frameId":null,"index":"a%05d","roundness":{"type":3},"seed":%d,\
            "boundElements":[{"type":"text","id":"text-%06d"}],"link":null,\
            "locked":false%s}""".formatted(type, x, number, number, seed, number, own);
    }

    private static final String[] TYPES = {"rectangle", "text", "arrow", "freedraw"};

    /** The props that all of these types have. */
    private static final String[] OWN = {
        ",\"customData\":{\"source\":\"library\",\"item\":\"process-step\"}", """
            ,"text":"What the customer sees\\nand when","originalText":"What the customer sees\\nand when",\
            "fontSize":20,"fontFamily":5,"textAlign":"left","verticalAlign":"top","containerId":null,"autoResize":true,\
            "lineHeight":1.25""", """
            ,"points":[[0,0],[80.25,45.5],[160.5,90.25]],"lastCommittedPoint":null,\
            "startBinding":{"elementId":"k3Xv0WqPz9","focus":0.125,"gap":4.5},"endBinding":null,\
            "startArrowhead":null,"endArrowhead":"arrow","elbowed":false""", """
            ,"points":[[0,0],[1.5,0.75],[4.25,2],[9.5,4.25],[16,7.5],[24.25,10.75],[33.5,13],[43.75,14.5],\
            [54.5,15.25]],"pressures":[],"simulatePressure":true,"lastCommittedPoint":[54.5,15.25]"""
    };

    /** The props of a rectangle as Excalidraw stores it. */
    public static String rectangle(int x, int y) {
        return """
            {"type":"rectangle","x":%d.5,"y":%d.25,"width":160,"height":90,"angle":0,"strokeColor":"#1e1e1e",\
            "backgroundColor":"#a5d8ff","fillStyle":"solid","strokeWidth":2,"strokeStyle":"solid","roughness":1,\
            "opacity":100,"groupIds":[],"frameId":null,"index":"a1","roundness":{"type":3},"seed":1968410350,\
            "boundElements":[],"link":null,"locked":false}""".formatted(x, y);
    }
}
