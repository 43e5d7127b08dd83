package io.ringfence.engine.config;

import java.util.Map;

/**
 * Which files of {@code config/stops} protect positions.
 *
 * @param profile      a file's name without {@code .yaml}
 * @param byInstrument others, by symbol
 */
record StopSettings(String profile, @Default("{}") Map<String, String> byInstrument) {}
