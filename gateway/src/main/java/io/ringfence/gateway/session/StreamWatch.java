package io.ringfence.gateway.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;

/**
 * Finds out which streams of a socket have never said anything. Looks at frames only until all have spoken, or until
 * the silent ones were asked for, then not any more. Allocates nothing per frame; owned by the socket's loop.
 */
final class StreamWatch {
    private static final byte[] PREFIX = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int UNKNOWN = -1;
    private static final int FNV_BASIS = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    private final List<String> streams;
    private final Int2IntHashMap indexByHash = new Int2IntHashMap(UNKNOWN);
    private final boolean[] heard;
    private int silent;

    StreamWatch(final List<String> streams) {
        this.streams = streams;
        heard = new boolean[streams.size()];
        for (int i = 0; i < streams.size(); i++) {
            final byte[] name = streams.get(i).getBytes(StandardCharsets.UTF_8);
            int hash = FNV_BASIS;
            for (final byte character : name) {
                hash = (hash ^ character) * FNV_PRIME;
            }
            indexByHash.put(hash, i);
        }
    }

    /** A new connection: everything is to be heard again. */
    void begin() {
        Arrays.fill(heard, false);
        silent = heard.length;
    }

    /** Whether frames are still of interest. */
    boolean isWatching() {
        return silent > 0;
    }

    /** Takes note of a combined frame, if it begins as these do. */
    void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        if (length <= PREFIX.length || buffer.getByte(offset + 2) != PREFIX[2]) {
            return;
        }
        int hash = FNV_BASIS;
        for (int at = offset + PREFIX.length; at < offset + length; at++) {
            final byte character = buffer.getByte(at);
            if (character == '"') {
                hear(hash);
                return;
            }
            hash = (hash ^ character) * FNV_PRIME;
        }
    }

    /** The streams that were never heard; asks no further. */
    List<String> concludeSilent() {
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < heard.length && silent > 0; i++) {
            if (!heard[i]) {
                names.add(streams.get(i));
            }
        }
        silent = 0;
        return names;
    }

    private void hear(final int hash) {
        final int index = indexByHash.get(hash);
        if (index != UNKNOWN && !heard[index]) {
            heard[index] = true;
            silent--;
        }
    }
}
