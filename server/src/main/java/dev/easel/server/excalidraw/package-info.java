/**
 * The {@code .excalidraw} file format: {@link dev.easel.server.excalidraw.DrawingReader} reads a file and checks all of
 * it, {@link dev.easel.server.excalidraw.DrawingWriter} writes one. Props pass through as JSON text.
 *
 * <p>Deliberately absent: HTTP, projects and the store, and any I/O. What is wrong with a file is an {@link
 * dev.easel.server.excalidraw.InvalidDrawing}.
 */
@NullMarked
package dev.easel.server.excalidraw;

import org.jspecify.annotations.NullMarked;
