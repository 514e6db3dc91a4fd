package dev.easel.server.persistence;

/** A number of a client that the project holds: the event that the edit became, and how the edit came. */
public record HeldEdit(long edit, long seq, Origin origin) {}
