/**
 * Puts the engine together, starts it and ends it: the only place that knows all parts.
 *
 * <pre>
 *   Engine   start, stop, what may be asked of a running one     thread of whoever starts it
 *   Wiring   the parts and who hands what to whom                made once, before any thread runs
 *   Hosts    event loops, blocking side                          owns these threads
 *   InboundDuty, Wiring's orders duty                            what the loops do beside their sockets
 * </pre>
 *
 * Nothing here decides anything: that is the stages' business.
 */
package io.ringfence.engine.assembly;
