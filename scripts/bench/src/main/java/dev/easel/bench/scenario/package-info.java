/** What is measured from outside, over real sockets: the scenarios. */
package dev.easel.bench.scenario;
