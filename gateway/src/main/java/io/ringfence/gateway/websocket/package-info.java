/**
 * The client side of a websocket: the handshake is Netty's HTTP codec, everything behind it is ours, since Netty's frame
 * codec makes an object per message.
 *
 * <pre>
 *   socket ─▶ [TLS] ─▶ {@link io.ringfence.gateway.websocket.FrameReader} ─▶ {@link io.ringfence.gateway.websocket.FrameListener}
 *   socket ◀─ [TLS] ◀─ {@link io.ringfence.gateway.websocket.FrameWriter} ◀─ whoever has something to say
 * </pre>
 *
 * All of it lives on the thread of the connection's {@link io.ringfence.gateway.loop.PollingLoop}. A connection owns the
 * frames that have arrived and were not yet taken. Text is handed on as it came: that it is UTF-8 is not checked here,
 * since whoever scans the text meets a wrong byte anyway, and the check would cost a pass over every byte.
 */
package io.ringfence.gateway.websocket;
