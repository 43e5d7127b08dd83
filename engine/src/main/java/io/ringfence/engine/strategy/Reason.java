package io.ringfence.engine.strategy;

import java.nio.charset.StandardCharsets;

/** Why a strategy wants something, as the journal and {@code why} say it: {@code cross-up}. */
public final class Reason {
    /** The engine's own: an operator has dropped the instrument. */
    public static final Reason DROPPED = new Reason("dropped");

    private final String name;
    private final byte[] ascii;

    Reason(final String name) {
        this.name = name;
        ascii = name.getBytes(StandardCharsets.US_ASCII);
    }

    public String name() {
        return name;
    }

    /** The name as it is journaled; not to be changed. */
    public byte[] ascii() {
        return ascii;
    }
}
