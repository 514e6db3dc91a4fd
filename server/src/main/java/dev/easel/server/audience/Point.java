package dev.easel.server.audience;

/** A place on the board, in scene coordinates. */
record Point(double x, double y) {}
