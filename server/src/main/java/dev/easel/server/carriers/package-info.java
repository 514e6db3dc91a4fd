/**
 * Finds the drawing in a file that carries one: {@link dev.easel.server.carriers.Carrier} takes what a person has, be
 * it JSON, a picture that Excalidraw exported with its scene, or a note with a drawing in it, and gives the drawing as
 * JSON text.
 *
 * <p>Deliberately absent: what the JSON says. Nothing is fetched from anywhere.
 */
@NullMarked
package dev.easel.server.carriers;

import org.jspecify.annotations.NullMarked;
