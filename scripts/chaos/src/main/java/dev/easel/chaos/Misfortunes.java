package dev.easel.chaos;

import dev.easel.chaos.client.Clients;
import dev.easel.chaos.client.Witness;

/** What happens to the servers in a run. */
interface Misfortunes {
    /** Who wants to know what clients hear. */
    Witness witness();

    /** All but the last; returns when there is life after them. */
    void run(Clients clients) throws InterruptedException;

    /** When all is settled: what is judged afterwards has been loaded from what was durable. */
    void last() throws InterruptedException;

    void report(Report report);
}
