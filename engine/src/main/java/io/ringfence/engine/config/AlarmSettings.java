package io.ringfence.engine.config;

import java.util.List;
import java.util.Optional;

/**
 * Where alarms go, beside the decision log and a line in the log. A place that is lost, slow or wrong holds nothing up.
 *
 * @param webhook gets each alarm as JSON by HTTP POST; http or https; only its scheme, host and port are ever told or recorded
 * @param command a program with its arguments, started for each alarm with its fields in the environment; empty: none
 * @param timeout of one attempt
 * @param retries further attempts after one that failed, 0 to 20
 * @param pause   before the first of these; it doubles
 * @param queue   alarms that may wait for each place, 1 to 100,000; what comes beyond is counted and logged
 */
public record AlarmSettings(
        Optional<SecretAddress> webhook,
        @Default("[]") List<String> command,
        @Default("5s") Timeframe timeout,
        @Default("3") int retries,
        @Default("1s") Timeframe pause,
        @Default("256") int queue) {
    public AlarmSettings {
        command = List.copyOf(command);
        Range.check("alarms.retries", retries, 0, 20);
        Range.check("alarms.queue", queue, 1, 100_000);
        if (!command.isEmpty() && command.get(0).isBlank()) {
            throw new InvalidSetting("alarms.command", command, "must begin with a program");
        }
    }
}
