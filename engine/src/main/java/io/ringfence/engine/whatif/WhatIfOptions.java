package io.ringfence.engine.whatif;

import io.ringfence.engine.config.Configuration;
import java.nio.file.Path;

/**
 * What {@code replay --config} was asked.
 *
 * @param journal    the folder of generations; exists
 * @param generation is there
 * @param other      the configuration to try
 * @param otherName  what it is called
 * @param from       the first sequence of interest: begins with the newest snapshot before it
 * @param to         the last sequence replayed, {@link Long#MAX_VALUE} for all
 * @param json       one JSON object instead of text
 */
public record WhatIfOptions(
        Path journal, int generation, Configuration other, String otherName, long from, long to, boolean json) {}
