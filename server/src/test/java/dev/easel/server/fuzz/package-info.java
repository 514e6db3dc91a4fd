/**
 * What a fuzzer calls, a class for each kind of input: {@code fuzzerTestOneInput} takes any bytes, and fails only on
 * a fault of ours: an exception, or what {@link dev.easel.server.fuzz.InputWatch} finds of time and heap.
 * {@code scripts/fuzz} runs them under Jazzer; {@link dev.easel.server.fuzz.CorpusTest} replays what was kept. The HTTP
 * bytes and the worlds are beside what they drive: {@code http.HttpFuzz}, {@code simulation.WorldFuzz}.
 */
package dev.easel.server.fuzz;
