/**
 * The configuration: YAML files bound to immutable, range-checked records.
 *
 * <pre>
 *   config/engine.yaml ──▶ RecordBinder ──▶ EngineConfig ─┐
 *          │ venue: NAME                                  ├─▶ Configuration (with its hash and its text)
 *          ▼                                              │
 *   config/venues/NAME.yaml ──▶ RecordBinder ──▶ VenueConfig
 * </pre>
 *
 * Read once, at start, on the thread that starts; everything here is immutable afterwards. Every mistake is a
 * {@link io.ringfence.engine.config.ConfigException} that names file, line, key, value and what is allowed.
 */
package io.ringfence.engine.config;
