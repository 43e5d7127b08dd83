package io.ringfence.engine.config;

/** A setting outside what its record allows. The loader adds file and line of {@link #key}. */
final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * @param key  path from the file's root, {@code lanes.ringSize}
     * @param rule what is allowed, {@code must be from 1 to 8}
     */
    InvalidSetting(final String key, final Object value, final String rule) {
        super(key + "=" + value + ": " + rule);
        this.key = key;
    }

    String key() {
        return key;
    }
}
