/**
 * Binance's protocol, both ways, over plain buffers; no socket is known here.
 *
 * <pre>
 *   market frames  --&gt; {@link io.ringfence.gateway.binance.MarketDecoder} ------------------------&gt; sink before the ring
 *                            | depth                                                          ^
 *                            v                                                                |
 *                      {@link io.ringfence.gateway.binance.BookSyncs} (the venue's chain rule) -----------+
 *                            ^ snapshot parts, through the hand-over
 *   REST depth     --&gt; {@link io.ringfence.gateway.binance.DepthSnapshotEncoder}
 *   user data      --&gt; {@link io.ringfence.gateway.binance.UserDataDecoder} ----------------------&gt; sink before the hand-over
 *   order answers  --&gt; {@link io.ringfence.gateway.binance.ApiAnswerDecoder} ---------------------&gt; sink before the hand-over
 *   decided orders --&gt; {@link io.ringfence.gateway.binance.OrderEncoder} -------------------------&gt; bytes for the order socket
 *   session, REST  --&gt; {@link io.ringfence.gateway.binance.SessionLogonEncoder}, {@link io.ringfence.gateway.binance.RestSigner}
 * </pre>
 *
 * The market decoder and the books belong to the inbound thread, the others to the loop that owns their socket. State:
 * the books' queues and places in the chain; counters; errors. What is decoded is in fields of its decoder only until it
 * is handed in. Nothing allocates in steady state but the last line of the picture, and no frame makes a decoder throw.
 */
package io.ringfence.gateway.binance;
