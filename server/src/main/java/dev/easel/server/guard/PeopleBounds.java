package dev.easel.server.guard;

/**
 * What addresses and people may ask for, and have.
 *
 * @param rates how often they may call
 * @param quotas how much a person may have
 */
public record PeopleBounds(CallRates rates, QuotaSettings quotas) {}
