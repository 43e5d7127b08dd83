/**
 * Market data as frames: one received websocket message with the time it was received. Frames files
 * ({@code <receive ns> <json>} lines, plain or gzip) are read one frame at a time and merged by receive time; a seeded
 * generator makes a market of its own in the same shapes.
 *
 * <pre>
 *  FramesFile ──┐
 *  FramesFile ──┼─▶ MergedFrames ─▶ Frame (a flyweight, valid until the next one)
 *  Generated… ──┘
 * </pre>
 *
 * <p>Thread: whoever reads, one at a time. State: a read buffer per file.
 */
package io.ringfence.gateway.frames;
