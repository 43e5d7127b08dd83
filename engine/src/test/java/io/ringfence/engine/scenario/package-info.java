/**
 * What must not go wrong with money, told in a few lines each: a market written by hand, the simulated venue that plays it over real
 * sockets, a whole engine, and something that happens. Every scenario ends flat, with the venue's books and the engine's equal to
 * the last unit, nothing left resting, and a journal that replays to itself.
 */
package io.ringfence.engine.scenario;
