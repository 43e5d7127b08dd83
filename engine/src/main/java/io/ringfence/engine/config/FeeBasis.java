package io.ringfence.engine.config;

/** Whether a stop profile counts profit after the taker fees of both sides. */
public enum FeeBasis {
    EXCLUDED,
    INCLUDED
}
