package dev.easel.server.http;

import dev.easel.protocol.Limits;

/**
 * What the desk keeps to.
 *
 * @param limits the same that rooms keep
 * @param importBytes longest board that is taken in, in bytes
 * @param importObjects objects in one board
 * @param imports boards taken in at the same time; one more is asked to come later, since each is held in memory
 * @param assetBytes longest image that is taken by itself, in bytes
 * @param uploads images taken at the same time; one more is asked to come later, since each is held in memory
 * @param patienceMs how long a caller is kept waiting for something to be durable or saved, in milliseconds
 */
public record DeskSettings(
        Limits limits, int importBytes, int importObjects, int imports, int assetBytes, int uploads, long patienceMs) {}
