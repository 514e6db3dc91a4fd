package dev.easel.server.excalidraw;

/**
 * How large a file may be that is read.
 *
 * @param elements the most elements that are not deleted
 * @param elementBytes the most UTF-8 bytes of one element's props in compact form
 */
public record DrawingLimits(int elements, int elementBytes) {}
