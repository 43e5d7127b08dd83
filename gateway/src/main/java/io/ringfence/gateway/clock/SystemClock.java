package io.ringfence.gateway.clock;

/** The host's clock, read once and then followed monotonically, so that a clock step cannot turn time back. Any thread. */
public final class SystemClock implements EngineClock {
    private final long originNs = System.currentTimeMillis() * 1_000_000L - System.nanoTime();

    @Override
    public long timeNs() {
        return originNs + System.nanoTime();
    }
}
